import { beforeEach, expect, test, vi } from 'vitest';
import { ladder, numbers, thumbnailsFrom } from '../../static/src/data/thumbnails';
import type { Run } from '../../static/src/data/types';
import { isLarge, LargeMaps, little } from '../../static/src/state/large';
import { Stock } from '../../static/src/state/stock.svelte';

const body = (levels: number[], shape: number[], ends: { low: number[]; high: number[] }): ArrayBuffer => {
  const about = { thumbnails: JSON.stringify({ shape: [shape[0], 8, 8], block: [4, 4] }), ends: JSON.stringify(ends), loudest: JSON.stringify(shape.slice(0, 1).map(() => [3, 5])) };
  const header = JSON.stringify({ __metadata__: about, conv: { dtype: 'U8', shape, data_offsets: [0, levels.length] } });
  const text = new TextEncoder().encode(header.padEnd(Math.ceil(header.length / 8) * 8));
  const all = new Uint8Array(8 + text.length + levels.length);
  new DataView(all.buffer).setBigUint64(0, BigInt(text.length), true);
  all.set(text, 8);
  all.set(levels, 8 + text.length);
  return all.buffer;
};
const ends = { low: [-3, 0], high: [3, 2] };
const thumbnails = thumbnailsFrom(body([0, 1, 255, 128, 0, 1, 255, 128], [2, 2, 2], ends));

test('bytes become numbers between the true ends of their map', () => {
  expect(thumbnails.shape).toEqual([2, 8, 8]);
  expect(thumbnails.small).toEqual([2, 2, 2]);
  const { data } = numbers(thumbnails);
  expect([data[1], data[2]]).toEqual([-3, 3]);
  expect(data[6]).toBeCloseTo(2);
  expect(numbers(thumbnails)).toBe(numbers(thumbnails));
});

test('only level 0 is zero: what is not, never becomes it', () => {
  expect(numbers(thumbnails).data[0]).toBe(0);
  for (const c of [0, 1]) expect([...ladder(thumbnails, c)].filter((value) => value === 0)).toHaveLength(1);
  expect(ladder(thumbnails, 0)[128]).toBeGreaterThan(0);
  expect(ladder({ ...thumbnails, low: [-4], high: [0] }, 0)[255]).toBeLessThan(0);
});

let asked: string[] = [];
let answers: Map<string, (piece: { value: string; bytes: number }) => void>;
beforeEach(() => {
  asked = [];
  answers = new Map();
});
const ask = (name: string) => () => {
  asked.push(name);
  return new Promise<{ value: string; bytes: number }>((resolve) => answers.set(name, resolve));
};
const settle = async (name: string, bytes = 10) => {
  answers.get(name)!({ value: name.toUpperCase(), bytes });
  await new Promise((resolve) => setTimeout(resolve));
};
const troubles = vi.fn();

test('a piece is asked for once, and is here when it has come', async () => {
  const stock = new Stock(troubles);
  stock.want('a', ask('a'));
  stock.want('a', ask('a'));
  expect(stock.get('a')).toBeUndefined();
  await settle('a');
  stock.want('a', ask('a'));
  expect([stock.get('a'), asked]).toEqual(['A', ['a']]);
});

test('few questions are under way at a time, the newest first, and none that nobody wants any more', async () => {
  const stock = new Stock(troubles);
  const leave = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => stock.look(name, ask(name)));
  expect(asked).toEqual(['a', 'b', 'c', 'd']);
  leave[6]!();
  await settle('a');
  expect(asked.slice(4)).toEqual(['f']);
});

test('what nobody looks at is forgotten, longest unused first', async () => {
  const stock = new Stock(troubles, 25);
  stock.look('seen', ask('seen'));
  for (const name of ['b', 'c', 'd']) stock.want(name, ask(name));
  for (const name of ['seen', 'b', 'c', 'd']) await settle(name);
  expect(['seen', 'b', 'c', 'd'].map((name) => stock.get(name))).toEqual(['SEEN', undefined, undefined, 'D']);
  expect(stock.bytes).toBeLessThanOrEqual(25);
});

test('a piece that does not come is said, and can be asked for again', async () => {
  const failed = vi.fn();
  const stock = new Stock(failed);
  stock.want('a', () => Promise.reject(new Error('gone')));
  await new Promise((resolve) => setTimeout(resolve));
  failed.mock.calls[0]![1]();
  await new Promise((resolve) => setTimeout(resolve));
  expect(failed).toHaveBeenCalledTimes(2);
});

const layers = [
  { name: 'input', shape: [3, 224, 224], inputs: [] },
  { name: 'conv', shape: [64, 224, 224], inputs: ['input'] },
  { name: 'pool', shape: [64, 112, 112], inputs: ['conv'] },
  { name: 'flatten', shape: [802816, 1, 1], inputs: ['pool'] },
  { name: 'dense', shape: [10, 1, 1], inputs: ['flatten'] },
] as const;

test('of a large network the picture and the lists come at once, the maps when they are wanted', () => {
  expect(isLarge(layers)).toBe(true);
  expect(isLarge(layers.slice(0, 1))).toBe(false);
  expect(little(layers)).toEqual(['input', 'flatten', 'dense']);
});

test('the maps of a large run read like those of any other, once they are here', async () => {
  vi.stubGlobal('fetch', async (address: string) => {
    asked.push(address);
    return new Response(body([0, 1, 255, 128, 0, 1, 255, 128], [2, 2, 2], ends));
  });
  const input = { shape: [1, 1, 1] as const, data: new Float32Array([1]) };
  const maps = new LargeMaps({ run: 'f00', layers: [{ name: 'input' }, { name: 'conv' }] } as unknown as Run, new Stock(troubles), new Map([['input', input]]));
  expect([maps.size, maps.has('conv'), maps.small('conv')]).toEqual([1, false, undefined]);
  const leave = maps.look('conv');
  await vi.waitFor(() => expect(maps.small('conv')).toBeDefined());
  leave();
  expect(asked).toEqual(['/api/runs/f00/layers/conv/thumbnails']);
  expect(maps.small('conv')!.shape).toEqual([2, 2, 2]);
  expect(maps.has('conv')).toBe(false);
  expect([...maps.keys()]).toEqual(['input']);
});
