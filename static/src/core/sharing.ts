/**
 * What sharing saves: one small filter laid down at every place makes many numbers of few
 * weights. Without sharing every number would need weights of its own for everything it sees.
 */
import type { Reads } from './geometry';
import type { Shape } from './tensor';

export interface Shared {
  /** Everything the layer learned, biases included. */
  readonly weights: number;
  /** The weights of one filter, with its bias. */
  readonly each: number;
  readonly maps: number;
  /** Places of one map, and of all of them: the numbers that come out. */
  readonly places: number;
  readonly numbers: number;
  /** How often each weight is used for one picture: at every place of its map. */
  readonly uses: number;
  /** What a dense layer would need for as many numbers from the same input, biases included. */
  readonly dense: number;
  /** The same with a window of the same size, but weights of its own at every place. */
  readonly unshared: number;
}

export function sharing({ parameters, shape }: { readonly parameters: number; readonly shape: Shape }, input: Shape): Shared {
  const [maps, height, width] = shape;
  const places = height * width;
  const numbers = maps * places;
  const each = parameters / maps;
  return { weights: parameters, each, maps, places, numbers, uses: places, dense: numbers * (volume(input) + 1), unshared: numbers * each };
}

const volume = ([channels, height, width]: Shape): number => channels * height * width;

/** How many numbers are made when the filters have come to the `place`-th place of their maps, counted from 1. */
export const madeAt = ({ maps }: Pick<Shared, 'maps'>, place: number): number => maps * place;

/** A place counted row by row, as row and column; and where its window begins in the input. */
export function placeOf(place: number, shape: Shape, reads: Reads): { readonly row: number; readonly column: number; readonly top: number; readonly left: number; readonly size: readonly [number, number] } {
  const [row, column] = [Math.floor(place / shape[2]), place % shape[2]];
  if (reads.rule !== 'window') return { row, column, top: row, left: column, size: [1, 1] };
  const { stride, padding, size } = reads;
  return { row, column, top: row * stride[0] - padding[0], left: column * stride[1] - padding[1], size };
}
