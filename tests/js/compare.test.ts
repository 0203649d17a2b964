/** Side by side: what stands in one column, what several networks agree on, and what a link keeps. */
import { describe, expect, test } from 'vitest';
import { agreement } from '../../static/src/core/agreement';
import { cellFor, columnsOf, growth, stair, workBySize } from '../../static/src/core/lineage';
import { halvings, leading, outline, stops } from '../../static/src/core/stages';
import type { Shape } from '../../static/src/core/tensor';
import type { NetworkSummary, Run } from '../../static/src/data/types';
import { usual } from '../../static/src/views/compare/compare.svelte';
import { short } from '../../static/src/views/compare/figures';
import { BEGIN, joined, pictured, read, written, type Comparing } from '../../static/src/views/compare/link';
import { loudest } from '../../static/src/views/compare/race.svelte';

const layer = (name: string, shape: Shape, inputs: string[], module: string | null = null) => ({ name, shape, inputs, module });
const BRANCHED = [
  layer('input', [3, 64, 64], []),
  layer('a', [8, 60, 60], ['input']),
  layer('b', [8, 29, 29], ['a']),
  layer('left', [8, 29, 29], ['b'], 'block'),
  layer('right', [8, 29, 29], ['b'], 'block'),
  layer('both', [16, 29, 29], ['left', 'right'], 'block'),
  layer('head', [4, 1, 1], ['b']),
  layer('c', [16, 14, 14], ['both']),
  layer('answer', [10, 1, 1], ['c']),
];

describe('stages', () => {
  test('a size belongs to the nearest halving', () => {
    expect([64, 60, 32, 29, 15, 14, 6, 2, 1].map((side) => halvings(side, 64))).toEqual([0, 0, 1, 1, 2, 2, 3, 5, 6]);
    expect(halvings(227, 224)).toBe(0);
  });
  test('heads that only help training are left out', () => {
    expect(leading(BRANCHED).map(({ name }) => name)).not.toContain('head');
  });
  test('by size, the last layer of each size stands in its column', () => {
    expect(stops(BRANCHED, 'size').map(({ column, layer: { name } }) => [column, name])).toEqual([[0, 'a'], [1, 'both'], [2, 'c']]);
  });
  test('by depth, the layers that end each fifth do', () => {
    expect(stops(BRANCHED, 'depth').map(({ layer: { name } }) => name)).toEqual(['b', 'left', 'right', 'both', 'c']);
  });
  test('a network without maps has no stages', () => expect(stops([layer('input', [3, 8, 8], []), layer('answer', [2, 1, 1], ['input'])], 'size')).toEqual([]));
  test('a module is told by how it ends', () => {
    expect(outline(BRANCHED).map(({ name }) => name)).toEqual(['input', 'a', 'b', 'both', 'c', 'answer']);
  });
});

describe('agreement', () => {
  const say = (title: string, label: string, unsure = false) => ({ title, label, unsure });
  test.each([
    [[say('A', 'cat'), say('B', 'cat'), say('C', 'cat')], 'All three say cat.'],
    [[say('A', 'cat'), say('B', 'dog'), say('C', 'cat')], 'Two of three say cat. B says dog.'],
    [[say('A', 'cat'), say('B', 'dog', true), say('C', 'cat')], 'Two of three say cat. B is unsure.'],
    [[say('A', 'dog'), say('B', 'cat', true), say('C', 'cat', true)], 'One of three says dog. B and C are unsure.'],
    [[say('A', 'cat', true), say('B', 'cat', true)], 'Neither is sure of anything.'],
    [[say('A', 'cat'), say('B', 'cat')], 'Both say cat.'],
    [[say('A', 'cat', true), say('B', 'cat', true), say('C', 'cat', true)], 'None of the three is sure of anything.'],
    [[say('A', 'cat')], ''],
  ])('%#', (opinions, sentence) => expect(agreement(opinions)).toBe(sentence));
});

