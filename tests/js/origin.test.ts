import { expect, test } from 'vitest';
import { influence } from '../../static/src/core/influence';
import { corners, cutOut, grown, unmoved } from '../../static/src/core/origin';
import { register } from '../../static/src/core/register';

const box = { top: 3, left: 2, bottom: 3, right: 2 };

test('a photo is cut and divided: 5×5 of its pixels make one', () => {
  const placing = cutOut({ left: 40, top: 0, side: 320 }, 64);
  expect(corners(placing, [64, 64], {}, box)).toEqual([[50, 15], [55, 15], [55, 20], [50, 20]]);
});

test('a picture moved to the right came from the left', () => {
  const [[x, y]] = corners(cutOut({ left: 0, top: 0, side: 64 }, 64), [64, 64], { shift_x: 4, shift_y: -1 }, box) as [[number, number]];
  expect([x, y]).toEqual([-2, 4]);
});

test('turned like the hands of a clock: what is right of the middle was above it', () => {
  const [x, y] = unmoved([60, 32], [64, 64], { rotate: 90 });
  expect([x, y].map((v) => Math.round(v * 1e6) / 1e6)).toEqual([32, 4]);
});

test('an enlarged picture shows its middle', () => expect(unmoved([64, 0], [64, 64], { scale: 2 })).toEqual([48, 16]));

test('what is too small to see is drawn larger, about its middle', () => {
  expect(grown([[0, 0], [1, 0], [1, 1], [0, 1]], 5)).toEqual([[-2, -2], [3, -2], [3, 3], [-2, 3]]);
});

test('a drawing is found again in what the network made of it', () => {
  // A ring of ink, 100 px wide, at (30, 20) of 160 x 160; the network has it 20 cells wide at (6, 6) of 32 x 32.
  const ring = (x: number, y: number, cx: number, cy: number, r: number) => (Math.abs(Math.hypot(x - cx, (y - cy) * 1.2) - r * 0.8) < r * 0.2 ? 1 : 0);
  const picture = { width: 160, height: 160, values: Array.from({ length: 160 * 160 }, (_, i) => 1 - ring(i % 160, Math.floor(i / 160), 80, 70, 50)) };
  const seen = { width: 32, height: 32, values: Array.from({ length: 32 * 32 }, (_, i) => ring((i % 32) + 0.5, Math.floor(i / 32) + 0.5, 16, 16, 10)) };
  const found = register(picture, 1, seen, { left: 30, top: 20, side: 100 });
  expect(found).not.toBeNull();
  const [[x, y]] = corners(found!, [32, 32], {}, { top: 16, left: 16, bottom: 16, right: 16 }) as [[number, number]];
  expect(Math.abs(x - 80)).toBeLessThan(6);
  expect(Math.abs(y - 70)).toBeLessThan(6);
  expect(register({ ...picture, values: picture.values.map((_, i) => i % 2) }, 1, seen, { left: 30, top: 20, side: 100 })).toBeNull();
});

test('influence: an even field counts every cell alike, a peak holds everything', () => {
  const even = { shape: [1, 4, 4] as const, data: new Float32Array(16).fill(1) };
  const all = { top: 0, left: 0, bottom: 3, right: 3 };
  expect(influence(even, all)).toMatchObject({ cells: 16, half: 8, outer: 0.5 });
  const peak = { shape: [1, 4, 4] as const, data: new Float32Array(16) };
  expect(influence(peak, all)).toBeNull();
  peak.data[5] = 3;
  expect(influence(peak, all)).toMatchObject({ half: 1, outer: 0 });
});
