import { expect, test } from 'vitest';
import { index, inkOn, PALETTES, signed, signedTable, STEPS, tint } from '../../static/src/core/colour';
import { pixels } from '../../static/src/draw/paint';

const themes = ['light', 'dark'] as const;

test.each(themes)('exact zero has a colour of its own, and no other number gets it (%s)', (theme) => {
  const { zero } = PALETTES[theme];
  expect(signed(0, 1, theme)).toEqual(zero);
  for (const value of [1e-30, -1e-30, 0.001, -0.001, 1, -1]) expect(signed(value, 1, theme)).not.toEqual(zero);
});

test('the smallest number keeps its sign in the table, minus zero is zero', () => {
  expect(index(0, 1)).toBe(STEPS);
  expect(index(-0, 1)).toBe(STEPS);
  expect(index(1e-20, 1)).toBe(STEPS + 1);
  expect(index(-1e-20, 1)).toBe(STEPS - 1);
  expect(index(7, 1)).toBe(2 * STEPS);
  expect(index(-7, 1)).toBe(0);
});

test('a painted map holds what the table says, cell by cell', () => {
  const table = signedTable('light');
  expect([...pixels([0, 1, -1], 1, table)]).toEqual([table[STEPS], table[2 * STEPS], table[0]]);
});

const luminance = ([r, g, b]: readonly number[]): number => {
  const lin = (v: number) => ((v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * lin(r!) + 0.7152 * lin(g!) + 0.0722 * lin(b!);
};

test.each(themes)('numbers can be read on every colour of the scale (%s)', (theme) => {
  for (let i = -500; i <= 500; i++) {
    const ground = signed(i / 500, 1, theme);
    const ink = luminance([1, 3, 5].map((at) => parseInt(inkOn(ground).slice(at, at + 2), 16)));
    const [light, dark] = [Math.max(ink, luminance(ground)), Math.min(ink, luminance(ground))];
    expect((light + 0.05) / (dark + 0.05)).toBeGreaterThanOrEqual(4.5);
  }
});

test('larger is always further from zero: the ramps never turn back', () => {
  for (const theme of themes) {
    for (const sign of [1, -1]) {
      const steps = Array.from({ length: 20 }, (_, i) => luminance(signed((sign * (i + 1)) / 20, 1, theme)));
      const ordered = theme === 'light' ? [...steps].sort((a, b) => b - a) : [...steps].sort((a, b) => a - b);
      expect(steps).toEqual(ordered);
    }
  }
});

test('a grey picture is drawn grey, a colour picture in the tint of its channel', () => {
  expect(new Set(tint(0.5, 0, 1)).size).toBeLessThanOrEqual(2);
  expect(tint(0.5, 0, 3)[0]).toBeGreaterThan(tint(0.5, 0, 3)[2]);
  expect(tint(0.5, 2, 3)[2]).toBeGreaterThan(tint(0.5, 2, 3)[0]);
});
