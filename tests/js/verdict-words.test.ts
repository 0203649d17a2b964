/** Nothing about the verdict is unexplained: what carries a topic has one, and every topic is asked about somewhere. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { topics as vote } from '../../static/src/views/stage/Dense.words';
import { topics as flat } from '../../static/src/views/stage/Flatten.words';
import { topics as soft } from '../../static/src/views/stage/Softmax.words';

const STAGE = 'static/src/views/stage';
const source = readdirSync(STAGE).filter((name) => name.endsWith('.svelte')).map((name) => readFileSync(join(STAGE, name), 'utf8')).join('\n');
const used = new Set([...source.matchAll(/['"]((?:soft|vote|flat)-[a-z]+)['"]/g)].map(([, topic]) => topic!));
const told = { ...vote, ...flat, ...soft };

test('every topic of flattened, dense and softmax is told, and every one told is used', () => {
  expect([...used].sort()).toEqual(Object.keys(told).sort());
});

test.each(Object.entries(told))('%s has three depths', (_, { summary, eli5, in_depth }) => {
  expect(new Set([summary, eli5, in_depth].map(String)).size).toBe(3);
});
