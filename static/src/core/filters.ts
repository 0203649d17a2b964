/**
 * A filter as a thing to work on: a small grid of weights that can be painted, turned, mirrored
 * and normalised. Every function answers a new filter; none is ever changed.
 */

/** One slice of a filter: `weights` row by row, rows × columns of them, in float32. */
export interface Filter {
  readonly rows: number;
  readonly columns: number;
  readonly weights: Float32Array;
}
export type Size = readonly [rows: number, columns: number];

const made = (rows: number, columns: number, weight: (row: number, column: number) => number): Filter => ({
  rows,
  columns,
  weights: Float32Array.from({ length: rows * columns }, (_, i) => weight(Math.floor(i / columns), i % columns)),
});
const mapped = (filter: Filter, change: (weight: number, i: number) => number): Filter => ({ ...filter, weights: filter.weights.map(change) });
export const weightAt = ({ rows, columns, weights }: Filter, row: number, column: number): number =>
  row < 0 || column < 0 || row >= rows || column >= columns ? 0 : weights[row * columns + column]!;

// ------------------------------------------------------------------ from and to

export const blank = ([rows, columns]: Size): Filter => made(rows, columns, () => 0);

/** A filter from rows of numbers; null where these are no grid of finite numbers. */
export function fromRows(rows: unknown): Filter | null {
  if (!Array.isArray(rows) || rows.length === 0) return null;
  const width = Array.isArray(rows[0]) ? rows[0].length : 0;
  const even = rows.every((row) => Array.isArray(row) && row.length === width && row.every((w) => typeof w === 'number' && Number.isFinite(Math.fround(w))));
  return width && even ? made(rows.length, width, (row, column) => (rows as number[][])[row]![column]!) : null;
}

/** As rows of plain numbers: what the API takes. Float32 is told as shortly as it can be told exactly enough. */
export const toRows = ({ rows, columns, weights }: Filter): number[][] =>
  Array.from({ length: rows }, (_, row) => Array.from(weights.subarray(row * columns, (row + 1) * columns), short));

/** The shortest decimal that is this float32: 0.1, not 0.10000000149011612. */
export function short(value: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const told = Number(value.toPrecision(digits));
    if (Math.fround(told) === Math.fround(value)) return told;
  }
  return value;
}

export const same = (one: Filter, other: Filter): boolean =>
  one.rows === other.rows && one.columns === other.columns && one.weights.every((weight, i) => weight === other.weights[i]);

// ------------------------------------------------------------------ its numbers

export const sum = ({ weights }: Filter): number => weights.reduce((total, weight) => total + weight, 0);
export const totalOf = (slices: readonly Filter[]): number => slices.reduce((total, slice) => total + sum(slice), 0);
const squares = ({ weights }: Filter): number => weights.reduce((total, weight) => total + weight * weight, 0);
const magnitude = (slices: readonly Filter[]): number =>
  slices.reduce((total, { weights }) => total + weights.reduce((a, weight) => a + Math.abs(weight), 0), 0);
export const largestOf = (slices: readonly Filter[]): number =>
  slices.reduce((most, { weights }) => weights.reduce((a, weight) => Math.max(a, Math.abs(weight)), most), 0);
export const isBlank = (slices: readonly Filter[]): boolean => largestOf(slices) === 0;

// ------------------------------------------------------------------ painting

/** One cell with another weight. */
export const withWeight = (filter: Filter, row: number, column: number, weight: number): Filter =>
  mapped(filter, (old, i) => (i === row * filter.columns + column ? weight : old));

/** How strongly a brush `size` cells across paints a cell `away` cells from its middle: full inside, soft at its edge. */
export function softness(away: number, size: number): number {
  return Math.min(1, Math.max(0, (size + 1) / 2 - away));
}

/** A cell of the grid and how far the brush has changed it, 0 to 1. */
export interface Touch {
  readonly row: number;
  readonly column: number;
  readonly strength: number;
}

/** Cells under a brush whose middle is drawn from one place to another (in cells): none is skipped, however fast the hand. */
export function touched({ rows, columns }: Pick<Filter, 'rows' | 'columns'>, from: readonly [number, number], to: readonly [number, number], size: number): Touch[] {
  if (size <= 1) return crossed({ rows, columns }, from, to);
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const found: Touch[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const strength = softness(distance([row + 0.5, column + 0.5], from, to, length), size);
      if (strength > 0) found.push({ row, column, strength });
    }
  }
  return found;
}

function distance(p: readonly [number, number], a: readonly [number, number], b: readonly [number, number], length: number): number {
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1])) / length ** 2));
  return Math.hypot(p[0] - a[0] - along * (b[0] - a[0]), p[1] - a[1] - along * (b[1] - a[1]));
}

/** A brush of one cell touches exactly the cells its path goes through. */
function crossed({ rows, columns }: Pick<Filter, 'rows' | 'columns'>, from: readonly [number, number], to: readonly [number, number]): Touch[] {
  const steps = Math.max(1, Math.ceil(Math.max(Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1])) * 4));
  const seen = new Map<string, Touch>();
  for (let i = 0; i <= steps; i++) {
    const row = Math.floor(from[0] + ((to[0] - from[0]) * i) / steps);
    const column = Math.floor(from[1] + ((to[1] - from[1]) * i) / steps);
    if (row >= 0 && column >= 0 && row < rows && column < columns) seen.set(`${row} ${column}`, { row, column, strength: 1 });
  }
  return [...seen.values()];
}

