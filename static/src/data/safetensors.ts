/** Read a safetensors body: an 8-byte header length, a JSON header, then the numbers as they lie. */
import type { Shape, Tensor } from '../core/tensor';

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** Float32 tensors by name. Shapes shorter than three axes are kept in `shape` with ones added behind. */
export function decode(body: ArrayBuffer): Map<string, Tensor & { readonly dims: readonly number[] }> {
  const length = Number(new DataView(body).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(body, 8, length))) as Record<string, Entry>;
  const tensors = new Map<string, Tensor & { dims: readonly number[] }>();
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    if (entry.dtype !== 'F32') throw new Error(`${name} came as ${entry.dtype}; this page reads float32.`);
    const [from, to] = entry.data_offsets;
    const start = 8 + length + from;
    const data = start % 4 === 0
      ? new Float32Array(body, start, (to - from) / 4)
      : new Float32Array(body.slice(start, start + to - from));
    const [a = 1, b = 1, c = 1] = entry.shape;
    tensors.set(name, { shape: [a, b, c] as Shape, dims: entry.shape, data });
  }
  return tensors;
}
