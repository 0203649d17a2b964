import { describe, expect, test, vi } from 'vitest';
import type { Node, WindowReads } from '../../static/src/core/geometry';
import { windowValues } from '../../static/src/core/products';
import { at, channel, inPlaceOf, SomeMaps, type Cell, type Shape } from '../../static/src/core/tensor';
import { numbersIn, SIDE, wanted } from '../../static/src/core/wanting';
import type { Run } from '../../static/src/data/types';
import { LargeMaps } from '../../static/src/state/large';
import { Stock } from '../../static/src/state/stock.svelte';

const window = (channels: WindowReads['channels'], more: Partial<WindowReads> = {}): WindowReads =>
  ({ rule: 'window', channels, offset: 0, groups: 1, size: [3, 3], stride: [1, 1], padding: [1, 1], dilation: [1, 1], ...more });
const layers: readonly Node[] = [
  { name: 'input', shape: [3, 224, 224], inputs: [], reads: [] },
  { name: 'first', shape: [64, 224, 224], inputs: ['input'], reads: [window('all')] },
  { name: 'relu', shape: [64, 224, 224], inputs: ['first'], reads: [window('same', { size: [1, 1], padding: [0, 0] })] },
  { name: 'second', shape: [64, 224, 224], inputs: ['relu'], reads: [window('all')] },
  { name: 'pool', shape: [64, 28, 28], inputs: ['second'], reads: [window('same', { size: [8, 8], stride: [8, 8], padding: [0, 0] })] },
  { name: 'third', shape: [32, 28, 28], inputs: ['pool'], reads: [window('all')] },
  { name: 'stack', shape: [96, 28, 28], inputs: ['third', 'pool'], reads: [window('same', { size: [1, 1], padding: [0, 0] }), window('same', { size: [1, 1], padding: [0, 0], offset: 32 })] },
  { name: 'flatten', shape: [75264, 1, 1], inputs: ['stack'], reads: [{ rule: 'unroll' }] },
  { name: 'dense', shape: [10, 1, 1], inputs: ['flatten'], reads: [window('all', { size: [1, 1], padding: [0, 0] })] },
];

describe('what a close-up reads of a large network', () => {
  test('is one map, where a map is made of one', () => {
    expect(wanted(layers, 'relu', [7, 3, 3])).toEqual([{ layer: 'relu', map: 7 }, { layer: 'first', map: 7 }]);
    expect(wanted(layers, 'pool', [7, 3, 3])).toEqual([{ layer: 'pool', map: 7 }, { layer: 'second', map: 7 }]);
  });

  test('is the squares that lie under the window, where a filter hears all of many maps', () => {
    expect(wanted(layers, 'second', [7, 3, 3])).toEqual([{ layer: 'second', map: 7 }, { layer: 'relu', tile: [0, 0] }]);
    const corner = wanted(layers, 'second', [7, SIDE, SIDE - 1]).slice(1);
    expect(corner).toEqual([[0, 0], [0, 1], [1, 0], [1, 1]].map((tile) => ({ layer: 'relu', tile })));
  });

  test('is no square beyond the edge of the map', () => {
    expect(wanted(layers, 'second', [0, 223, 0]).slice(1)).toEqual([{ layer: 'relu', tile: [6, 0] }]);
  });

  test('is all of a layer that is no more than a square is worth', () => {
    expect(wanted(layers, 'third', [7, 3, 3])).toEqual([{ layer: 'third', map: 7 }, { layer: 'pool', all: true }]);
  });

  test('is of a stack the map itself, in the input that it came from', () => {
    expect(wanted(layers, 'stack', [40, 3, 3])).toEqual([{ layer: 'stack', map: 40 }, { layer: 'pool', map: 8 }]);
  });

  test('is behind a list all of the maps it was made of', () => {
    expect(wanted(layers, 'dense', [3, 0, 0])).toEqual([{ layer: 'stack', all: true }]);
    expect(wanted(layers, 'flatten', [3, 0, 0])).toEqual([{ layer: 'stack', all: true }]);
  });

  test('is counted in numbers, at the edge of a map too', () => {
    const shape: Shape = [64, 100, 224];
    expect(numbersIn({ layer: 'a', all: true }, shape)).toBe(64 * 100 * 224);
    expect(numbersIn({ layer: 'a', map: 3 }, shape)).toBe(100 * 224);
    expect(numbersIn({ layer: 'a', tile: [0, 0] }, shape)).toBe(64 * 32 * 32);
    expect(numbersIn({ layer: 'a', tile: [3, 6] }, shape)).toBe(64 * 4 * 32);
  });
});

