/** What comes after a list of numbers, as long as every step is one this page can do by itself. */
import { kindOf } from '..';
import type { Onward } from '../../core/onward';
import type { LayerInfo } from '../../data/types';
import type { Session } from '../../state/session.svelte';

export interface Rest {
  readonly steps: readonly Onward[];
  /** The layer that does the first step. */
  readonly first: LayerInfo;
  /** The layer whose numbers the last step makes. */
  readonly end: LayerInfo;
}

/** Null for what only passes numbers on; undefined for what cannot be done here. */
function stepOf(session: Session, layer: LayerInfo): Onward | null | undefined {
  const weights = session.weights.get(`${layer.name}.weights`);
  if (weights?.dims.length === 2) return { rule: 'weigh', weights, bias: session.weights.get(`${layer.name}.bias`)?.data };
  const { curve, shares, nearest } = kindOf(layer.kind);
  if (shares && !nearest) return { rule: 'share' };
  if (curve) return { rule: 'each', f: curve(layer.settings).f };
  const [reads] = layer.reads;
  const passes = layer.parameters === 0 && reads?.rule === 'window' && reads.channels === 'same' && reads.size.join() === '1,1';
  return passes ? null : undefined;
}

/** Everything from a layer to the verdict; null where the way forks, or does more than is done here. */
export function restOf(session: Session, layer: LayerInfo): Rest | null {
  const steps: Onward[] = [];
  let first: LayerInfo | null = null;
  for (let end = layer; ; ) {
    const readers = session.layers.filter((one) => one.inputs.includes(end.name));
    if (readers.length === 0) return first ? { steps, first, end } : null;
    const [next] = readers;
    const step = readers.length === 1 && next!.inputs.length === 1 ? stepOf(session, next!) : undefined;
    if (step === undefined) return null;
    if (step) {
      steps.push(step);
      first ??= next!;
    }
    end = next!;
  }
}
