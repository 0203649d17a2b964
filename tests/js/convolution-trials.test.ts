/** What is tried on a convolution: each trial on one number is the same trial on its map. */
import { describe, expect, test } from 'vitest';
import { bricks } from '../../static/src/core/bricks';
import { turned, weigh, type Weights } from '../../static/src/core/products';
import type { Tensor } from '../../static/src/core/tensor';
import { AS_LEARNED, combine, folded, mapUnder, outcome, reworked, tried, unfolded, type Trial } from '../../static/src/core/trials';
import { window_ } from './networks';

/** The same numbers every time, between -1 and 1, without a pattern. */
const chance = (i: number): number => ((Math.imul(i + 7, 2654435761) >>> 8) % 2001) / 1000 - 1;
const input: Tensor = { shape: [4, 7, 6], data: Float32Array.from({ length: 4 * 7 * 6 }, (_, i) => chance(i)) };
const bias: Tensor = { shape: [4, 1, 1], data: Float32Array.of(0.25, -0.5, 0.125, 0) };
const learned = (dims: number[]): Weights =>
  ({ dims, shape: [dims[0]!, dims[1]!, dims[2]!], data: Float32Array.from({ length: dims.reduce((a, b) => a * b) }, (_, i) => chance(1000 + i)) });

const SETTINGS = {
  plain: { reads: window_(), output: [4, 5, 4], weights: learned([4, 4, 3, 3]) },
  padded: { reads: window_({ padding: [1, 2] }), output: [4, 7, 8], weights: learned([4, 4, 3, 3]) },
  strided: { reads: window_({ stride: [2, 3], padding: [1, 1] }), output: [4, 4, 2], weights: learned([4, 4, 3, 3]) },
  dilated: { reads: window_({ dilation: [2, 1], padding: [2, 1] }), output: [4, 7, 6], weights: learned([4, 4, 3, 3]) },
  grouped: { reads: window_({ channels: 'group', groups: 2 }), output: [4, 5, 4], weights: learned([4, 2, 3, 3]) },
  'by channel': { reads: window_({ channels: 'group', groups: 4, size: [2, 3] }), output: [4, 6, 4], weights: learned([4, 1, 2, 3]) },
} as const;
const TRIALS: Record<string, Trial> = {
  'as learned': AS_LEARNED,
  flipped: { ...AS_LEARNED, flip: true },
  averaged: { ...AS_LEARNED, combination: 'average' },
  'the biggest': { ...AS_LEARNED, combination: 'max', muted: new Set([2]) },
  'without two': { ...AS_LEARNED, muted: new Set([0, 3]) },
  'without any': { ...AS_LEARNED, muted: new Set([0, 1, 2, 3]) },
  'everything at once': { flip: true, combination: 'average', muted: new Set([1]), shift: 0.75 },
};

describe.each(Object.entries(SETTINGS))('%s', (_, { reads, output, weights }) => {
  test.each(Object.entries(TRIALS))('%s: the map is made of the numbers', (__, trial) => {
    const recipe = { reads, input, output, weights, bias };
    const map = mapUnder(3, recipe, trial);
    for (let row = 0; row < output[1]; row++) {
      for (let column = 0; column < output[2]; column++) {
        const account = weigh([3, row, column], reads, input, output, weights, bias, trial.flip);
        expect(map[row * output[2] + column]).toBeCloseTo(outcome(account, trial), 5);
      }
    }
  });
});

describe('a trial', () => {
  const account = (flip = false) => weigh([1, 2, 2], window_(), input, [4, 5, 4], SETTINGS.plain.weights, bias, flip);
  test('that tries nothing gives the sum', () => {
    expect(outcome(account(), AS_LEARNED)).toBeCloseTo(account().total, 12);
    expect([tried(AS_LEARNED), reworked({ ...AS_LEARNED, shift: 1 }), tried({ ...AS_LEARNED, shift: 1 })]).toEqual([false, false, true]);
  });
  test('of turning the filter over multiplies every number by the weight opposite', () => {
    const [as, over] = [account().slices[2]!, account(true).slices[2]!];
    expect(over.weights).toEqual([...as.weights].reverse());
    expect(over.values).toEqual(as.values);
    over.products.forEach((product, i) => expect(product).toBeCloseTo(as.values[i]! * as.weights[8 - i]!, 12));
    expect(turned(turned(as.weights))).toEqual(as.weights);
  });
  test('of a filter that looks the same turned over changes nothing', () => {
    const even: Weights = { ...SETTINGS.plain.weights, data: new Float32Array(144).fill(0.5) };
    const sum = (flip: boolean) => weigh([1, 2, 2], window_(), input, [4, 5, 4], even, bias, flip).total;
    expect(sum(true)).toBeCloseTo(sum(false), 12);
  });
  test('of moving the bias moves every number by as much', () => {
    const recipe = { reads: window_(), input, output: [4, 5, 4] as const, weights: SETTINGS.plain.weights, bias };
    const [as, moved] = [mapUnder(0, recipe, AS_LEARNED), mapUnder(0, recipe, { ...AS_LEARNED, shift: 0.5 })];
    moved.forEach((value, i) => expect(value - as[i]!).toBeCloseTo(0.5, 5));
  });
  test('combines sums three ways, and no sums to nothing', () => {
    expect([combine([3, -1, 1], 'sum'), combine([3, -1, 1], 'average'), combine([-3, -1], 'max'), combine([], 'max')]).toEqual([3, 1, -1, 0]);
  });
});

test('channels left out fold into a text that fits a link, and back', () => {
  expect(folded([3, 0, 1, 2, 7])).toBe('0-3.7');
  expect([...unfolded('0-3.7', 10)]).toEqual([0, 1, 2, 3, 7]);
  expect([...unfolded('0-99999', 4)]).toEqual([0, 1, 2, 3]);
  expect(unfolded('nonsense', 4).size).toBe(0);
  expect(folded(Array.from({ length: 8 }, (_, i) => 2 * i)).length, 'the worst of sixteen').toBeLessThanOrEqual(40);
});

describe('bricks', () => {
  const paper = bricks([64, 64, 3, 3], true, [64, 56, 56]);
  test('count every slice of every filter', () => {
    expect(paper.total).toBe(36_928);
    expect(paper.forgetful).toBe(640);
    expect(paper.tooManyMaps).toBe(4096);
  });
  test('would explode if every place had its own', () => {
    expect(paper.unshared).toBe(36_928 * 3136);
  });
  test('for another number of filters grow with the filters alone', () => {
    expect(bricks([64, 64, 3, 3], true, [64, 56, 56], 128)).toMatchObject({ filters: 128, each: 576, total: 73_856, places: 3136 });
  });
});
