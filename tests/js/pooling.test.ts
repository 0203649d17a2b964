/** Windows that shrink a map: who wins, what the average counts, and what a nudge leaves as it was. */
import { describe, expect, test } from 'vitest';
import type { WindowReads } from '../../static/src/core/geometry';
import { average, difference, equals, ground, held, moved, nudged, pooled, share, steady, stretch, ties, winner, type Pool } from '../../static/src/core/pooling';
import { windowValues } from '../../static/src/core/products';
import type { Tensor } from '../../static/src/core/tensor';
import type { LayerInfo } from '../../static/src/data/types';
import { blame, nudgeBy, nudgeSetting, nudgeWords, pace } from '../../static/src/views/stage/pooling';

const window = (over: Partial<WindowReads> = {}): WindowReads => ({
  rule: 'window', channels: 'same', offset: 0, groups: 1, size: [2, 2], stride: [2, 2], padding: [0, 0], dilation: [1, 1], ...over,
});
const pool = (over: Partial<WindowReads> = {}, countPadding = true): Pool => ({ reads: window(over), countPadding });
const map = (height: number, width: number, numbers: (i: number) => number): Tensor =>
  ({ shape: [1, height, width], data: Float32Array.from({ length: height * width }, (_, i) => numbers(i)) });
const maps = map(4, 4, (i) => i);

describe('pooling', () => {
  test('keeps the biggest, or the average, of each window', () => {
    expect([...pooled(maps.data, [4, 4], pool(), 2, 2, 'biggest')]).toEqual([5, 7, 13, 15]);
    expect([...pooled(maps.data, [4, 4], pool(), 2, 2, 'average')]).toEqual([2.5, 4.5, 10.5, 12.5]);
  });

  test('lets the first of equals win, and padding never', () => {
    const all = map(2, 2, (i) => [2, 2, 1, 2][i]!);
    expect(winner(held(all, 0, window(), [0, 0]))).toBe(0);
    expect(equals(held(all, 0, window(), [0, 0]))).toBe(3);
    const below = held(map(2, 2, () => -1), 0, window({ padding: [1, 1] }), [0, 0]);
    expect(below.map(({ ground: on }) => on)).toEqual(['padding', 'padding', 'padding', 'map']);
    expect(winner(below)).toBe(3);
  });

  test('counts padding in an average where the layer says so, and what lies beyond never', () => {
    // Rounded up: the last window of three starts at 3 of 4 and hangs over by two, one of them padding.
    const reads = window({ size: [3, 3], padding: [1, 1] });
    expect(ground(4, 0, maps.shape, [1, 1])).toBe('padding');
    expect(ground(5, 0, maps.shape, [1, 1])).toBe('beyond');
    const corner = held(maps, 0, reads, [2, 2]);
    expect(corner.filter(({ ground: on }) => on === 'map').map(({ value }) => value)).toEqual([15]);
    expect(average(corner)).toEqual({ sum: 15, count: 4, mean: 3.75 });
    expect(average(corner, false)).toEqual({ sum: 15, count: 1, mean: 15 });
    expect(pooled(maps.data, [4, 4], { reads, countPadding: true }, 3, 3, 'average')[8]).toBe(3.75);
    expect(pooled(maps.data, [4, 4], { reads, countPadding: false }, 3, 3, 'average')[8]).toBe(15);
  });

  test('counts windows that hold a tie', () => {
    expect(ties(map(2, 4, (i) => [0, 0, 1, 2, 0, 0, 3, 0][i]!), 0, window(), 1, 2)).toBe(1);
  });

  test('blames the winner alone, or all of a window alike', () => {
    const one = held(maps, 0, window(), [0, 0]);
    expect(blame(one, winner(one), 'biggest', true)).toEqual([0, 0, 0, 1]);
    expect(blame(one, winner(one), 'average', true)).toEqual([0.25, 0.25, 0.25, 0.25]);
    const edge = held(maps, 0, window({ padding: [1, 1] }), [0, 0]);
    expect(blame(edge, 3, 'average', false)).toEqual([0, 0, 0, 1]);
  });

  test('reads a window in reading order', () => {
    expect(windowValues(maps, 0, [1, 2], [2, 3]).values).toEqual([6, 7, 10, 11]);
    expect(held(maps, 0, window(), [1, 0]).map(({ value }) => value)).toEqual([8, 9, 12, 13]);
  });
});

