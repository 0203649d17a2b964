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
  const body = safetensors({ conv: { dims: [6], data: numbers, dtype: 'F64' } });
  expect(() => decode(body)).toThrow('conv came as F64');
});

/** A body of one tensor whose numbers are already bytes. */
function bytes(dtype: string, dims: readonly number[], data: Uint8Array, told: Record<string, string> = {}): ArrayBuffer {
  const header = JSON.stringify({ __metadata__: told, map: { dtype, shape: dims, data_offsets: [0, data.length] } });
  const body = new Uint8Array(8 + header.length + data.length);
  new DataView(body.buffer).setBigUint64(0, BigInt(header.length), true);
  body.set(new TextEncoder().encode(header), 8);
  body.set(data, 8 + header.length);
  return body.buffer;
}

test('half precision keeps zero, signs, small numbers and infinity', () => {
  const bits = Uint16Array.from([0x0000, 0x3c00, 0xc000, 0x3555, 0x0001, 0x7c00, 0xfbff]);
  const read = [...decode(bytes('F16', [7], new Uint8Array(bits.buffer))).get('map')!.data];
  expect(read.slice(0, 3)).toEqual([0, 1, -2]);
  expect(read[3]).toBeCloseTo(1 / 3, 3);
  expect(read[4]).toBeCloseTo(2 ** -24, 12);
  expect(read[5]).toBe(Infinity);
  expect(read[6]).toBe(-65504);
});

test('bytes are steps between the ends of their own map', () => {
  const told = { map: JSON.stringify({ low: [0, -1], high: [2, 1] }) };
  const read = decode(bytes('U8', [2, 1, 3], Uint8Array.from([0, 255, 51, 0, 255, 51]), told)).get('map')!;
  expect(read.shape).toEqual([2, 1, 3]);
  [0, 2, 0.4, -1, 1, -0.6].forEach((value, i) => expect(read.data[i]).toBeCloseTo(value, 6));
  expect(read.data[0]).toBe(0);
});
