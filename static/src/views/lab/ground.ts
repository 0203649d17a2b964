/** The ground a window moves over: a map with what is laid around it, and the places on it. */
import type { WindowReads } from '../../core/geometry';
import type { Experiment, Lines } from '../../data/types';

export type Place = readonly [row: number, column: number];
type Surround = Experiment['surround'];

/** A window of one cell that goes everywhere: how a layer reads that changes every number by itself. */
const EACH: Pick<WindowReads, 'size' | 'stride' | 'padding' | 'dilation'> = { size: [1, 1], stride: [1, 1], padding: [0, 0], dilation: [1, 1] };
export type Moves = typeof EACH;
export const moves = (window: WindowReads | null): Moves => window ?? EACH;

/** Where a line of the border comes from: the mirrored line inside, or nowhere. */
export function home(line: number, length: number, mirrored: boolean): number | null {
  if (line >= 0 && line < length) return line;
  if (!mirrored || length < 2) return null;
  const back = line < 0 ? -line : 2 * (length - 1) - line;
  return back >= 0 && back < length ? back : null;
}

/** One map with its surroundings, row by row; what is made up from nothing is 0. */
export function surrounded(values: ArrayLike<number>, [height, width]: Place, around: Surround, mirrored: boolean): Float32Array {
  const rows = height + around.top + around.bottom;
  const columns = width + around.left + around.right;
  const out = new Float32Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    const row = home(i - around.top, height, mirrored);
    for (let j = 0; row !== null && j < columns; j++) {
      const column = home(j - around.left, width, mirrored);
      if (column !== null) out[i * columns + j] = values[row * width + column]!;
    }
  }
  return out;
}

/** The cells of the input under the window of one output cell: rows times columns of them. */
export function taps(window: Moves, [row, column]: Place): { readonly rows: readonly number[]; readonly columns: readonly number[] } {
  const along = (axis: 0 | 1, at: number) =>
    Array.from({ length: window.size[axis] }, (_, t) => at * window.stride[axis] - window.padding[axis] + t * window.dilation[axis]);
  return { rows: along(0, row), columns: along(1, column) };
}

const half = (window: Moves, axis: 0 | 1): number => (window.dilation[axis] * (window.size[axis] - 1)) / 2;

/** The middle of the window of an output cell, on the input. */
export const middle = (window: Moves, [row, column]: Place): Place =>
  [row * window.stride[0] - window.padding[0] + half(window, 0), column * window.stride[1] - window.padding[1] + half(window, 1)];

/** The output cell whose window lies nearest to a place of the input. */
export function nearest(window: Moves, place: Place, [rows, columns]: Place): Place {
  const along = (axis: 0 | 1, length: number) =>
    Math.min(length - 1, Math.max(0, Math.round((place[axis] + window.padding[axis] - half(window, axis) - 0.01) / window.stride[axis])));
  return [along(0, rows), along(1, columns)];
}

/** The part of an output whose windows read nothing made up; null where that is all of it, or none. */
export function inside(window: Moves, [height, width]: Place, [rows, columns]: Place): { readonly top: number; readonly left: number; readonly rows: number; readonly columns: number } | null {
  const clear = (axis: 0 | 1, length: number, cells: number) => Array.from({ length: cells }, (_, at) => at).filter((at) => {
    const first = at * window.stride[axis] - window.padding[axis];
    return first >= 0 && first + window.dilation[axis] * (window.size[axis] - 1) < length;
  });
  const [down, across] = [clear(0, height, rows), clear(1, width, columns)];
  if (!down.length || !across.length || (down.length === rows && across.length === columns)) return null;
  return { top: down[0]!, left: across[0]!, rows: down.length, columns: across.length };
}

/** Neighbouring lines as stretches: [3, 4, 7] is [3, 2] and [7, 1]. */
export function stretches(lines: readonly number[]): readonly (readonly [from: number, count: number])[] {
  const found: [number, number][] = [];
  for (const line of lines) {
    const last = found.at(-1);
    if (last && last[0] + last[1] === line) last[1] += 1;
    else found.push([line, 1]);
  }
  return found;
}

export const none = ({ rows, columns }: Lines): boolean => rows.length + columns.length === 0;
