/**
 * Which way a map came: a layer that stacks what several others made has a block of maps from
 * each of them, and so have the layers behind it that keep every map where it was.
 */
import { capital } from './count';
import type { Reads } from './geometry';
import type { Shape } from './tensor';

interface Described {
  readonly name: string;
  readonly stage: string;
  readonly shape: Shape;
  readonly inputs: readonly string[];
  readonly reads: readonly Reads[];
}

export interface Branch {
  /** "1×1, then 3×3": the windows the branch looks through, from where it begins. */
  readonly says: string;
  readonly from: number;
  readonly to: number;
}

const kept = (reads: Reads): reads is Reads & { channels: 'same'; offset: number } => reads.rule !== 'unroll' && reads.channels === 'same';

/** The blocks of maps that a layer is made of; none where all of its maps came the same way. */
export function branchesOf(layers: readonly Described[], name: string): readonly Branch[] {
  const layer = layers.find((l) => l.name === name);
  if (!layer || !layer.reads.length || !layer.reads.every(kept)) return [];
  if (layer.inputs.length === 1) return branchesOf(layers, layer.inputs[0]!);
  const parts = layer.inputs.map((input, i) => ({ input, from: (layer.reads[i] as { offset: number }).offset, size: layers.find((l) => l.name === input)!.shape[0] }));
  // Maps that lie on each other are added, not stacked.
  if (new Set(parts.map(({ from }) => from)).size < parts.length) return [];
  const behind = parts.map(({ input }) => ancestors(layers, input));
  const shared = new Set([...behind[0]!].filter((one) => behind.every((all) => all.has(one))));
  return parts.map(({ input, from, size }) => ({ says: saidWindows(layers, input, shared), from, to: from + size }));
}

function ancestors(layers: readonly Described[], name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  for (const input of layers.find((l) => l.name === name)?.inputs ?? []) ancestors(layers, input, found);
  return found;
}

/** The windows on the way back from a layer to one that all branches share. */
function saidWindows(layers: readonly Described[], name: string, shared: ReadonlySet<string>): string {
  const steps: string[] = [];
  for (let at: string | undefined = name; at !== undefined && !shared.has(at); ) {
    const layer: Described = layers.find((l) => l.name === at)!;
    const reads = layer.reads[0];
    if (reads && reads.rule !== 'unroll') {
      const size = `${reads.size[0]}×${reads.size[1]}`;
      // A step that keeps maps and looks at single cells (a rectifier) changes nothing about where it looks.
      if (reads.channels !== 'same') steps.unshift(size);
      else if (size !== '1×1') steps.unshift(`${layer.stage} ${size}`);
    }
    at = layer.inputs.length === 1 ? layer.inputs[0] : undefined;
  }
  return steps.length ? capital(steps.join(', then ')) : 'As it came';
}
