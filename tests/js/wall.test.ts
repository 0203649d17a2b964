import { describe, expect, test } from 'vitest';
import { branchesOf } from '../../static/src/core/branches';
import { alike, looks } from '../../static/src/core/likeness';
import { blocksBetween, hang, placeUnder, rowsBetween, rowsFrom, spotOf } from '../../static/src/draw/wall';
import { arrange } from '../../static/src/views/open/layout';
import { layer, network, same, tensor, window_ } from './networks';

const grid = { across: 16, pitch: 62, side: 56 };

test('only the rows in sight are drawn, and never one too few', () => {
  expect(rowsBetween(grid, 250, 0, 500)).toEqual([0, 9]);
  expect(rowsBetween(grid, 250, 61, 500)).toEqual([0, 10]);
  expect(rowsBetween(grid, 250, 15000, 500)).toEqual([241, 250]);
});

test('four thousand maps still fit into their column', () => {
  const layers = network('tiny-vgg').layers.map((one, i) => (i === 1 ? { ...one, shape: [4000, 14, 14] as const } : one));
  const layout = arrange(layers, 780);
  const column = layout.columns[1]!;
  expect(column.places).toHaveLength(4000);
  expect(Math.max(...column.places.map((place) => place.y + place.height))).toBeLessThanOrEqual(column.height);
});

describe('blocks of maps on one wall', () => {
  const hung = hang([20, 5, 40], grid, 34, 18);

  test('hang under each other, each below its head', () => {
    expect(hung.map(({ rows, first }) => [rows, first])).toEqual([[2, 0], [1, 20], [3, 25]]);
    expect(hung[1]!.top).toBe(hung[0]!.bottom + 18);
    expect(spotOf(hung, grid, 0)).toEqual({ x: 0, y: 34 });
    expect(spotOf(hung, grid, 20)).toEqual({ x: 0, y: hung[1]!.rowsTop });
  });

  test('a point on a map is that map, a point between two is none', () => {
    for (const place of [0, 15, 16, 19, 20, 24, 25, 64]) {
      const { x, y } = spotOf(hung, grid, place);
      expect(placeUnder(hung, grid, x + 1, y + 55)).toBe(place);
      expect(placeUnder(hung, grid, x + 58, y + 1)).toBeNull();
    }
    expect(placeUnder(hung, grid, 4 * 62 + 1, hung[0]!.rowsTop + 63), 'the last row is not full').toBeNull();
    expect(placeUnder(hung, grid, 5, 5), 'on a head').toBeNull();
  });

  test('only the blocks in sight count', () => {
    expect(blocksBetween(hung, 0, 100)).toEqual([0, 1]);
    expect(blocksBetween(hung, hung[0]!.bottom, 60)).toEqual([1, 2]);
    expect(blocksBetween(hung, 0, 9999)).toEqual([0, 3]);
  });

  test('up and down keep the column, from block to block, and stop at the ends', () => {
    expect(rowsFrom(hung, grid, 3, 1)).toBe(19);
    expect(rowsFrom(hung, grid, 19, 1)).toBe(23);
    expect(rowsFrom(hung, grid, 23, 1)).toBe(28);
    expect(rowsFrom(hung, grid, 28, -1)).toBe(23);
    expect(rowsFrom(hung, grid, 15, 2), 'a short row has no such column').toBe(24);
    expect(rowsFrom(hung, grid, 3, -9)).toBe(3);
    expect(rowsFrom(hung, grid, 3, 99)).toBe(25 + 32 + 3);
  });
});

describe('branches', () => {
  const stacked = (offset: number) => window_({ channels: 'same', size: [1, 1], offset });
  const LAYERS = [
    layer('input', 'input', [3, 8, 8], [], []),
    layer('fork', 'convolved', [6, 8, 8], ['input'], [window_({ padding: [1, 1] })]),
    layer('a', 'convolved', [4, 8, 8], ['fork'], [window_({ size: [1, 1] })]),
    layer('squeeze', 'convolved', [2, 8, 8], ['fork'], [window_({ size: [1, 1] })]),
    layer('b', 'convolved', [5, 8, 8], ['squeeze'], [window_({ size: [5, 5] })]),
    layer('b_relu', 'rectified', [5, 8, 8], ['b'], [same]),
    layer('pool', 'pooled', [6, 8, 8], ['fork'], [window_({ channels: 'same' })]),
    layer('stack', 'concatenated', [15, 8, 8], ['a', 'b_relu', 'pool'], [stacked(0), stacked(4), stacked(9)]),
    layer('after', 'pooled', [15, 4, 4], ['stack'], [window_({ channels: 'same', size: [2, 2], stride: [2, 2] })]),
    layer('sum', 'added', [6, 8, 8], ['fork', 'pool'], [same, same]),
    layer('next', 'convolved', [4, 4, 4], ['after'], [window_({ padding: [1, 1] })]),
  ];
  const blocks = (name: string) => branchesOf(LAYERS, name).map(({ says, from, to }) => [says, from, to]);

  test('are blocks of a stack, named by the windows they look through', () => {
    expect(blocks('stack')).toEqual([['1×1', 0, 4], ['1×1, then 5×5', 4, 9], ['Pooled 3×3', 9, 15]]);
  });
  test('stay where every map is kept, and end where all are mixed', () => {
    expect(blocks('after')).toEqual(blocks('stack'));
    expect(blocks('next')).toEqual([]);
  });
  test('are none where maps are added, not stacked', () => {
    expect(blocks('sum')).toEqual([]);
  });
});

describe('likeness', () => {
  /** Even maps are bright on the left, odd ones below. */
  const maps = tensor([8, 16, 16], (i) => {
    const [c, y, x] = [Math.floor(i / 256), Math.floor(i / 16) % 16, i % 16];
    return c === 6 ? 0 : (c + 1) * (c % 2 ? (y > 7 ? 1 : 0) : x < 8 ? 1 : 0);
  });

  test('maps that look alike stand together, however loud they are', async () => {
    const order = (await alike(maps, 7))!;
    expect([...order].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(new Set(order.slice(0, 4))).toEqual(new Set([7, 5, 3, 1]));
    expect(order.at(-1), 'a map of nothing looks like none').toBe(6);
  });
  test('a look has length one, whatever the size of the map', () => {
    for (const shape of [[1, 3, 5], [1, 16, 16], [1, 1, 1]] as const) {
      expect(Math.hypot(...looks(tensor(shape, (i) => i + 1)))).toBeCloseTo(1);
    }
  });
  test('whoever has another order in mind meanwhile gets none', async () => {
    const stop = new AbortController();
    const many = tensor([3000, 8, 8], (i) => Math.sin(i * i));
    const order = alike(many, 0, stop.signal);
    stop.abort();
    expect(await order).toBeNull();
  });
});
