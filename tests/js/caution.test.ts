import { expect, test } from 'vitest';
import type { Sample } from '../../static/src/data/types';
import { known } from '../../static/src/state/answering';
import { caution } from '../../static/src/views/picture/caution';
import { run } from './networks';

const told = run('a');
const wrong: Sample = {
  id: 'goose', title: 'A goose on the lawn', label: 'bird', picture: '', run: '', predicted: 'dog', probability: 0.7, unsure: false, correct: false,
};

test('a sure answer is told plainly', () => expect(caution(told, null)).toBe('It says dog, 70 %.'));
test('an unsure answer is a guess', () => expect(caution({ ...told, unsure: true }, null)).toBe('Unsure. Its best guess is dog, 70 %.'));
test('a blank picture shows nothing', () => expect(caution({ ...told, blank: true, unsure: true }, null)).toContain('Nothing to see'));
test('what is named in noise is not to be counted on', () => expect(caution({ ...told, noise: true, unsure: true }, null)).toBe('This looks like noise. Do not count on what it says: dog, 70 %.'));
test('a sample it gets wrong is not hidden', () => expect(caution(told, wrong)).toBe('Wrong: this is a goose on the lawn. It says dog, 70 %.'));

const twin = { classes: ['cat', 'dog', 'something else'], otherwise: 'something else' };
const strange = { blank: false, noise: false, unsure: false, prediction: [{ label: 'something else', probability: 0.8 }, { label: 'dog', probability: 0.15 }, { label: 'cat', probability: 0.05 }] };
test('a stranger is said to be like none of what it knows', () => expect(caution(strange, null, false, twin)).toBe('It looks like none of the two things it knows (80 %). The nearest is dog, 15 %.'));
test('noise that is called something else is called rightly', () => expect(caution({ ...strange, noise: true }, null, false, twin)).toContain('It looks like none of the two things'));
test('and a likely stranger is no certain one', () => expect(caution({ ...strange, unsure: true }, null, false, twin)).toContain('Unsure, but it looks like none of the two things'));
test('a network that has such a class still says what it knows', () => expect(caution(told, null, false, twin)).toBe('It says dog, 70 %.'));
test('what stands for the rest is not one of the things it knows', () => expect(known(twin)).toEqual(['cat', 'dog']));
