/**
 * All maps of a layer, small: one byte stands for a block of cells, namely for the number of
 * largest magnitude in it. Byte 0 is exactly zero; 1 to 255 are even steps from the lowest
 * number of the map to its highest.
 */
import type { Shape, Tensor } from '../core/tensor';
import { metadata } from './safetensors';

export interface Thumbnails {
  /** Of the layer; a thumbnail's own sides are those of `small`. */
  readonly shape: Shape;
  readonly small: Shape;
  readonly levels: Uint8Array;
  /** The true ends of every map. */
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** Row and column of the number of largest magnitude, in the layer itself. */
  readonly loudest: readonly (readonly [row: number, column: number])[];
  /** What they take in memory, drawn from or not. */
  readonly bytes: number;
}

const STEPS = 254;

/** What the server sent (GET .../thumbnails). */
export function thumbnailsFrom(body: ArrayBuffer): Thumbnails {
  const length = Number(new DataView(body).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(body, 8, length))) as Record<string, { shape: Shape }>;
  const told = metadata(body);
  const small = Object.entries(header).find(([name]) => name !== '__metadata__')![1].shape;
  const levels = new Uint8Array(body, 8 + length);
  const { low, high } = JSON.parse(told.ends!) as { low: number[]; high: number[] };
  return {
    shape: (JSON.parse(told.thumbnails!) as { shape: Shape }).shape,
    small,
    levels,
    low,
    high,
    loudest: JSON.parse(told.loudest!) as [number, number][],
    bytes: 5 * levels.length,
  };
}

/** The 256 numbers that the bytes of one map stand for. What is not exactly zero never becomes it. */
export function ladder({ low, high }: Thumbnails, c: number): Float32Array {
  const [from, to] = [low[c]!, high[c]!];
  const least = Math.max(Math.abs(from), Math.abs(to)) * 1e-6;
  return Float32Array.from({ length: 256 }, (_, level) =>
    level === 0 ? 0 : from + ((level - 1) / STEPS) * (to - from) || (to > 0 ? least : -least));
}

const known = new WeakMap<Thumbnails, Tensor>();

/** The same as numbers, good enough to draw. */
export function numbers(thumbnails: Thumbnails): Tensor {
  const had = known.get(thumbnails);
  if (had) return had;
  const { small, levels } = thumbnails;
  const plane = small[1] * small[2];
  const data = new Float32Array(levels.length);
  for (let c = 0; c < small[0]; c++) {
    const steps = ladder(thumbnails, c);
    for (let i = c * plane; i < (c + 1) * plane; i++) data[i] = steps[levels[i]!]!;
  }
  const made: Tensor = { shape: small, data };
  known.set(thumbnails, made);
  return made;
}
