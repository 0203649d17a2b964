/**
 * A stack of feature maps, channel-first, exactly as the engine made it:
 * the number at (channel, row, column) is data[(channel * height + row) * width + column].
 */
export type Shape = readonly [channels: number, height: number, width: number];
export type Cell = readonly [channel: number, row: number, column: number];

export interface Tensor {
  readonly shape: Shape;
  readonly data: Float32Array;
}

/** The numbers of one map, without copying. */
export function channel(maps: Tensor, c: number): Float32Array {
  const [, height, width] = maps.shape;
  return maps.data.subarray(c * height * width, (c + 1) * height * width);
}

/** New maps for some channels of a layer, in their order; for all of them where `channels` is null. */
export interface Patch {
  readonly channels: readonly number[] | null;
  readonly tensor: Tensor;
}

/** Maps with some of their channels replaced; the maps themselves stay as they are. */
export function patched(maps: Tensor, { channels, tensor }: Patch): Tensor {
  if (channels === null) return tensor;
  const data = maps.data.slice();
  channels.forEach((c, i) => data.set(channel(tensor, i), c * maps.shape[1] * maps.shape[2]));
  return { shape: maps.shape, data };
}

/** One number; NaN outside, so that a mistake shows instead of reading a neighbour. */
export function at(maps: Tensor, [c, row, column]: Cell): number {
  const [channels, height, width] = maps.shape;
  const inside = c >= 0 && c < channels && row >= 0 && row < height && column >= 0 && column < width;
  return inside ? maps.data[(c * height + row) * width + column]! : Number.NaN;
}

export interface Range {
  readonly low: number;
  readonly high: number;
}

/** The smallest and the largest number. */
export function range(values: Float32Array): Range {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high };
}

/** Largest magnitude of a range: both ends of a signed colour scale. One where everything is zero. */
export function extent({ low, high }: Range): number {
  return Math.max(Math.abs(low), Math.abs(high)) || 1;
}

/** True for layers that hold one number per channel: flattened, dense, softmax. */
export function isVector([, height, width]: Shape): boolean {
  return height === 1 && width === 1;
}

/** Where the map is loudest (largest magnitude), first cell of equals. */
export function loudest(maps: Tensor, c: number): Cell {
  const values = channel(maps, c);
  const width = maps.shape[2];
  let best = 0;
  for (let i = 1; i < values.length; i++) if (Math.abs(values[i]!) > Math.abs(values[best]!)) best = i;
  return [c, Math.floor(best / width), best % width];
}
