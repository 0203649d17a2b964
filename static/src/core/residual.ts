/**
 * Blocks that add what they were given to what they made of it: y = x + F(x). They are found
 * by their shape alone: several things of one size are added, and one of them took the short way.
 */
import type { Shape } from './tensor';

interface Described {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly shape: Shape;
  readonly parameters: number;
  readonly module: string | null;
}

export interface Block {
  readonly name: string;
  /** The layer that adds. */
  readonly sum: string;
  /** What comes by the short way: x itself, or x made to fit. */
  readonly skip: string;
  /** What the layers of the block made of it: F(x). */
  readonly made: string;
  /** Whether the short way changes x so that it fits. */
  readonly fitted: boolean;
  readonly shape: Shape;
}

/** Every block of a network, in order. */
export function blocksOf(layers: readonly Described[]): readonly Block[] {
  const known = new Map(layers.map((layer) => [layer.name, layer]));
  return layers.flatMap(({ name, inputs, module, shape }): Block[] => {
    const [a, b, ...more] = inputs;
    if (!module || !a || !b || more.length || inputs.some((heard) => String(known.get(heard)?.shape) !== String(shape))) return [];
    const [one, other] = [learnedBefore(known, a, module), learnedBefore(known, b, module)];
    if (one === other) return [];
    const [skip, made] = one < other ? [a, b] : [b, a];
    return [{ name: module, sum: name, skip, made, fitted: Math.min(one, other) > 0, shape }];
  });
}

/** How many layers of the module have learned something, on the way back from here to where it began. */
function learnedBefore(known: ReadonlyMap<string, Described>, name: string, module: string): number {
  let count = 0;
  for (let at: string | undefined = name; at !== undefined; ) {
    const layer: Described | undefined = known.get(at);
    if (!layer || layer.module !== module) break;
    if (layer.parameters > 0) count += 1;
    at = layer.inputs[0];
  }
  return count;
}

/** The mean of the magnitudes: how loud maps are, signs aside; or how steep slopes are. */
export function loudness(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.abs(values[i]!);
  return values.length ? sum / values.length : 0;
}
