/**
 * Where a network keeps its weights and where it does its work: two bars over the same layers,
 * and a cut that can be moved through both. Dense layers are those that make single numbers of
 * single numbers; nothing here asks for the name of a kind.
 */
import { isVector, type Shape } from './tensor';

interface Counted {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly shape: Shape;
  readonly parameters: number;
  readonly macs: number;
}

export interface Cost<L extends Counted = Counted> {
  readonly layer: L;
  readonly parameters: number;
  readonly macs: number;
  /** Share of all parameters and of all work, and where its piece begins in each bar: 0 to 1. */
  readonly share: readonly [parameters: number, work: number];
  readonly from: readonly [parameters: number, work: number];
  /** It makes a list of numbers of a list of numbers: every one of them reads every one. */
  readonly dense: boolean;
}

/** The layers that learned something, in order, with their share of both. */
export function costs<L extends Counted>(layers: readonly L[]): readonly Cost<L>[] {
  const shapes = new Map(layers.map(({ name, shape }) => [name, shape]));
  const learned = layers.filter(({ parameters }) => parameters > 0);
  const all = [learned.reduce((sum, { parameters }) => sum + parameters, 0) || 1, learned.reduce((sum, { macs }) => sum + macs, 0) || 1] as const;
  let from: readonly [number, number] = [0, 0];
  return learned.map((layer) => {
    const share = [layer.parameters / all[0], layer.macs / all[1]] as const;
    const cost = { layer, parameters: layer.parameters, macs: layer.macs, share, from, dense: isVector(layer.shape) && layer.inputs.every((name) => isVector(shapes.get(name) ?? layer.shape)) };
    from = [from[0] + share[0], from[1] + share[1]];
    return cost;
  });
}

/** The place of the cut where the convolutions end and the dense layers begin. */
export function boundary(all: readonly Cost[]): number {
  const first = all.findIndex(({ dense }) => dense);
  return first < 0 ? all.length : first;
}

/** What lies before a cut and behind it, in both bars: 0 to 1. */
export function cutAt(all: readonly Cost[], cut: number): { readonly before: readonly [number, number]; readonly after: readonly [number, number] } {
  const before = [0, 1].map((bar) => all.slice(0, cut).reduce((sum, { share }) => sum + share[bar]!, 0)) as unknown as readonly [number, number];
  return { before, after: [1 - before[0], 1 - before[1]] };
}
