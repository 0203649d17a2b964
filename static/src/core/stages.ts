/**
 * Networks beside each other: which of their layers stand in one column. Either the maps have
 * shrunk equally far, or equally much of the network lies behind them.
 */
import { isVector, type Shape } from './tensor';

interface Layer {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly shape: Shape;
}
export type Aligned = 'size' | 'depth';
/** The layer of a network that stands in a column. */
export interface Stop<L> {
  readonly column: number;
  readonly layer: L;
}

/** Columns when networks are aligned by depth. */
export const PARTS = 5;

/** The layers that the answer depends on: heads that only help training are left out. */
export function leading<L extends Layer>(layers: readonly L[]): readonly L[] {
  const needed = new Set([layers.at(-1)?.name]);
  for (const layer of [...layers].reverse()) if (needed.has(layer.name)) layer.inputs.forEach((name) => needed.add(name));
  return layers.filter(({ name }) => needed.has(name));
}

/** How often the picture has been halved: 0 for its full size, 3 for an eighth. Uneven sizes go to the nearest. */
export const halvings = (side: number, whole: number): number => Math.max(0, Math.round(Math.log2(whole / side)));

/** The last layer of each size of map, or the layers that end each fifth of the way. The picture itself is not among them. */
export function stops<L extends Layer>(layers: readonly L[], by: Aligned): readonly Stop<L>[] {
  const [picture, ...rest] = leading(layers);
  const maps = rest.filter(({ shape }) => !isVector(shape));
  if (!picture || maps.length === 0) return [];
  if (by === 'depth') {
    return Array.from({ length: PARTS }, (_, column) => ({ column, layer: maps[Math.ceil(((column + 1) / PARTS) * maps.length) - 1]! }));
  }
  const last = new Map(maps.map((layer) => [halvings(layer.shape[1], picture.shape[1]), layer]));
  return [...last].sort(([a], [b]) => a - b).map(([column, layer]) => ({ column, layer }));
}

const SHARES = ['full size', 'a half', 'a quarter', 'an eighth', 'a 16th', 'a 32nd', 'a 64th', 'a 128th', 'a 256th'];
const FIFTHS = ['first fifth', 'second', 'third', 'fourth', 'last fifth'];

export const headOf = (column: number, by: Aligned): string => (by === 'size' ? SHARES[column] : FIFTHS[column]) ?? '';

/** The layers of a strip: what stands in a module is told by how the module ends. */
export function outline<L extends Layer & { readonly module: string | null }>(layers: readonly L[]): readonly L[] {
  const way = leading(layers);
  const ends = new Map(way.filter(({ module }) => module).map((layer) => [layer.module, layer.name]));
  return way.filter(({ module, name }) => !module || ends.get(module) === name);
}
