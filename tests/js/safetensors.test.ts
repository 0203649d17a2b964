import { expect, test } from 'vitest';
import { decode } from '../../static/src/data/safetensors';
import { safetensors } from './networks';

const numbers = Float32Array.from([0, -1.5, 3.25, 1e-7, 5, 6]);

test('tensors come out as they went in', () => {
  const read = decode(safetensors({ conv: { dims: [1, 2, 3], data: numbers }, bias: { dims: [2], data: Float32Array.from([1, 2]) } }));
  expect([...read.keys()]).toEqual(['conv', 'bias']);
  expect(read.get('conv')!.shape).toEqual([1, 2, 3]);
  expect([...read.get('conv')!.data]).toEqual([...numbers]);
  expect(read.get('bias')!.shape).toEqual([2, 1, 1]);
  expect(read.get('bias')!.dims).toEqual([2]);
});

test('numbers that do not lie on a multiple of four are copied, not refused', () => {
  const read = decode(safetensors({ conv: { dims: [1, 2, 3], data: numbers } }, 5));
  expect([...read.get('conv')!.data]).toEqual([...numbers]);
});

test('aligned numbers are not copied', () => {
  const body = safetensors({ conv: { dims: [1, 2, 3], data: numbers } });
  expect(decode(body).get('conv')!.data.buffer).toBe(body);
});

test('another kind of number is refused by name', () => {
  const body = safetensors({ conv: { dims: [6], data: numbers, dtype: 'U8' } });
  expect(() => decode(body)).toThrow('conv came as U8');
});
