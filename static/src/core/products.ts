/**
 * One number taken apart: what its window holds, times its weights, channel by channel.
 * The few numbers a close-up shows are multiplied here, in double precision; which cells they
 * are is the layer's own statement (`reads`), never this file's decision.
 */
import { field, type WindowReads } from './geometry';
import { at, SomeMaps, type Cell, type Shape, type Tensor } from './tensor';

/** Weights as they travel: (filters, channels, rows, columns), or (units, inputs). */
export interface Weights extends Tensor {
  readonly dims: readonly number[];
}

/** One channel's share of a weighted sum, row by row of the window. */
export interface Slice {
  readonly channel: number;
  /** Of the input cells; rows and columns outside the map are padding. */
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly values: readonly number[];
  readonly ghosts: readonly boolean[];
  readonly weights: readonly number[];
  readonly products: readonly number[];
  readonly sum: number;
}

export interface Account {
  readonly slices: readonly Slice[];
  readonly bias: number;
  readonly total: number;
  /** How far float32 arithmetic may lie from the total: a few roundings of everything that was added. */
  readonly tolerance: number;
}

const EPSILON = 2 ** -23;

/** The window of one channel, row by row; padding is zero and marked. */
export function windowValues(maps: Tensor, c: number, rows: readonly number[], columns: readonly number[]): { values: number[]; ghosts: boolean[] } {
  const [, height, width] = maps.shape;
  const all = maps instanceof SomeMaps ? null : maps.data;
  const values: number[] = [];
  const ghosts: boolean[] = [];
  for (const row of rows) {
    for (const column of columns) {
      const outside = row < 0 || row >= height || column < 0 || column >= width;
      ghosts.push(outside);
      values.push(outside ? 0 : all ? all[(c * height + row) * width + column]! : at(maps, [c, row, column]));
    }
  }
  return { values, ghosts };
}

/** The weights of one filter on its `k`-th input channel, row by row. */
export function filterSlice(weights: Weights, filter: number, k: number): Float32Array {
  const [, channels = 1, rows = 1, columns = 1] = weights.dims;
  const area = rows * columns;
  const start = (filter * channels + k) * area;
  return weights.data.subarray(start, start + area);
}

/** A filter given half a turn: what came first comes last. Turned twice it is itself again. */
export const turned = (weights: readonly number[]): number[] => [...weights].reverse();

/** All products of one number. `flipped`: with the filter turned over, as a convolution proper has it. */
export function weigh(cell: Cell, reads: WindowReads, input: Tensor, output: Shape, weights: Weights, bias: Tensor | undefined, flipped = false): Account {
  const { channels, rows, columns } = field(reads, cell, input.shape, output);
  let magnitude = 0;
  const slices = channels.map((channel, k) => {
    const { values, ghosts } = windowValues(input, channel, rows, columns);
    const learned = Array.from(filterSlice(weights, cell[0], k));
    const w = flipped ? turned(learned) : learned;
    const products = values.map((value, i) => value * w[i]!);
    let sum = 0;
    for (const product of products) {
      sum += product;
      magnitude += Math.abs(product);
    }
    return { channel, rows, columns, values, ghosts, weights: w, products, sum };
  });
  const b = bias?.data[cell[0]] ?? 0;
  const total = slices.reduce((sum, slice) => sum + slice.sum, b);
  const terms = slices.length * rows.length * columns.length;
  return { slices, bias: b, total, tolerance: EPSILON * (magnitude + Math.abs(b)) * Math.max(4, Math.sqrt(terms)) };
}

/** Largest magnitude among numbers; one where there is none. */
export function largest(values: Iterable<number>): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most || 1;
}
