/**
 * Read a safetensors body: an 8-byte header length, a JSON header, then the numbers as they lie.
 * Three forms come from the server: float32 as computed; float16, rounded to three digits; and
 * bytes, one of 256 steps between the lowest and highest number of each map.
 */
import type { Shape, Tensor } from '../core/tensor';

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}
type Ends = Readonly<Record<'low' | 'high', readonly number[]>>;
export type Named = Tensor & { readonly dims: readonly number[] };

/** What a body says beside its numbers: texts by name. */
export function metadata(body: ArrayBuffer): Readonly<Record<string, string>> {
  const length = Number(new DataView(body).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(body, 8, length))) as { __metadata__?: Record<string, string> };
  return header.__metadata__ ?? {};
}

/** Tensors by name. Shapes shorter than three axes are kept in `shape` with ones added behind. */
export function decode(body: ArrayBuffer): Map<string, Named> {
  const length = Number(new DataView(body).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(body, 8, length))) as Record<string, Entry> & { __metadata__?: Record<string, string> };
  const { __metadata__: told = {}, ...entries } = header;
  const tensors = new Map<string, Named>();
  for (const [name, entry] of Object.entries(entries)) {
    const [from, to] = entry.data_offsets.map((offset) => 8 + length + offset) as [number, number];
    const read = FORMS[entry.dtype];
    if (!read) throw new Error(`${name} came as ${entry.dtype}, which this page does not read.`);
    const [a = 1, b = 1, c = 1] = entry.shape;
    const ends = name in told ? (JSON.parse(told[name]!) as Ends) : null;
    tensors.set(name, { shape: [a, b, c] as Shape, dims: entry.shape, data: read(body, from, to, ends) });
  }
  return tensors;
}

const FORMS: Record<string, (body: ArrayBuffer, from: number, to: number, ends: Ends | null) => Float32Array> = {
  // Where the numbers lie on a multiple of four they are used as they are, without a copy.
  F32: (body, from, to) => (from % 4 === 0 ? new Float32Array(body, from, (to - from) / 4) : new Float32Array(body.slice(from, to))),
  F16: (body, from, to) => {
    const view = new DataView(body, from, to - from);
    return Float32Array.from({ length: (to - from) / 2 }, (_, i) => half(view.getUint16(2 * i, true)));
  },
  U8: (body, from, to, ends) => {
    const bytes = new Uint8Array(body, from, to - from);
    const { low, high } = ends ?? { low: [0], high: [1] };
    const plane = bytes.length / low.length;
    return Float32Array.from(bytes, (byte, i) => {
      const c = Math.floor(i / plane);
      return low[c]! + (byte / 255) * (high[c]! - low[c]!);
    });
  },
};

/** One float16: a sign, five bits of exponent, ten of fraction. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? Number.NaN : sign * Infinity;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
