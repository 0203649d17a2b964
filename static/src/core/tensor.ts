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

/**
 * Maps of which only some are here. A number that is not here is NaN, so that it shows and is
 * taken for nothing else; so is every number in `data`, which is put together anew for who asks.
 */
export class SomeMaps implements Tensor {
  constructor(
    readonly shape: Shape,
    /** One map, where all of it is here. */
    readonly whole: (c: number) => Float32Array | undefined,
    /** One number, where its map is not. */
    readonly single: (cell: Cell) => number = () => Number.NaN,
  ) {}

  get data(): Float32Array {
    const [channels, height, width] = this.shape;
    const all = new Float32Array(channels * height * width);
    for (let c = 0; c < channels; c++) all.set(channel(this, c), c * height * width);
    return all;
  }
}

/** What is drawn in place of a layer's own numbers: one map made otherwise, or all of a list. */
export const inPlaceOf = (shape: Shape, c: number, values: Float32Array): Tensor =>
  isVector(shape) ? { shape, data: values } : new SomeMaps(shape, (map) => (map === c ? values : undefined));

/** The numbers of one map, without copying. */
export function channel(maps: Tensor, c: number): Float32Array {
  const [, height, width] = maps.shape;
  if (maps instanceof SomeMaps) {
    return maps.whole(c) ?? Float32Array.from({ length: height * width }, (_, i) => maps.single([c, Math.floor(i / width), i % width]));
  }
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
  if (!inside) return Number.NaN;
  if (maps instanceof SomeMaps) return maps.whole(c)?.[row * width + column] ?? maps.single([c, row, column]);
  return maps.data[(c * height + row) * width + column]!;
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
