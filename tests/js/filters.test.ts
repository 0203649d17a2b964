/** Filters: painting, turning, normalising; where a result lies on its picture. */
import { describe, expect, test } from 'vitest';
import { blank, canTurnHalf, forAll, forEach, fromRows, largestOf, mirrored, negated, normalised, nudged, resized, rotated, same, scaled, short, softness, Stroke, sum, totalOf, toRows, touched, turnedHalf, withWeight, type Filter } from '../../static/src/core/filters';
import { footprint, POOL, sight, type Moves } from '../../static/src/core/footprint';

const of = (...rows: number[][]): Filter => fromRows(rows)!;
const counted = (rows: number, columns = rows): Filter => of(...Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => r * columns + c + 1)));
const times = (count: number, change: (filter: Filter) => Filter, filter: Filter): Filter => (count === 0 ? filter : times(count - 1, change, change(filter)));
const SIZES: readonly [number, number][] = [[1, 1], [2, 2], [3, 3], [5, 5], [11, 11], [3, 5], [4, 1], [1, 7], [8, 6]];

describe('rows of numbers', () => {
  test.each(SIZES)('%i by %i come back as they were', (rows, columns) => {
    expect(same(fromRows(toRows(counted(rows, columns)))!, counted(rows, columns))).toBe(true);
  });
  test('float32 is told shortly', () => {
    expect(toRows(of([0.1, -1 / 3, 1e-7]))).toEqual([[0.1, -0.33333334, 1e-7]]);
    expect(short(Math.fround(0.6))).toBe(0.6);
    for (const value of [0.1234567, Math.PI, 1e-30, 12345.678].map(Math.fround)) expect(Math.fround(short(value))).toBe(value);
  });
  test.each([null, [], [[]], [[1], [1, 2]], [['1']], [[Number.NaN]], [[1e300]], 'x', [1, 2]])('%j is no grid', (rows) => {
    expect(fromRows(rows)).toBeNull();
  });
});

describe('turning', () => {
  test.each(SIZES)('four quarter turns of %i by %i lead back, two mirrors too', (rows, columns) => {
    const filter = counted(rows, columns);
    expect(same(times(4, rotated, filter), filter)).toBe(true);
    expect(same(mirrored(mirrored(filter)), filter)).toBe(true);
    expect([rotated(filter).rows, rotated(filter).columns]).toEqual([columns, rows]);
  });
  test('a quarter turn is clockwise', () => {
    expect(toRows(rotated(of([1, 2, 3], [4, 5, 6])))).toEqual([[4, 1], [5, 2], [6, 3]]);
  });
  test('an eighth turn pushes the ring on by one place: what looked right looks down to the right', () => {
    expect(toRows(turnedHalf(counted(3)))).toEqual([[4, 1, 2], [7, 5, 3], [8, 9, 6]]);
    expect(toRows(turnedHalf(of([-1, 0, 1], [-2, 0, 2], [-1, 0, 1])))).toEqual([[-2, -1, 0], [-1, 0, 1], [0, 1, 2]]);
  });
  test.each([1, 3, 5, 7, 9, 11])('at %i, two eighth turns are a quarter turn and eight lead back, with the very same numbers', (side) => {
    const filter = counted(side);
    expect(same(times(2, turnedHalf, filter), rotated(filter))).toBe(true);
    expect(same(times(8, turnedHalf, filter), filter)).toBe(true);
  });
  test('only odd squares have rings', () => {
    expect(SIZES.filter(([rows, columns]) => canTurnHalf(counted(rows, columns)))).toEqual([[1, 1], [3, 3], [5, 5], [11, 11]]);
  });
});

describe('normalising', () => {
  test('makes the sum one', () => {
    const { slices, by } = normalised([of([1, 2], [3, 4])]);
    expect(by).toBe('sum');
    expect(totalOf(slices)).toBeCloseTo(1, 6);
    expect(normalised([of([-1, -3])]).slices.map(sum)).toEqual([1]);
  });
  test('makes the squares one where the weights cancel', () => {
    const { slices, by } = normalised([of([-1, 0, 1], [-2, 0, 2], [-1, 0, 1])]);
    expect(by).toBe('length');
    expect(slices[0]!.weights.reduce((a, w) => a + w * w, 0)).toBeCloseTo(1, 6);
  });
  test('leaves nothing as it is', () => {
    expect(normalised([blank([3, 3])])).toEqual({ slices: [blank([3, 3])], by: 'nothing' });
  });
  test('negating and scaling leave no minus zero behind', () => {
    for (const { weights } of [negated(of([0, 1])), scaled(of([0, 1]), -2)]) expect(Object.is(weights[0], 0)).toBe(true);
    expect(toRows(negated(of([1, -2])))).toEqual([[-1, 2]]);
  });
});

test('another size keeps the middle, as a filter put into a network does', () => {
  expect(toRows(resized(counted(3), [5, 5]))[1]).toEqual([0, 1, 2, 3, 0]);
  expect(toRows(resized(counted(5), [3, 3]))).toEqual([[7, 8, 9], [12, 13, 14], [17, 18, 19]]);
  expect(toRows(resized(counted(3), [2, 2]))).toEqual([[1, 2], [4, 5]]);
  expect(toRows(resized(counted(2), [3, 3]))).toEqual([[1, 2, 0], [3, 4, 0], [0, 0, 0]]);
});

