/** The pictures of what one network changed against another, as numbers: bars, curves, filters to scale. */
import { halvings } from './stages';

interface Work {
  readonly size: readonly [number, number];
  readonly macs: number;
  readonly share: number;
}
interface Sight {
  readonly layer: string;
  readonly depth: number;
  readonly field: readonly [number, number];
}

export interface WorkAt {
  /** How often the picture has been halved; null for what has no size any more, lists of numbers. */
  readonly column: number | null;
  readonly macs: number;
  readonly share: number;
}

/** Multiplications by how far the maps have shrunk. */
export function workBySize(work: readonly Work[], side: number): readonly WorkAt[] {
  const sums = new Map<number | null, WorkAt>();
  for (const { size, macs, share } of work) {
    const column = size[0] === 1 && size[1] === 1 ? null : halvings(size[0], side);
    const so = sums.get(column);
    sums.set(column, { column, macs: (so?.macs ?? 0) + macs, share: (so?.share ?? 0) + share });
  }
  return [...sums.values()].sort(byColumn);
}

/** Columns of two networks, lists last. */
export function columnsOf(...works: readonly (readonly WorkAt[])[]): readonly (number | null)[] {
  return [...new Map(works.flat().map((one) => [one.column, one])).values()].sort(byColumn).map(({ column }) => column);
}
const byColumn = (a: WorkAt, b: WorkAt): number => (a.column ?? Infinity) - (b.column ?? Infinity);

export interface Point {
  readonly layer: string;
  readonly depth: number;
  /** Rows of the picture that one number sees. */
  readonly pixels: number;
  /** The same as a share of the picture. */
  readonly share: number;
}

/** How far a number sees, layer by layer; a pixel, to begin with, sees itself. */
export function growth(sight: readonly Sight[], side: number): readonly Point[] {
  return [{ layer: '', depth: 0, pixels: 1, share: 1 / side }, ...sight.map(({ layer, depth, field }) => ({ layer, depth, pixels: field[0], share: field[0] / side }))];
}

/** A stair through points (x to the right, y up), from one to the next: first along, then up. */
export const stair = (points: readonly (readonly [x: number, y: number])[]): string =>
  points.map(([x, y], i) => (i === 0 ? `M${x} ${y}` : `H${x}V${y}`)).join('');

/** Pixels along a cell so that all of these filters fit beside each other, whole pixels, `most` at best. */
export const cellFor = (sizes: readonly number[], room: number, most = 14): number =>
  Math.max(2, Math.min(most, Math.floor(room / Math.max(1, ...sizes))));
