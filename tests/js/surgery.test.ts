/** Edits in words, and what the tools make of the list of them. */
import { expect, test } from 'vitest';
import type { Edit, Edits, Listed } from '../../static/src/core/edits';
import { beside, score } from '../../static/src/views/surgery/before';
import { editedMaps, isEditedLayer } from '../../static/src/views/surgery/marks';
import { healed, put, round } from '../../static/src/views/surgery/operating.svelte';
import { channelOf, happened, said, told, verdict } from '../../static/src/views/surgery/said';
import { delay } from '../../static/src/views/surgery/turn';
import { every, layer, network, run, same, window_ } from './networks';

const two = {
  ...network('two'),
  layers: [
    layer('input', 'input', [3, 8, 8], [], []),
    layer('conv_a', 'convolved', [8, 6, 6], ['input'], [window_()], 1),
    layer('relu', 'rectified', [8, 6, 6], ['conv_a'], [same], 1),
    layer('conv_b', 'convolved', [4, 4, 4], ['relu'], [window_()], 1),
    layer('hidden', 'dense', [5, 1, 1], ['conv_b'], [every]),
    layer('dense', 'dense', [2, 1, 1], ['hidden'], [every]),
  ],
};
const listed = (edit: Edit, more: Partial<Listed> = {}): Listed => ({ edit, on: true, ...more });
const at = (change: Partial<Edit>, more: Partial<Listed> = {}) => said(two, listed({ layer: 'conv_a', channel: 3, ...change }, more));

test('every edit is said where and what, as people count', () => {
  expect(at({ kernel: [[1]] })).toBe('convolved 1, map 4: your filter');
  expect(at({ kernel: [[1]] }, { name: 'edge' })).toBe('convolved 1, map 4: filter “edge”');
  expect(at({ scale: 0, channel: 6, layer: 'conv_b' })).toBe('convolved 2, map 7: silenced');
  expect(at({ scale: 2 })).toBe('convolved 1, map 4: boosted ×2');
  expect(at({ scale: 0.25 })).toBe('convolved 1, map 4: softened ×0.25');
  expect(at({ scale: -1 })).toBe('convolved 1, map 4: turned over, ×−1');
  expect(at({ scale: 1 })).toBe('convolved 1, map 4: as strong as it was');
  expect(at({ swap: 1 })).toBe('convolved 1, map 4: changed places with map 2');
  expect(at({ bias: 0.5 })).toBe('convolved 1, map 4: bias +0.50');
  expect(at({ bias: -0.5 })).toBe('convolved 1, map 4: bias −0.50');
  expect(at({ weights: [[0]], input_channel: 0 })).toBe('convolved 1, map 4: weights painted (red)');
  expect(at({ weights: [[0]], input_channel: 2, layer: 'conv_b' })).toBe('convolved 2, map 4: weights painted (map 3)');
  expect(at({ layer: 'gone', scale: 0 })).toBe('gone, map 4: silenced');
});

test('a single number is called by the thing it speaks for', () => {
  expect(channelOf(two, 'dense', 1)).toBe('dog');
  expect(channelOf(two, 'hidden', 1)).toBe('number 2');
  expect(channelOf({ ...two, classes: ['0', '1'] }, 'dense', 1)).toBe('class “1”');
  expect(told(two, listed({ layer: 'dense', channel: 0, scale: 0 }))).toBe('Cat silenced');
});

const silent = listed({ layer: 'conv_a', channel: 3, scale: 0 });
const loud = listed({ layer: 'conv_b', channel: 0, scale: 3 });
const lifted = listed({ layer: 'conv_b', channel: 0, bias: 1 });
test.each<[Edits, Edits, string | null]>([
  [[], [silent], 'Map 4 silenced'],
  [[silent], [silent, lifted], 'Map 1: bias +1.00'],
  [[silent, loud], [silent], 'Taken back: convolved 2, map 1: boosted ×3'],
  [[silent, loud, lifted], [silent], '2 edits taken back'],
  [[silent], [], 'No edits are left'],
  [[], [silent, loud], '2 edits made'],
  [[silent, loud], [loud, silent], 'The edits are made in another order'],
  [[silent], [{ ...silent, on: false }], 'Map 4 silenced, switched off'],
  [[{ ...silent, on: false }], [silent], 'Map 4 silenced, switched on'],
])('what happened to the list is one sentence: %#', (before, after, words) => {
  expect(happened(two, before, after)).toBe(words);
});

