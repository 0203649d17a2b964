import { expect, test } from 'vitest';
import { amount, curve, inWords, reigns, rival, share, type Line } from '../../static/src/core/sweeps';

/** Bird below −5, cat up to 5, dog beyond. */
const LINE: Line = {
  values: [-10, -5, 0, 5, 10],
  classes: ['bird', 'cat', 'dog', 'bus'],
  probabilities: [[0.8, 0.1, 0.1, 0], [0.5, 0.5, 0, 0], [0, 0.9, 0.1, 0], [0, 0.5, 0.5, 0], [0, 0, 1, 0]],
  turns: [{ at: -5, before: 'bird', after: 'cat' }, { at: 5.2, before: 'cat', after: 'dog' }],
};
const CALM: Line = { ...LINE, probabilities: LINE.values.map((_, i) => [0.1, 0.5 + i / 10, 0.05, 0.05]), turns: [] };

test('every stretch has its winner', () => {
  expect(reigns(LINE).map(({ label }) => label)).toEqual(['bird', 'cat', 'dog']);
  expect(reigns(LINE)[1]).toEqual({ label: 'cat', from: 0.25, to: 0.76 });
  expect(reigns(CALM)).toEqual([{ label: 'cat', from: 0, to: 1 }]);
});

test('a curve goes from end to end, certainty at its head', () => {
  expect(curve(LINE, 2, 100, 10)).toBe('M0.0 9.00L25.0 10.00L50.0 9.00L75.0 5.00L100.0 0.00');
  expect(share(LINE, 0)).toBe(0.5);
});

test('the rival is the one that comes closest anywhere', () => {
  expect(rival(LINE, 1)).toBe(2);
  expect(rival(LINE, 2)).toBe(1);
});

test('where the answer changes is told from where the slider stands', () => {
  expect(inWords(LINE, 0, '°', 1)).toBe('At 5° it turns from cat into dog, at −5° into bird.');
  expect(inWords(LINE, 8, '°', 1)).toBe('At 5° it turns from dog into cat. Further out it changes once more.');
  expect(inWords(LINE, -9, 'px', 0.5)).toBe('At −5 px it turns from bird into cat. Further out it changes once more.');
  expect(inWords({ ...LINE, turns: [{ at: -5, before: 'dog', after: 'cat' }, LINE.turns[1]!] }, 0, '°', 1)).toBe('At 5° and −5° it turns from cat into dog.');
  expect(inWords(CALM, 0, '°', 1)).toBe('It says cat all the way, between 50 % and 90 %.');
});

test('values carry their unit', () => {
  expect(amount(-23, '°')).toBe('−23°');
  expect(amount(1.2, '×')).toBe('1.2×');
  expect(amount(2.5, 'px')).toBe('2.5 px');
  expect(amount(0, '')).toBe('0');
  expect(amount(0.1 + 0.2, '')).toBe('0.3');
});
