/** The arithmetic of the further kinds: normalising, means, stacks, what learning switches off. */
import { describe, expect, test } from 'vitest';
import { chance, dropped, off } from '../../static/src/core/chance';
import { reordered, shuffled } from '../../static/src/core/shuffle';
import type { WindowReads } from '../../static/src/core/geometry';
import { mirrored, regions, total } from '../../static/src/core/means';
import { after, spread, steps, straight } from '../../static/src/core/normalising';
import { blockOf, blocks, ordinal } from '../../static/src/core/stacking';
import { bentHinge, hinge, squashBothWays, squashToOne } from '../../static/src/views/stage/curves';
import { agreeing, belowZero, farthest, nearest, nextTo, slopeWords, trials } from '../../static/src/views/stage/trying';

const measured = { mean: 0.5, variance: 0.24, scale: 2, shift: -1 };
const EPSILON = 0.01;

describe('batch normalisation', () => {
  test('goes in four steps, each from the one before', () => {
    const [centred, divided, scaled, shifted] = steps(1.5, measured, EPSILON);
    expect(spread(measured, EPSILON)).toBeCloseTo(0.5, 12);
    expect([centred.result, divided.result, scaled.result, shifted.result]).toEqual([1, 2, 4, 3].map((v) => expect.closeTo(v, 12)));
  });

  test('is a straight line', () => {
    const { factor, offset } = straight(measured, EPSILON);
    for (const x of [-3, 0, 0.5, 7]) expect(steps(x, measured, EPSILON)[3].result).toBeCloseTo(factor * x + offset, 12);
  });

  test('can be stopped half-way', () => {
    const map = Float32Array.of(1.5, 0.5);
    expect(after(0, map, measured, EPSILON)).toBe(map);
    expect([...after(1, map, measured, EPSILON)]).toEqual([1, 0]);
    expect([...after(4, map, measured, EPSILON)]).toEqual([3, -1].map((v) => expect.closeTo(v, 6)));
  });
});

describe('the mean of a map', () => {
  const map = Float32Array.from({ length: 35 }, (_, i) => i - 9);
  test('is the sum of what its regions bring', () => {
    const parts = regions(map, 5, 7);
    expect(parts).toHaveLength(9);
    expect(parts.reduce((sum, { rows, columns }) => sum + rows * columns, 0)).toBe(35);
    expect(parts.reduce((sum, { part }) => sum + part, 0)).toBeCloseTo(total(map) / 35, 12);
    expect(parts[0]!.name).toBe('top left');
  });

  test('of a small map has fewer regions', () => {
    expect(regions(map.slice(0, 4), 2, 2).map(({ name }) => name)).toEqual(['top left', 'top right', 'bottom left', 'bottom right']);
    expect(regions(map.slice(0, 1), 1, 1).map(({ name }) => name)).toEqual(['all of it']);
  });

  test('does not change when the numbers change places', () => {
    for (const other of [mirrored(map, 7), reordered(map, shuffled(map.length, 3))]) {
      expect([...other]).not.toEqual([...map]);
      expect([...other].sort((a, b) => a - b)).toEqual([...map].sort((a, b) => a - b));
      expect(total(other)).toBe(total(map));
    }
    expect([...mirrored(map, 7)].slice(0, 7)).toEqual([-3, -4, -5, -6, -7, -8, -9]);
  });
});

describe('what learning switches off', () => {
  test('is the same again for the same round, and another for another', () => {
    expect(off(50, 0.4, 1)).toEqual(off(50, 0.4, 1));
    expect(off(50, 0.4, 1)).not.toEqual(off(50, 0.4, 2));
    const draw = chance(7);
    for (let i = 0; i < 100; i++) {
      const drawn = draw();
      expect(drawn).toBeGreaterThanOrEqual(0);
      expect(drawn).toBeLessThan(1);
    }
  });

  test('is about the share that was asked for, and the rest makes up for it', () => {
    const ones = new Float32Array(10_000).fill(1);
    const gone = off(ones.length, 0.4, 5);
    const share = gone.filter(Boolean).length / ones.length;
    expect(share).toBeCloseTo(0.4, 1);
    const kept = dropped(ones, gone, 0.4);
    expect(total(kept) / kept.length).toBeCloseTo(1, 1);
    expect(kept.map((v) => (v === 0 ? 1 : 0)).reduce((a, b) => a + b) / kept.length).toBe(share);
  });
});

describe('a stack', () => {
  const reads = (offset: number): WindowReads => ({ rule: 'window', channels: 'same', offset, groups: 1, size: [1, 1], stride: [1, 1], padding: [0, 0], dilation: [1, 1] });
  const all = blocks([reads(0), reads(8), reads(16)], [8, 8, 4]);
  test('knows which input holds a map, and as which of its own', () => {
    expect(all.map(({ from, to }) => [from, to])).toEqual([[0, 8], [8, 16], [16, 20]]);
    expect(blockOf(all, 12)).toEqual({ source: 1, from: 8, to: 16 });
    expect(12 - blockOf(all, 12).from).toBe(4);
    expect([ordinal(1), ordinal(12)]).toEqual(['second', '13th']);
  });
});

describe('a curve', () => {
  test('has the slope that small steps measure', () => {
    const step = 1e-5;
    for (const of of [hinge, bentHinge, squashToOne, squashBothWays]) {
      const { f, slope } = of({ slope: 0.2 });
      for (const x of [-2, -0.3, 0.4, 3]) expect(slope(x)).toBeCloseTo((f(x + step) - f(x - step)) / (2 * step), 6);
    }
  });

  test('says what its slope means', () => {
    expect(slopeWords(0)).toBe('no blame gets past here');
    expect(slopeWords(1)).toBe('all the blame gets past');
    expect(slopeWords(0.25)).toBe('25 % of the blame gets past');
  });

  test('is walked along from number to number that is really there', () => {
    const values = Float32Array.of(3, -1, 2, -1, 0);
    expect(nearest(values, 1.6)).toBe(2);
    expect([farthest(values, true), farthest(values, false)]).toEqual([0, 1]);
    expect(values[nextTo(values, 1, true)]).toBe(0);
    expect(values[nextTo(values, 2, true)]).toBe(3);
    expect(nextTo(values, 0, true)).toBe(0);
    expect(values[nextTo(values, 4, false)]).toBe(-1);
  });

  test('agrees with the map only where it is the network\'s own', () => {
    const before = Float32Array.of(-1, 0, 2);
    const made = Float32Array.of(0, 0, 2);
    expect(trials(hinge, {}).filter((one) => one.own).map((one) => one.key)).toEqual(['hinge']);
    expect(agreeing(hinge({}).f, before, made)).toBe(3);
    expect(agreeing(squashToOne({}).f, before, made)).toBe(0);
    expect(belowZero(before)).toBeCloseTo(1 / 3, 12);
  });
});