test('one for all and one for each say the same', () => {
  const one = of([1, -2], [3, 0.5]);
  expect(forEach(one, 3)).toHaveLength(3);
  forAll(forEach(one, 3)).weights.forEach((weight, i) => expect(weight).toBeCloseTo(one.weights[i]!, 6));
});

describe('painting', () => {
  test('a fast stroke skips no cell', () => {
    const cells = (from: [number, number], to: [number, number]) => touched(blank([11, 11]), from, to, 1).map(({ row, column }) => [row, column]);
    expect(cells([0.5, 0.5], [0.5, 10.5])).toEqual(Array.from({ length: 11 }, (_, column) => [0, column]));
    const slanted = cells([0.5, 0.5], [10.5, 7.3]);
    slanted.slice(1).forEach(([row, column], i) => {
      const [before, left] = slanted[i]!;
      expect(Math.abs(row! - before!) + Math.abs(column! - left!)).toBeLessThanOrEqual(2);
      expect(Math.max(Math.abs(row! - before!), Math.abs(column! - left!))).toBe(1);
    });
  });
  test('a stroke that leaves the grid and comes back paints what it crosses inside', () => {
    expect(touched(blank([3, 3]), [-5, 1.5], [8, 1.5], 1).map(({ row }) => row)).toEqual([0, 1, 2]);
    expect(touched(blank([3, 3]), [-5, -5], [-4, 9], 1)).toEqual([]);
  });
  test('a larger brush is full in its middle and soft at its edge', () => {
    expect([0, 0.5, 1, 1.5, 2].map((away) => softness(away, 2))).toEqual([1, 1, 0.5, 0, 0]);
    const around = touched(blank([5, 5]), [2.5, 2.5], [2.5, 2.5], 2);
    expect(around.find(({ row, column }) => row === 2 && column === 2)!.strength).toBe(1);
    expect(around.find(({ row, column }) => row === 2 && column === 3)!.strength).toBe(0.5);
    expect(around.some(({ row, column }) => row === 0 && column === 2)).toBe(false);
  });
  test('within a stroke a cell is painted once, however often it is crossed', () => {
    const stroke = new Stroke(of([0, 0, 0.5]), 1, true);
    stroke.paint([{ row: 0, column: 0, strength: 1 }]);
    expect(toRows(stroke.paint([{ row: 0, column: 0, strength: 1 }, { row: 0, column: 2, strength: 1 }]))).toEqual([[-1, 0, -0.5]]);
  });
  test('a pen pressed half as hard goes half the way', () => {
    expect(toRows(new Stroke(of([0.2, 0]), 0.6).paint([{ row: 0, column: 0, strength: 1 }], 0.5))).toEqual([[0.4, 0]]);
  });
  test('nudges stay on round numbers', () => {
    expect(toRows(times(3, (filter) => nudged(filter, 0, 0, 0.1), of([0])))).toEqual([[0.3]]);
    expect(Object.is(nudged(of([0.1]), 0, 0, -0.1).weights[0], 0)).toBe(true);
  });
  test('one weight changes and the filter it came from stays', () => {
    const before = blank([2, 2]);
    expect(largestOf([withWeight(before, 1, 0, -3)])).toBe(3);
    expect(largestOf([before])).toBe(0);
  });
});

describe('a result lies where its numbers come from', () => {
  const move = (size: number, change: Partial<Moves> = {}): Moves => ({ size: [size, size], stride: [1, 1], padding: [0, 0], dilation: [1, 1], ...change });
  test('padded it covers the picture, unpadded it loses the border', () => {
    expect(footprint([move(3, { padding: [1, 1] })], [8, 8])).toEqual({ top: 0, left: 0, height: 8, width: 8 });
    expect(footprint([move(3)], [6, 6])).toEqual({ top: 1, left: 1, height: 6, width: 6 });
    expect(footprint([move(3, { dilation: [2, 2] })], [4, 4])).toEqual({ top: 2, left: 2, height: 4, width: 4 });
  });
  test('strides and pools make its cells larger', () => {
    expect(footprint([move(1, { stride: [2, 2] })], [4, 4])).toEqual({ top: -0.5, left: -0.5, height: 8, width: 8 });
    expect(footprint([move(3, { padding: [1, 1] }), POOL], [4, 4])).toEqual({ top: 0, left: 0, height: 8, width: 8 });
  });
  test('a cell depends on all that its windows saw', () => {
    expect(sight([move(3)], [2, 2])).toEqual({ top: 2, left: 2, height: 3, width: 3 });
    expect(sight([move(3), POOL, move(3)], [0, 0])).toEqual({ top: 0, left: 0, height: 8, width: 8 });
    expect(sight([move(3, { padding: [1, 1] })], [0, 0])).toEqual({ top: -1, left: -1, height: 3, width: 3 });
  });
});