describe('a nudge', () => {
  test('moves every number, and does not invent what comes in', () => {
    expect([...moved(maps.data, [4, 4], { down: 0, right: 1 })].slice(0, 4)).toEqual([NaN, 0, 1, 2]);
    expect([...moved(maps.data, [4, 4], { down: -1, right: 0 })].slice(8)).toEqual([12, 13, 14, 15, NaN, NaN, NaN, NaN]);
  });

  test('counts what stayed among the windows whose numbers are all known', () => {
    // One bright cell in each window, at its left: nudged to the right it is still in its window.
    const dots = map(4, 4, (i) => (i === 0 || i === 2 || i === 8 || i === 10 ? 9 : 0));
    const right = nudged(dots, 0, pool(), 2, 2, { down: 0, right: 1 });
    expect(right.stayed.biggest).toEqual({ kept: 2, of: 2 });
    expect(right.stayed.average).toEqual({ kept: 2, of: 2 });
    expect(right.stayed.map.of).toBe(12);
    const left = nudged(dots, 0, pool(), 2, 2, { down: 0, right: -1 });
    expect(left.stayed.biggest).toEqual({ kept: 2, of: 2 });
    const far = nudged(map(4, 4, (i) => i), 0, pool(), 2, 2, { down: 2, right: 0 });
    expect(far.stayed.biggest).toEqual({ kept: 0, of: 2 });
    expect(share({ kept: 0, of: 0 })).toBe(0);
  });

  test('that moves nothing changes nothing', () => {
    const { stayed } = nudged(maps, 0, pool(), 2, 2, { down: 0, right: 0 });
    expect(stayed).toEqual({ map: { kept: 16, of: 16 }, biggest: { kept: 4, of: 4 }, average: { kept: 4, of: 4 } });
    expect([...difference(maps.data, maps.data)].every((v) => v === 0)).toBe(true);
  });

  test('is a setting in the link, and a damaged one is one cell to the right', () => {
    expect(nudgeSetting('up,3')).toEqual({ way: 'up', cells: 3 });
    for (const text of [undefined, '', 'up', 'up,0', 'up,9', 'sideways,1']) expect(nudgeSetting(text)).toEqual({ way: 'right', cells: 1 });
    expect(nudgeBy({ way: 'up', cells: 3 })).toEqual({ down: -3, right: 0 });
    expect(nudgeWords({ way: 'up', cells: 3 })).toBe('three cells up');
    expect(nudgeWords({ way: 'left', cells: 1 })).toBe('one cell to the left');
  });

  test('of a later map is several pixels of the picture', () => {
    const layer = (name: string, inputs: string[], stride: number) => ({ name, inputs, reads: inputs.map(() => window({ stride: [stride, stride] })) }) as unknown as LayerInfo;
    const layers = [layer('input', [], 1), layer('a', ['input'], 1), layer('b', ['a'], 2), layer('c', ['b'], 2)];
    expect(pace(layers, 'a')).toEqual([1, 1]);
    expect(pace(layers, 'c')).toEqual([4, 4]);
  });
});

describe('a closer look', () => {
  test('shows neighbouring windows with the chosen one among them', () => {
    const near = stretch(12, 2, 2, 0, 30);
    expect(near.count).toBe(4);
    expect(near.length).toBe(8);
    expect(near.first).toBeLessThanOrEqual(12);
    expect(near.first + near.count).toBeGreaterThan(12);
    expect(stretch(29, 2, 2, 0, 30).first).toBe(26);
    expect(stretch(0, 7, 1, 0, 1)).toEqual({ first: 0, count: 1, from: 0, length: 7 });
  });

  test('stays where it is while the chosen window is in it', () => {
    const was = stretch(12, 2, 2, 0, 30);
    expect(steady(was, stretch(14, 2, 2, 0, 30), 14)).toBe(was);
    expect(steady(was, stretch(20, 2, 2, 0, 30), 20)).not.toBe(was);
    expect(steady(null, was, 12)).toBe(was);
  });
});
