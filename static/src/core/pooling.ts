/**
 * Windows that shrink a map: the biggest or the average of each, and which cell won. Where the
 * windows lie is the layer's own statement (`reads`); a window may hang over the map's edge.
 */
import type { WindowReads } from './geometry';
import { channel, type Tensor } from './tensor';

export type Pick = 'biggest' | 'average';

/** Where a place of a window lies: in the map, in its padding, or beyond even that. */
export type Ground = 'map' | 'padding' | 'beyond';

export function ground(row: number, column: number, [, height, width]: Tensor['shape'], [down, across]: readonly [number, number]): Ground {
  if (row >= 0 && row < height && column >= 0 && column < width) return 'map';
  return row >= -down && row < height + down && column >= -across && column < width + across ? 'padding' : 'beyond';
}

/** Whether a place is a number of the average: cells of the map always, padding where the layer says so, beyond never. */
export const counts = (on: Ground, countPadding: boolean): boolean => on === 'map' || (countPadding && on === 'padding');

/** What one window holds, row by row. */
export interface Held {
  readonly row: number;
  readonly column: number;
  readonly value: number;
  readonly ground: Ground;
}

const start = (reads: WindowReads, axis: 0 | 1, at: number): number => at * reads.stride[axis] - reads.padding[axis];

export function held(maps: Tensor, c: number, reads: WindowReads, [row, column]: readonly [number, number]): Held[] {
  const width = maps.shape[2];
  const map = channel(maps, c);
  const found: Held[] = [];
  for (let u = 0; u < reads.size[0]; u++) {
    for (let v = 0; v < reads.size[1]; v++) {
      const [y, x] = [start(reads, 0, row) + u * reads.dilation[0], start(reads, 1, column) + v * reads.dilation[1]];
      const on = ground(y, x, maps.shape, reads.padding);
      found.push({ row: y, column: x, value: on === 'map' ? map[y * width + x]! : 0, ground: on });
    }
  }
  return found;
}

/** First of the largest, row by row; what is no cell of the map never wins. */
export function winner(window: readonly Held[]): number {
  let best = -1;
  window.forEach(({ value, ground: on }, i) => {
    if (on === 'map' && (best < 0 || value > window[best]!.value)) best = i;
  });
  return best;
}

/** How many cells are as large as the winner, it included. */
export function equals(window: readonly Held[]): number {
  const best = winner(window);
  return best < 0 ? 0 : window.filter(({ value, ground: on }) => on === 'map' && value === window[best]!.value).length;
}

export function average(window: readonly Held[], countPadding = true): { sum: number; count: number; mean: number } {
  const sum = window.reduce((total, { value }) => total + value, 0);
  const count = window.filter(({ ground: on }) => counts(on, countPadding)).length;
  return { sum, count, mean: count ? sum / count : 0 };
}

/** What makes maps smaller: its windows, and whether its padding counts in an average. */
export interface Pool {
  readonly reads: WindowReads;
  readonly countPadding: boolean;
}

/** One map pooled by either rule, (rows × columns); NaN where a window reads a number that is not known. */
export function pooled(map: Float32Array, [height, width]: readonly [number, number], { reads, countPadding }: Pool, rows: number, columns: number, pick: Pick): Float32Array {
  const out = new Float32Array(rows * columns);
  const [py, px] = countPadding ? reads.padding : [0, 0];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const [top, left] = [start(reads, 0, i), start(reads, 1, j)];
      let most = -Infinity;
      let sum = 0;
      let count = 0;
      for (let y = top; y < top + reads.size[0] * reads.dilation[0]; y += reads.dilation[0]) {
        for (let x = left; x < left + reads.size[1] * reads.dilation[1]; x += reads.dilation[1]) {
          if (y >= -py && y < height + py && x >= -px && x < width + px) count += 1;
          if (y < 0 || y >= height || x < 0 || x >= width) continue;
          const value = map[y * width + x]!;
          // Not Math.max: it must keep a NaN, and first of all be quick.
          if (!(value <= most)) most = value;
          sum += value;
        }
      }
      out[i * columns + j] = Number.isNaN(sum) ? Number.NaN : pick === 'biggest' ? most : sum / count;
    }
  }
  return out;
}