describe('maps of which only some are here', () => {
  const some = new SomeMaps([2, 2, 2], (c) => (c === 1 ? Float32Array.of(1, 2, 3, 4) : undefined), ([, row, column]) => (row + column ? Number.NaN : 9));
  test('answer with NaN for what is not', () => {
    expect([at(some, [1, 1, 0]), at(some, [0, 0, 0]), at(some, [0, 1, 1]), at(some, [2, 0, 0])]).toEqual([3, 9, Number.NaN, Number.NaN]);
    expect([...channel(some, 0)]).toEqual([9, Number.NaN, Number.NaN, Number.NaN]);
    expect([...some.data]).toEqual([9, Number.NaN, Number.NaN, Number.NaN, 1, 2, 3, 4]);
  });
  test('are read by windows as any others', () => {
    expect(windowValues(some, 1, [-1, 0, 1], [1])).toEqual({ values: [0, 2, 4], ghosts: [true, false, false] });
  });
  test('stand in place of a layer\'s own with one map made otherwise, or with the whole list', () => {
    expect([...channel(inPlaceOf([2, 1, 2], 1, Float32Array.of(5, 6)), 1)]).toEqual([5, 6]);
    expect([...inPlaceOf([2, 1, 1], 1, Float32Array.of(5, 6)).data]).toEqual([5, 6]);
  });
});

describe('pieces of a large run', () => {
  const shape: Shape = [2, 40, 40];
  const number = ([c, row, column]: Cell) => c * 10_000 + row * 100 + column;
  /** What the server sends for a question: safetensors of the rows and columns that were named. */
  const answer = (address: string): Response => {
    const query = new URL(address, 'http://here').searchParams;
    const ends = (name: string) => (query.get(name) ?? '0:40').split(':').map(Number) as [number, number];
    const [[top, bottom], [left, right]] = [ends('rows'), ends('columns')];
    const channels = query.get('channels')?.split(',').map(Number) ?? [0, 1];
    const data = channels.flatMap((c) => Array.from({ length: bottom - top }, (_, y) => Array.from({ length: right - left }, (_, x) => number([c, top + y, left + x])))).flat();
    const header = JSON.stringify({ conv: { dtype: 'F32', shape: [channels.length, bottom - top, right - left], data_offsets: [0, 4 * data.length] } });
    const text = new TextEncoder().encode(header.padEnd(Math.ceil(header.length / 8) * 8));
    const all = new Uint8Array(8 + text.length + 4 * data.length);
    new DataView(all.buffer).setBigUint64(0, BigInt(text.length), true);
    all.set(text, 8);
    all.set(new Uint8Array(Float32Array.from(data).buffer), 8 + text.length);
    return new Response(all.buffer);
  };
  const large = () => {
    const asked: string[] = [];
    vi.stubGlobal('fetch', async (address: string) => {
      asked.push(address);
      return answer(address);
    });
    return { asked, maps: new LargeMaps({ run: 'f00', layers: [{ name: 'conv', shape }] } as unknown as Run, new Stock(() => {}), new Map()) };
  };

  test('come each by a question of its own, and hold the numbers of their place', async () => {
    const { asked, maps } = large();
    const pieces = [{ layer: 'conv', map: 1 }, { layer: 'conv', tile: [1, 0] }] as const;
    expect(pieces.some((piece) => maps.holds(piece))).toBe(false);
    const leave = pieces.map((piece) => maps.readPiece(piece));
    await vi.waitFor(() => expect(pieces.every((piece) => maps.holds(piece))).toBe(true));
    leave.forEach((stop) => stop());
    expect(asked).toEqual(['/api/runs/f00/maps?dtype=f32&layers=conv&channels=1', '/api/runs/f00/maps?layers=conv&rows=32:40&columns=0:32']);
    const some = maps.some('conv')!;
    const cells: Cell[] = [[1, 5, 39], [0, 33, 31], [1, 39, 0]];
    expect(cells.map((cell) => at(some, cell))).toEqual(cells.map(number));
    expect(at(some, [0, 0, 0])).toBeNaN();
    expect(maps.get('conv')).toBeUndefined();
  });

  test('are not asked for once the whole layer is here', async () => {
    const { asked, maps } = large();
    maps.readPiece({ layer: 'conv', all: true });
    await vi.waitFor(() => expect(maps.get('conv')).toBeDefined());
    maps.readPiece({ layer: 'conv', map: 0 });
    maps.readPiece({ layer: 'conv', tile: [0, 0] });
    expect(maps.holds({ layer: 'conv', tile: [0, 0] })).toBe(true);
    expect(asked).toHaveLength(1);
    expect(maps.some('conv')).toBe(maps.get('conv'));
  });
});
