/**
 * A module of several branches that are stacked at its end, with or without the thin filters
 * that squeeze the maps before a wide filter reads them: what it costs either way, counted from
 * the description. No kind of layer is named: a squeeze is a filter of one cell that comes
 * before something wider in its branch, or that thins out what a pool let through.
 */
import type { Reads } from './geometry';
import type { Shape } from './tensor';

interface Described {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly shape: Shape;
  readonly reads: readonly Reads[];
  readonly parameters: number;
  readonly macs: number;
  readonly module: string | null;
}

/** One step of a branch that has weights (filters), or that only looks (a pool). */
export interface Piece {
  readonly name: string;
  readonly size: number;
  /** How many maps it makes; of a pool, as many as it is given. */
  readonly filters: number | null;
  readonly squeeze: boolean;
}
export interface Branch {
  readonly pieces: readonly Piece[];
}
export interface Module {
  readonly name: string;
  readonly input: Shape;
  readonly branches: readonly Branch[];
}

/** The names of all modules whose branches are stacked, in order. */
export function modulesOf(layers: readonly Described[]): readonly string[] {
  const names = [...new Set(layers.map(({ module }) => module).filter((name): name is string => !!name))];
  return names.filter((name) => moduleOf(layers, name) !== null);
}

/** A module as its branches, from what it reads to what is stacked; null where it stacks nothing. */
export function moduleOf(layers: readonly Described[], name: string): Module | null {
  const inside = new Map(layers.filter(({ module }) => module === name).map((layer) => [layer.name, layer]));
  const shapes = new Map(layers.map((layer) => [layer.name, layer.shape]));
  // A stack has more maps than any of the several things it reads; a sum has as many.
  const end = [...inside.values()].find(({ inputs, shape }) => inputs.length > 1 && inputs.every((heard) => inside.has(heard) && inside.get(heard)!.shape[0] < shape[0]));
  if (!end) return null;
  const outside = new Set<string>();
  const branches = end.inputs.map((last): Branch => {
    const pieces: Omit<Piece, 'squeeze'>[] = [];
    for (let at: string | undefined = last; at !== undefined; ) {
      const layer = inside.get(at);
      if (!layer) {
        outside.add(at);
        break;
      }
      const read = layer.reads[0];
      const size = read?.rule === 'window' ? read.size[0] : 1;
      if (layer.macs > 0 || size > 1) pieces.unshift({ name: layer.name, size, filters: layer.macs > 0 ? layer.shape[0] : null });
      at = layer.inputs[0];
    }
    return { pieces: pieces.map((piece, i) => ({ ...piece, squeeze: piece.size === 1 && piece.filters !== null && pieces.length > 1 && pieces.some((other, j) => i !== j && other.size > 1) })) };
  });
  const [source] = [...outside];
  return source ? { name, input: shapes.get(source)!, branches } : null;
}

export interface Counted {
  /** Multiplications of each branch, piece by piece; 0 where there is nothing to multiply by. */
  readonly pieces: readonly (readonly number[])[];
  readonly branches: readonly number[];
  readonly macs: number;
  /** Weights, biases not counted. */
  readonly weights: number;
  /** Maps that each branch hands on, and all of them stacked. */
  readonly maps: readonly number[];
  readonly output: number;
}

/**
 * What a module costs with some of its squeezes left out.
 *
 *     without   of which branches the squeeze is left out, counted from 0
 *     widths    how many maps a piece makes, by name, where it is not what the description says
 */
export function counted({ input, branches }: Module, without: ReadonlySet<number> = new Set(), widths: Readonly<Record<string, number>> = {}): Counted {
  const [channels, height, width] = input;
  const places = height * width;
  const maps: number[] = [];
  const pieces = branches.map(({ pieces: steps }, branch) => {
    let from = channels;
    const each = steps.map(({ name, size, filters, squeeze }) => {
      if (filters === null || (squeeze && without.has(branch))) return 0;
      const to = widths[name] ?? filters;
      const macs = size * size * from * to * places;
      from = to;
      return macs;
    });
    maps.push(from);
    return each;
  });
  const sums = pieces.map((each) => each.reduce((a, b) => a + b, 0));
  const macs = sums.reduce((a, b) => a + b, 0);
  return { pieces, branches: sums, macs, weights: macs / places, maps, output: maps.reduce((a, b) => a + b, 0) };
}

export const hasSqueeze = ({ pieces }: Branch): boolean => pieces.some(({ squeeze }) => squeeze);