describe('pictures of a change', () => {
  const WORK = [
    { size: [32, 32] as const, macs: 60, share: 0.6 },
    { size: [29, 29] as const, macs: 30, share: 0.3 },
    { size: [1, 1] as const, macs: 10, share: 0.1 },
  ];
  test('work of sizes that stand in one column is added up, lists come last', () => {
    expect(workBySize(WORK, 64)).toEqual([{ column: 1, macs: 90, share: 0.6 + 0.3 }, { column: null, macs: 10, share: 0.1 }]);
    expect(columnsOf(workBySize(WORK, 64), workBySize([{ size: [64, 64], macs: 1, share: 1 }], 64))).toEqual([0, 1, null]);
  });
  test('a pixel sees itself, and every layer more', () => {
    expect(growth([{ layer: 'a', depth: 1, field: [16, 16] }], 64)).toEqual([
      { layer: '', depth: 0, pixels: 1, share: 1 / 64 }, { layer: 'a', depth: 1, pixels: 16, share: 0.25 },
    ]);
  });
  test('a stair goes along and then up', () => expect(stair([[0, 9], [5, 4]])).toBe('M0 9H5V4'));
  test('filters fit their room in whole pixels', () => {
    expect(cellFor([13, 6], 210)).toBe(14);
    expect(cellFor([30], 210)).toBe(7);
    expect(cellFor([1000], 210)).toBe(2);
  });
  test.each([[156, '156'], [9_999, '9,999'], [61_706, '61.7\u00a0k'], [138_357_544, '138\u00a0M'], [15_470_264_320, '15.5\u00a0G']])('%d is written %s', (count, text) => expect(short(count)).toBe(text));
});

describe('the link', () => {
  const full: Comparing = {
    what: 'pictures', on: ['b', 'a'], by: 'depth', of: 'c', one: { from: 'sample', id: 'mug' }, two: { from: 'moved', by: 'shift_x', amount: -1.5 },
    layer: 'conv_2', map: 2, cell: [4, 7], later: 'x', earlier: 'y',
  };
  test('what is compared survives its own text', () => expect(read(written(full))).toEqual(full));
  test('the start is nothing', () => {
    expect(written(BEGIN)).toBe('');
    expect(read('')).toEqual(BEGIN);
  });
  test.each(['page', 'mirror', 's,mug', 'r,0f3c', 'm,rotate,15'])('a picture: %s', (text) => expect(pictured(text)).not.toBeNull());
  test.each(['', 's', 's,a b', 'm,rotate', 'm,rotate,far', 'mirror,2', 'r,a,b,c', 'nothing'])('no picture: %s', (text) => expect(pictured(text)).toBeNull());
  test('what makes no sense is left at its usual place', () => {
    expect(read('what:nonsense;by:;map:0;cell:1;on:a b;one:mirror;two:x')).toEqual(BEGIN);
  });
});

describe('a network that is opened meanwhile', () => {
  test('stands beside the chosen ones, once', () => {
    expect(joined({ ...BEGIN, on: ['a'] }, 'b').on).toEqual(['a', 'b']);
    expect(joined({ ...BEGIN, on: ['a', 'b'] }, 'b').on).toEqual(['a', 'b']);
  });
  test('sees the two pictures', () => {
    expect(joined({ ...BEGIN, of: 'a', layer: 'conv_2', map: 3, cell: [1, 2] }, 'b')).toEqual({ ...BEGIN, of: 'b' });
  });
  test('is the one whose changes are told, unless it is one of the two', () => {
    expect(joined({ ...BEGIN, later: 'a', earlier: 'b' }, 'c')).toMatchObject({ later: 'c', earlier: 'b' });
    expect(joined({ ...BEGIN, later: 'a', earlier: 'b' }, 'b')).toMatchObject({ later: 'a', earlier: 'b' });
  });
  test('is there by itself where nobody has chosen', () => expect(joined(BEGIN, 'b')).toEqual(BEGIN));
});

test('the loudest maps are those with the largest numbers, in their own order', () => {
  const channels = [-9, 1, 4, 0, 6].map((high) => ({ low: Math.min(high, 0), high: Math.max(high, 0), mean: 0 }));
  const run = { layers: [{ name: 'a', shape: [5, 2, 2], channels }] } as unknown as Run;
  expect(loudest(run, 'a')).toEqual([0, 2, 4]);
});

test('those that stand in for an original come first, by year; else all that know the same', () => {
  const input = { channels: 3, height: 64, width: 64 };
  const one = (id: string, more: object) => ({ id, trained: true, classes: ['a', 'b'], otherwise: null, input, year: null, original: null, ...more }) as unknown as NetworkSummary;
  const here = one('here', {});
  const twins = [one('later', { year: 2014, original: 'x' }), one('early', { year: 1998, original: 'y' })];
  expect(usual([here, ...twins], here).map(({ id }) => id)).toEqual(['early', 'later']);
  expect(usual([here, one('there', {}), one('stranger', { classes: ['c'] })], here).map(({ id }) => id)).toEqual(['here', 'there']);
});
