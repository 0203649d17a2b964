/**
 * A layer's weights as bricks that can be counted: rows times columns times channels make one
 * filter, filters make maps, and the same bricks serve every place of the map.
 */
import type { Shape } from './tensor';

export interface Bricks {
  readonly rows: number;
  readonly columns: number;
  /** Slices of one filter: input channels it reads. */
  readonly slices: number;
  readonly filters: number;
  /** Weights of one filter, its bias not counted. */
  readonly each: number;
  /** Everything the layer learned. */
  readonly total: number;
  /** Places at which each filter is laid down. */
  readonly places: number;
  /** What it would take if every place had weights of its own. */
  readonly unshared: number;
  /** What one gets who forgets that a filter has a slice for every channel. */
  readonly forgetful: number;
  /** What one gets who lets every filter make a map of every channel. */
  readonly tooManyMaps: number;
}

export function bricks(dims: readonly number[], bias: boolean, [, height, width]: Shape, filters = dims[0] ?? 1): Bricks {
  const [, slices = 1, rows = 1, columns = 1] = dims;
  const each = rows * columns * slices;
  const ofItsOwn = bias ? 1 : 0;
  const total = filters * (each + ofItsOwn);
  const places = height * width;
  return {
    rows, columns, slices, filters, each, total, places,
    unshared: total * places,
    forgetful: filters * (rows * columns + ofItsOwn),
    tooManyMaps: filters * slices,
  };
}
