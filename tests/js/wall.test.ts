import { expect, test } from 'vitest';
import { rowsBetween } from '../../static/src/draw/wall';
import { arrange } from '../../static/src/views/open/layout';
import { network } from './networks';

const grid = { across: 16, pitch: 62, side: 56 };

test('only the rows in sight are drawn, and never one too few', () => {
  expect(rowsBetween(grid, 250, 0, 500)).toEqual([0, 9]);
  expect(rowsBetween(grid, 250, 61, 500)).toEqual([0, 10]);
  expect(rowsBetween(grid, 250, 15000, 500)).toEqual([241, 250]);
});

test('four thousand maps still fit into their column', () => {
  const layers = network('tiny-vgg').layers.map((layer, i) => (i === 1 ? { ...layer, shape: [4000, 14, 14] as const } : layer));
  const layout = arrange(layers, 780);
  const column = layout.columns[1]!;
  expect(column.places).toHaveLength(4000);
  expect(Math.max(...column.places.map((place) => place.y + place.height))).toBeLessThanOrEqual(column.height);
});
