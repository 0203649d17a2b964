/**
 * One map per layer for the timeline: the chosen one, what it came from, what came of it.
 * Where a layer reads every map, the loudest stands for all.
 */
import type { Reads } from './geometry';
import type { Shape } from './tensor';

export interface Step {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly shape: Shape;
  readonly reads: readonly Reads[];
}

const single = (reads: Reads, c: number, inputs: number): number | null => {
  if (reads.rule !== 'window' || reads.channels !== 'same') return null;
  const source = c - reads.offset;
  return source >= 0 && source < inputs ? source : null;
};

export function path(steps: readonly Step[], name: string, map: number, loudest: (name: string) => number): Map<string, number> {
  const shapes = new Map(steps.map((step) => [step.name, step.shape]));
  const chosen = new Map<string, number>([[name, map]]);
  for (const step of [...steps].reverse()) {
    const here = chosen.get(step.name);
    if (here === undefined) continue;
    step.inputs.forEach((source, i) => {
      if (chosen.has(source)) return;
      chosen.set(source, single(step.reads[i]!, here, shapes.get(source)![0]) ?? loudest(source));
    });
  }
  for (const step of steps) {
    if (chosen.has(step.name)) continue;
    const carried = step.inputs.findIndex((source, i) => {
      const reads = step.reads[i]!;
      return chosen.has(source) && reads.rule === 'window' && reads.channels === 'same';
    });
    const reads = step.reads[carried];
    const from = carried < 0 ? undefined : chosen.get(step.inputs[carried]!);
    chosen.set(step.name, from !== undefined && reads?.rule === 'window' ? from + reads.offset : loudest(step.name));
  }
  return chosen;
}
