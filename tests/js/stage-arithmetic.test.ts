/** The close-ups' own arithmetic: windows, products, sums that add up. */
import { describe, expect, test } from 'vitest';
import { evidence, weightiest } from '../../static/src/core/evidence';
import type { WindowReads } from '../../static/src/core/geometry';
import { weigh, type Weights } from '../../static/src/core/products';
import { printSum } from '../../static/src/core/sums';
import type { Tensor } from '../../static/src/core/tensor';

const window = (over: Partial<WindowReads> = {}): WindowReads => ({
  rule: 'window', channels: 'all', offset: 0, groups: 1, size: [2, 2], stride: [1, 1], padding: [0, 0], dilation: [1, 1], ...over,
});
const tensor = (shape: [number, number, number], f: (i: number) => number = (i) => i): Tensor =>
  ({ shape, data: Float32Array.from({ length: shape[0] * shape[1] * shape[2] }, (_, i) => f(i)) });
const weights = (dims: number[], f: (i: number) => number): Weights =>
  ({ dims, shape: [dims[0]!, dims[1]!, dims[2] ?? 1], data: Float32Array.from({ length: dims.reduce((a, b) => a * b) }, (_, i) => f(i)) });

describe('a weighted sum', () => {
  const input = tensor([2, 3, 3]);
  const w = weights([2, 2, 2, 2], (i) => i / 8);

  test('is the sum of its products and the bias', () => {
    const account = weigh([1, 1, 0], window(), input, [2, 2, 2], w, tensor([2, 1, 1], () => 0.5));
    expect(account.slices[0]!.values).toEqual([3, 4, 6, 7]);
    expect(account.slices[1]!.weights).toEqual([1.5, 1.625, 1.75, 1.875]);
    const by = account.slices.flatMap((slice) => slice.products).reduce((a, b) => a + b, 0.5);
    expect(account.total).toBeCloseTo(by, 12);
    expect(account.bias).toBe(0.5);
  });

  test('marks padding as ghosts that count nothing', () => {
    const account = weigh([0, 0, 0], window({ padding: [1, 1] }), input, [2, 4, 4], w, undefined);
    expect(account.slices[0]!.ghosts).toEqual([true, true, true, false]);
    expect(account.slices[0]!.products[0]).toBe(0);
    expect(account.slices[0]!.rows).toEqual([-1, 0]);
  });

  test('reads only its own group of channels', () => {
    const grouped = weights([2, 1, 2, 2], (i) => i);
    const account = weigh([1, 0, 0], window({ channels: 'group', groups: 2 }), input, [2, 2, 2], grouped, undefined);
    expect(account.slices.map((slice) => slice.channel)).toEqual([1]);
    expect(account.slices[0]!.weights).toEqual([4, 5, 6, 7]);
  });

  test('takes eleven by eleven windows', () => {
    const account = weigh([0, 0, 0], window({ size: [11, 11] }), tensor([1, 11, 11]), [1, 1, 1], weights([1, 1, 11, 11], () => 1), undefined);
    expect(account.slices[0]!.products).toHaveLength(121);
    expect(account.total).toBe((120 * 121) / 2);
  });
});

describe('printed sums', () => {
  test('add up digit by digit', () => {
    const { parts, total, exact } = printSum([0.0449, 0.3549, 0.1849, -0.0149], 0.5698);
    const value = (text: string) => Number(text.replace('−', '-').replace('≈', ''));
    expect(parts.reduce((sum, part) => sum + Math.round(value(part) * 100), 0)).toBe(Math.round(value(total) * 100));
    expect(exact).toBe(true);
  });

  test('never print a small number as an exact zero', () => {
    expect(printSum([0.001, 0], 0.001).parts).toEqual(['≈0', '0']);
  });

  test('fold what decides little', () => {
    const numbers = [1, -5, 3, 0.5];
    const order = weightiest(numbers, numbers.length).map((place) => numbers[place]!);
    const [first, rest] = [order.slice(0, 2), order.slice(2)];
    const together = rest.reduce((sum, value) => sum + value, 0);
    expect(first).toEqual([-5, 3]);
    expect(rest).toEqual([1, 0.5]);
    expect(together).toBe(1.5);
  });
});

describe('a vote', () => {
  test('is what speaks for it and what speaks against', () => {
    const votes = evidence(Float32Array.of(1, 2, 3, 4), Float32Array.of(1, -1, 2, -0.5), 2);
    expect(votes.groups).toEqual([-1, 4]);
    expect(votes.plus).toBe(7);
    expect(votes.minus).toBe(-4);
    expect(votes.total).toBe(3);
  });
});