test('what is cut off is said of the layer, not of a map', () => {
  const cut = listed({ layer: 'conv_b', channel: 0, cut: 'conv_a' });
  expect(said(two, cut)).toBe('convolved 2: convolved 1 cut off');
  expect(told(two, cut)).toBe('Convolved 2: convolved 1 cut off');
});

test('where nothing happened nothing is said', () => {
  const list = [silent];
  expect(happened(two, list, list)).toBeNull();
  expect(happened(two, [], [])).toBeNull();
});

test('the verdict is now another, or still the same', () => {
  const [before, after] = [run('a'), run('b')];
  expect(verdict(after, before)).toBe('the verdict is still dog, 70 %');
  expect(verdict({ ...after, prediction: [{ label: 'cat', probability: 0.61 }] }, before)).toBe('the verdict is now cat, 61 %');
  expect(verdict({ ...after, blank: true }, before)).toBe('it sees nothing');
});

test('beside the likeliest of now stands the likeliest of before, always', () => {
  const now = [['a', 0.5], ['b', 0.2], ['c', 0.1], ['d', 0.1], ['e', 0.06], ['f', 0.04]].map(([label, probability]) => ({ label: label as string, probability: probability as number }));
  const before = [{ label: 'f', probability: 0.9 }, { label: 'a', probability: 0.1 }];
  expect(beside(now, before).map(({ label }) => label)).toEqual(['a', 'b', 'c', 'f']);
  expect(beside(now, before)[3]).toEqual({ label: 'f', now: 0.04, before: 0.9 });
  expect(beside(now, now).map(({ label }) => label)).toEqual(['a', 'b', 'c', 'd']);
});

test('the samples are counted before and after', () => {
  expect(score(9, 12, 11)).toBe('9 of 12 right, 11 before');
  expect(score(12, 12, 12)).toBe('12 of 12 right, as before');
});

test('a layer is marked while an edit of it is on, and both maps of a swap are', () => {
  const edits = [listed({ layer: 'conv_a', channel: 3, swap: 5 }), { ...loud, on: false }];
  expect([...editedMaps(edits, 'conv_a')]).toEqual([3, 5]);
  expect(isEditedLayer(edits, 'conv_a')).toBe(true);
  expect(isEditedLayer(edits, 'conv_b')).toBe(false);
});

test('a tool makes one edit of its kind and takes it out again', () => {
  const once = put([], 'conv_a', 3, 'scale', 2);
  const twice = put(put(once, 'conv_a', 3, 'bias', 0.5), 'conv_a', 3, 'scale', 3);
  expect(twice.map(({ edit }) => [edit.scale, edit.bias])).toEqual([[3, undefined], [undefined, 0.5]]);
  expect(put(twice, 'conv_a', 3, 'scale', null)).toHaveLength(1);
  const other = put([], 'conv_a', 2, 'scale', 2);
  expect(put(other, 'conv_a', 3, 'scale', null)).toBe(other);
});

test('a map is healed of all that was done to it, and of nothing else', () => {
  const edits = [silent, listed({ layer: 'conv_a', channel: 1, swap: 3 }), listed({ layer: 'conv_a', channel: 1, bias: 1 }), loud];
  expect(healed(edits, 'conv_a', 3)).toEqual(edits.slice(2));
});

test('sliders go by round steps', () => {
  expect(round(2.89)).toBe(5);
  expect(round(0.018)).toBeCloseTo(0.02);
  expect(round(2, 0.01)).toBeCloseTo(0.02);
  expect(round(0)).toBe(1);
});

test('layers change one after the other, 40 ms apart, and a long network in little more than half a second', () => {
  const names = (count: number) => Array.from({ length: count }, (_, i) => ({ name: `${i}` }));
  expect(delay(names(14), '1', '1')).toBe(0);
  expect(delay(names(14), '1', '3')).toBe(80);
  expect(delay(names(14), '3', '1')).toBe(0);
  expect(delay(names(141), '1', '140')).toBeLessThanOrEqual(560);
});
