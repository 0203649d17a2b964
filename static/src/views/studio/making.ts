/** What is in the studio, read from the page's state, and what follows from it without asking anybody. */
import { forAll, type Filter, type Size } from '../../core/filters';
import { POOL, type Moves } from '../../core/footprint';
import type { Preset } from '../../data/filters';
import type { Session } from '../../state/session.svelte';
import { learnedSlices } from './learned';
import { START, type Making, type Step } from './chain';
import { decode } from './link';

/** What is in the studio; a link that makes no sense is the studio at its start. */
let last: { readonly text: string; readonly making: Making } = { text: '', making: START };
export function makingIn({ view }: Pick<Session, 'view'>): Making {
  const text = view.studio ?? '';
  if (last.text !== text) last = { text, making: decode(text) ?? START };
  return last.making;
}

/** The slices of the filter on the pad; none while what the network learned is still on its way. */
export function slicesIn(session: Session, making: Making): readonly Filter[] {
  if (!making.learned || !making.target) return making.steps[making.at]!.slices;
  return (learnedSlices(session, making.target) ?? []).map((slice, i) => {
    const painted = making.painted.get(i);
    return painted && painted.rows === slice.rows && painted.columns === slice.columns ? painted : slice;
  });
}

/** A filter that changes nothing. */
export const IDENTITY: Filter = { rows: 3, columns: 3, weights: Float32Array.from([0, 0, 0, 0, 1, 0, 0, 0, 0]) };

/** Only what comes first can have one slice for each channel. */
export const onlyFirstSpread = (steps: readonly Step[]): readonly Step[] => steps.map((step, i) => (i > 0 && step.slices.length > 1 ? { ...step, slices: [forAll(step.slices)] } : step));

export function fits({ sizes }: Pick<Preset, 'sizes'>, size: Size): boolean {
  return size.every((side) => (sizes === 'any' ? true : sizes === 'odd' ? side % 2 === 1 : sizes.includes(side as never)));
}

/** How a step moves its window, with the padding that "same" stands for. */
export function movesOf(step: Step): readonly Moves[] {
  const [{ rows, columns }] = step.slices as [Filter];
  const size = [rows, columns] as const;
  const around = (axis: 0 | 1): number => {
    if (typeof step.padding === 'object') return step.padding[axis];
    return step.padding === 'none' ? 0 : Math.floor((size[axis] - (step.flip ? 1 : 0)) / 2) * step.dilation[axis];
  };
  const window: Moves = { size, stride: step.stride, dilation: step.dilation, padding: [around(0), around(1)] };
  return step.pool ? [window, POOL] : [window];
}
