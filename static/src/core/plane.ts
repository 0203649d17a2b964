/**
 * Something flat to look at and to choose from: one map of a stack, or a long vector wrapped
 * into rows. Both answer the same two questions: which cell lies here, and where does a cell lie.
 */
import { channel, isVector, type Cell, type Tensor } from './tensor';

export interface Plane {
  readonly values: Float32Array;
  readonly rows: number;
  readonly columns: number;
  cell(row: number, column: number): Cell;
  place(cell: Cell): readonly [row: number, column: number];
}

/** Rows and columns for `count` numbers: as near to a square as their divisors allow. */
export function wrap(count: number): readonly [rows: number, columns: number] {
  for (let rows = Math.floor(Math.sqrt(count)); rows > 1; rows--) if (count % rows === 0 && count / rows <= rows * 4) return [rows, count / rows];
  const rows = Math.max(1, Math.floor(Math.sqrt(count / 2)));
  return count <= 16 ? [1, count] : [rows, Math.ceil(count / rows)];
}

export function plane(maps: Tensor, c: number): Plane {
  const [count, height, width] = maps.shape;
  if (!isVector(maps.shape)) {
    return {
      values: channel(maps, c),
      rows: height,
      columns: width,
      cell: (row, column) => [c, row, column],
      place: ([, row, column]) => [row, column],
    };
  }
  const [rows, columns] = wrap(count);
  let values = maps.data;
  if (rows * columns !== count) {
    values = new Float32Array(rows * columns).fill(Number.NaN);
    values.set(maps.data);
  }
  return {
    values,
    rows,
    columns,
    cell: (row, column) => [Math.min(count - 1, row * columns + column), 0, 0],
    place: ([index]) => [Math.floor(index / columns), index % columns],
  };
}