/** Of how many windows of a map more than one cell is the biggest. */
export function ties(maps: Tensor, c: number, reads: WindowReads, rows: number, columns: number): number {
  let found = 0;
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) if (equals(held(maps, c, reads, [i, j])) > 1) found += 1;
  return found;
}

// ------------------------------------------------------------------ a nudge

export interface Nudge {
  readonly down: number;
  readonly right: number;
}

/** The same map moved by a few cells. What comes in at its edge is not known: NaN. */
export function moved(map: Float32Array, [height, width]: readonly [number, number], { down, right }: Nudge): Float32Array {
  const out = new Float32Array(map.length).fill(Number.NaN);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [fromY, fromX] = [y - down, x - right];
      if (fromY >= 0 && fromY < height && fromX >= 0 && fromX < width) out[y * width + x] = map[fromY * width + fromX]!;
    }
  }
  return out;
}

/** So many numbers stayed exactly what they were, of so many that are known. */
export interface Stayed {
  readonly kept: number;
  readonly of: number;
}
export const share = ({ kept, of }: Stayed): number => (of ? kept / of : 0);

export function stayed(before: Float32Array, after: Float32Array): Stayed {
  let kept = 0;
  let of = 0;
  for (let i = 0; i < before.length; i++) {
    if (Number.isNaN(after[i]!)) continue;
    of += 1;
    if (before[i] === after[i]) kept += 1;
  }
  return { kept, of };
}

export interface Nudged {
  /** The map that is pooled, the biggest of its windows, their averages: after the nudge. */
  readonly map: Float32Array;
  readonly biggest: Float32Array;
  readonly average: Float32Array;
  readonly stayed: Readonly<Record<'map' | Pick, Stayed>>;
}

/** What a nudge changes: in the map itself, and in what pooling makes of it. */
export function nudged(maps: Tensor, c: number, pool: Pool, rows: number, columns: number, by: Nudge): Nudged {
  const [, height, width] = maps.shape;
  const size = [height, width] as const;
  const before = channel(maps, c);
  const map = moved(before, size, by);
  const make = (from: Float32Array, pick: Pick) => pooled(from, size, pool, rows, columns, pick);
  const [biggest, mean] = [make(map, 'biggest'), make(map, 'average')];
  return {
    map,
    biggest,
    average: mean,
    stayed: {
      map: stayed(before, map),
      biggest: stayed(make(before, 'biggest'), biggest),
      average: stayed(make(before, 'average'), mean),
    },
  };
}

export const difference = (after: Float32Array, before: Float32Array): Float32Array => after.map((value, i) => value - before[i]!);

// ------------------------------------------------------------------ a closer look

/** A few neighbouring windows along one axis, the chosen one among them, and the input cells they span. */
export interface Stretch {
  readonly first: number;
  readonly count: number;
  readonly from: number;
  readonly length: number;
}

export function stretch(chosen: number, size: number, stride: number, padding: number, outputs: number, most = 8): Stretch {
  const count = Math.min(outputs, Math.max(1, Math.floor((most - size) / stride) + 1), 4);
  const first = Math.min(outputs - count, Math.max(0, chosen - Math.floor((count - 1) / 2)));
  return { first, count, from: first * stride - padding, length: (count - 1) * stride + size };
}

/** The stretch stays where it is as long as the chosen window is in it: nothing moves away under a pointer. */
export const steady = (was: Stretch | null, next: Stretch, chosen: number): Stretch =>
  was && was.count === next.count && was.length === next.length && chosen >= was.first && chosen < was.first + was.count ? was : next;
