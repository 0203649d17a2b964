/** Maps that come in blocks: the branches of a stack, or the groups of a convolution. Told from `reads` alone. */
import type { Reads } from './geometry';
import type { Shape } from './tensor';

interface Layer {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly shape: Shape;
  readonly reads: readonly Reads[];
}
type Find = (name: string) => Layer | undefined;

/** More groups than this are no longer seen as groups: each map is filtered by itself. */
const SEEN = 8;

const passes = (rule: Reads): boolean => rule.rule === 'window' && rule.channels === 'same';

/** True where the inputs lie one behind the other in the output, none over another. */
export const stacks = ({ inputs, reads }: Layer): boolean =>
  inputs.length > 1 && reads.every(passes) && reads.some((rule) => rule.rule === 'window' && rule.offset > 0);

/** True where all inputs lie on one another, number by number. */
export const meets = (layer: Layer): boolean => layer.inputs.length > 1 && layer.reads.every(passes) && !stacks(layer);

/** How many maps each block of a layer has, in order; one block where there is nothing to tell apart. */
export function blockSizes(layer: Layer, find: Find): readonly number[] {
  const [rule] = layer.reads;
  if (stacks(layer)) return layer.inputs.map((input) => find(input)?.shape[0] ?? 0);
  if (rule?.rule === 'window' && rule.channels === 'group' && rule.groups <= SEEN) {
    return Array.from({ length: rule.groups }, () => layer.shape[0] / rule.groups);
  }
  return [layer.shape[0]];
}

/** The stack that a layer's maps still lie in, however often they were passed on one by one; null where there is none. */
export function stackBehind<Kind extends Layer>(layer: Kind, find: (name: string) => Kind | undefined): Kind | null {
  if (stacks(layer)) return layer;
  const [input] = layer.inputs;
  const before = input === undefined || layer.inputs.length > 1 || !layer.reads.every(passes) ? undefined : find(input);
  return before && before.shape[0] === layer.shape[0] ? stackBehind(before, find) : null;
}
