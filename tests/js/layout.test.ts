import { expect, test } from 'vitest';
import { nearest } from '../../static/src/views/open/arrows';
import { answering, arrange, slot } from '../../static/src/views/open/layout';
import { shown } from '../../static/src/views/open/shown';
import { flares, wiring } from '../../static/src/views/open/wires';
import { clamp, whole } from '../../static/src/views/picture/square';
import { every, layer, TINY, window_ } from './networks';

const wide = (channels: number) => [TINY[0]!, layer('many', 'convolved', [channels, 6, 6], ['input'], [window_()], 1)];

test.each([780, 980, 1400])('columns stand in order, inside %i px, and never touch', (width) => {
  const { columns } = arrange(TINY, width);
  expect(columns.map((column) => column.layer.name)).toEqual(['input', 'conv', 'relu', 'pool', 'flatten', 'softmax']);
  columns.slice(1).forEach((column, i) => expect(column.x).toBeGreaterThanOrEqual(columns[i]!.x + columns[i]!.width + 8));
  const last = columns.at(-1)!;
  expect(last.x + last.width).toBeLessThanOrEqual(width + 1);
});

test('the gap is wider where maps are mixed', () => {
  const { columns } = arrange(TINY, 0);
  const gap = (i: number) => columns[i]!.x - columns[i - 1]!.x - columns[i - 1]!.width;
  expect(gap(1)).toBe(24);
  expect(gap(2)).toBe(8);
});

test.each([1, 3, 6, 10, 16, 20, 21, 64, 120, 256, 1024])('%i maps all have a place, none over another, none outside', (channels) => {
  const layout = arrange(wide(channels), 780);
  const places = layout.columns[1]!.places;
  expect(places).toHaveLength(channels);
  for (const place of places) {
    expect(place.y).toBeGreaterThanOrEqual(0);
    expect(place.y + place.height).toBeLessThanOrEqual(layout.height + 1);
    expect(place.width).toBeGreaterThan(2);
  }
  places.slice(1).forEach((place, i) => {
    const before = places[i]!;
    expect(place.x >= before.x + before.width || place.y >= before.y + before.height).toBe(true);
  });
});

test('the answer is the last strip and those of its size before it', () => {
  expect(answering(TINY).map((l) => l.name)).toEqual(['dense', 'softmax']);
  expect(answering(TINY.slice(0, 4))).toEqual([]);
});

test('every layer has a tick on the rail, in order', () => {
  const ticks = [...arrange(TINY, 780).ticks];
  expect(ticks.map(([name]) => name)).toEqual(TINY.map((l) => l.name));
  ticks.slice(1).forEach(([, x], i) => expect(x).toBeGreaterThan(ticks[i]![1]));
});

test('a chosen map is wired to all it reads and to all that read it', () => {
  const layout = arrange(TINY, 780);
  const wires = wiring(TINY, layout, { name: 'conv', map: 2 });
  expect(wires.reads).toHaveLength(3);
  expect([...wires.lit]).toEqual(expect.arrayContaining(['input 0', 'input 1', 'input 2', 'relu 2', 'pool 2']));
  expect(wires.lit.has('relu 1')).toBe(false);
});

test('every map flares into its own part of the strip', () => {
  expect(flares(TINY, arrange(TINY, 780)).map((flare) => flare.map)).toEqual([0, 1, 2, 3]);
});

test('a strip gives every number its slice', () => {
  const layout = arrange(TINY, 780);
  const first = slot(layout, 'flatten', 0)!;
  const last = slot(layout, 'flatten', 35)!;
  expect(first.y).toBe(0);
  expect(last.y + last.height).toBeCloseTo(layout.height);
  expect(slot(layout, 'nobody', 0)).toBeNull();
});

test('two answers of one column are told apart from a dense layer of another size', () => {
  const other = [...TINY.slice(0, 5), layer('hidden', 'dense', [84, 1, 1], ['flatten'], [every]), layer('dense', 'dense', [2, 1, 1], ['hidden'], [every])];
  expect(arrange(other, 780).columns.map((c) => c.form)).toEqual(['maps', 'maps', 'maps', 'maps', 'strip', 'strip', 'verdict']);
});

test('few classes keep their order, many show the likeliest', () => {
  const told = [{ label: 'b', probability: 0.9 }, { label: 'a', probability: 0.1 }];
  expect(shown(['a', 'b'], told, 10).map((bar) => bar.label)).toEqual(['a', 'b']);
  expect(shown(['a', 'b'], told, 1)).toEqual([{ label: 'b', probability: 0.9, index: 1 }]);
});

test('arrows go to the nearest map ahead, never backwards', () => {
  const boxes = [[100, 0], [50, 5], [-50, 0], [60, 60]] as const;
  expect(nearest([0, 0], [1, 0], boxes)).toBe(1);
  expect(nearest([0, 0], [-1, 0], boxes)).toBe(2);
  expect(nearest([0, 0], [0, -1], boxes)).toBeNull();
});

test('the square stays inside the picture, in whole pixels', () => {
  const picture = { width: 400, height: 260 };
  expect(clamp({ left: -20.4, top: 90, side: 300 }, picture)).toEqual({ left: 0, top: 0, side: 260 });
  expect(clamp({ left: 390, top: 10.6, side: 3 }, picture)).toEqual({ left: 357, top: 11, side: 43 });
  expect(clamp({ left: 0, top: 0, side: 1 }, { width: 40, height: 30 })).toEqual({ left: 0, top: 0, side: 16 });
  expect(whole({ left: 0, top: 0, side: 5 }, { width: 5, height: 5 })).toBe(true);
  expect(whole({ left: 0, top: 0, side: 5 }, { width: 6, height: 5 })).toBe(false);
});
