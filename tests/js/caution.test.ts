import { expect, test } from 'vitest';
import type { Sample } from '../../static/src/data/types';
import { caution } from '../../static/src/views/picture/caution';
import { run } from './networks';

const told = run('a');
const wrong: Sample = {
  id: 'goose', title: 'A goose on the lawn', label: 'bird', picture: '', run: '', predicted: 'dog', probability: 0.7, unsure: false, correct: false,
};

test('a sure answer is told plainly', () => expect(caution(told, null)).toBe('It says dog, 70 %.'));
test('an unsure answer is a guess', () => expect(caution({ ...told, unsure: true }, null)).toBe('Unsure. Its best guess is dog, 70 %.'));
test('a blank picture shows nothing', () => expect(caution({ ...told, blank: true, unsure: true }, null)).toContain('Nothing to see'));
test('a sample it gets wrong is not hidden', () => expect(caution(told, wrong)).toBe('Wrong: this is a goose on the lawn. It says dog, 70 %.'));