/**
 * A stroke so far. Within one stroke a cell is only ever as painted as its strongest touch, from
 * what it was before the stroke: going over it twice does not paint it twice.
 */
export class Stroke {
  #strongest: Float32Array;

  /** `subtract`: take the brush's value away instead of painting it. */
  constructor(readonly before: Filter, readonly value: number, readonly subtract = false) {
    this.#strongest = new Float32Array(before.weights.length);
  }

  /** The filter after more touches; `pressure` is how hard the pen is pressed, 1 without one. */
  paint(touches: readonly Touch[], pressure = 1): Filter {
    for (const { row, column, strength } of touches) {
      const i = row * this.before.columns + column;
      this.#strongest[i] = Math.max(this.#strongest[i]!, strength * pressure);
    }
    return mapped(this.before, (old, i) => {
      const strength = this.#strongest[i]!;
      if (strength === 0) return old;
      return this.subtract ? tidy(old - strength * this.value) : tidy(old + strength * (this.value - old));
    });
  }
}

/** Weights are kept to four decimals where they were made by hand: 0.6, not 0.6000000238 − 0.0000000119. */
const tidy = (weight: number): number => Math.round(weight * 1e4) / 1e4 || 0;

/** One cell a little up or down. */
export const nudged = (filter: Filter, row: number, column: number, by: number): Filter =>
  withWeight(filter, row, column, tidy(weightAt(filter, row, column) + by));

// ------------------------------------------------------------------ operations

/** Another size: cropped to its middle, or zeros around it. The same rule as for filters put into a network. */
export function resized(filter: Filter, [rows, columns]: Size): Filter {
  const shift = (had: number, wanted: number): number => (had > wanted ? Math.floor((had - wanted) / 2) : -Math.floor((wanted - had) / 2));
  const [down, across] = [shift(filter.rows, rows), shift(filter.columns, columns)];
  return made(rows, columns, (row, column) => weightAt(filter, row + down, column + across));
}

/** A quarter turn, clockwise. */
export const rotated = (filter: Filter): Filter =>
  made(filter.columns, filter.rows, (row, column) => weightAt(filter, filter.rows - 1 - column, row));

export const canTurnHalf = ({ rows, columns }: Filter): boolean => rows === columns && rows % 2 === 1;

/** An eighth turn, clockwise: every ring of an odd square is pushed on by an eighth of its length, exactly. */
export function turnedHalf(filter: Filter): Filter {
  const middle = (filter.rows - 1) / 2;
  const weights = Float32Array.from(filter.weights);
  for (let radius = 1; radius <= middle; radius++) {
    const ring = ringOf(middle, radius, filter.columns);
    ring.forEach((at, i) => (weights[ring[(i + radius) % ring.length]!] = filter.weights[at]!));
  }
  return { ...filter, weights };
}

/** The cells of one ring around the middle, clockwise from its top left corner. */
function ringOf(middle: number, radius: number, columns: number): number[] {
  const side = 2 * radius;
  const [top, left] = [middle - radius, middle - radius];
  return Array.from({ length: 4 * side }, (_, i) => {
    const [edge, step] = [Math.floor(i / side), i % side];
    const [row, column] = [[0, step], [step, side], [side, side - step], [side - step, 0]][edge] as [number, number];
    return (top + row) * columns + left + column;
  });
}

/** Left and right change places. */
export const mirrored = (filter: Filter): Filter =>
  made(filter.rows, filter.columns, (row, column) => weightAt(filter, row, filter.columns - 1 - column));

export const scaled = (filter: Filter, by: number): Filter => mapped(filter, (weight) => weight * by || 0);
export const negated = (filter: Filter): Filter => scaled(filter, -1);

export interface Normalised {
  readonly slices: readonly Filter[];
  /** What was made one: the sum of the weights, or, where that is next to nothing, the root of their squares. */
  readonly by: 'sum' | 'length' | 'nothing';
}

/** Weights that add up to one over all slices; where they nearly cancel, weights whose squares do. */
export function normalised(slices: readonly Filter[]): Normalised {
  const all = magnitude(slices);
  if (all === 0) return { slices, by: 'nothing' };
  const total = totalOf(slices);
  const by = Math.abs(total) > 1e-3 * all ? 'sum' : 'length';
  const divisor = by === 'sum' ? total : Math.sqrt(slices.reduce((a, slice) => a + squares(slice), 0));
  return { slices: slices.map((slice) => scaled(slice, 1 / divisor)), by };
}

// ------------------------------------------------------------------ one for all, or one for each

/** One filter for every channel as one for each: the same result, said `channels` times. */
export const forEach = (one: Filter, channels: number): Filter[] => Array.from({ length: channels }, () => scaled(one, 1 / channels));

/** One for each as one for all: what they add up to. */
export function forAll(slices: readonly Filter[]): Filter {
  const [first] = slices;
  return mapped(first!, (_, i) => slices.reduce((total, { weights }) => total + weights[i]!, 0));
}
