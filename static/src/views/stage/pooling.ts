/** A pooling layer as its close-up draws it: its windows, its rule, and the other rule beside it. */
import { inWords } from '../../core/count';
import { number } from '../../core/format';
import type { WindowReads } from '../../core/geometry';
import { counts, type Held, type Nudge, type Pick, type Pool } from '../../core/pooling';
import type { LayerInfo } from '../../data/types';
import type { Source } from './sources';

export const poolOf = (layer: LayerInfo, source: Source): Pool => ({
  reads: source.reads as WindowReads,
  countPadding: layer.settings.count_padding !== false,
});

export const otherPick = (pick: Pick): Pick => (pick === 'biggest' ? 'average' : 'biggest');

/** "biggest of four" */
export const ruleOf = (pick: Pick, area: number): string => `${pick} of ${inWords(area)}`;

/** What is printed for a place of a window: padding that counts is a 0, what does not count is a dash. */
export const printed = ({ value, ground }: Held, pick: Pick, countPadding: boolean): string =>
  ground === 'map' || (pick === 'average' && counts(ground, countPadding)) ? number(value) : '–';

/** How much of the blame each place of a window gets when the network learns. */
export function blame(window: readonly Held[], best: number, pick: Pick, countPadding: boolean): number[] {
  if (pick === 'biggest') return window.map((_, i) => (i === best ? 1 : 0));
  const share = 1 / window.filter(({ ground }) => counts(ground, countPadding)).length;
  return window.map(({ ground }) => (counts(ground, countPadding) ? share : 0));
}

// ------------------------------------------------------------------ the nudge, as a setting

export const WAYS = ['left', 'right', 'up', 'down'] as const;
export type Way = (typeof WAYS)[number];
export const FARTHEST = 8;

export interface NudgeSetting {
  readonly way: Way;
  readonly cells: number;
}

/** "right,2" as it stands in a link; anything else is one cell to the right. */
export function nudgeSetting(text: string | undefined): NudgeSetting {
  const [way, cells] = (text ?? '').split(',');
  const known = WAYS.find((one) => one === way);
  const count = Number(cells);
  return known && Number.isInteger(count) && count >= 1 && count <= FARTHEST ? { way: known, cells: count } : { way: 'right', cells: 1 };
}

export const nudgeBy = ({ way, cells }: NudgeSetting): Nudge =>
  ({ down: way === 'down' ? cells : way === 'up' ? -cells : 0, right: way === 'right' ? cells : way === 'left' ? -cells : 0 });

/** "one cell to the right", "three cells up" */
export const nudgeWords = ({ way, cells }: NudgeSetting): string =>
  `${inWords(cells)} ${cells === 1 ? 'cell' : 'cells'} ${way === 'left' || way === 'right' ? `to the ${way}` : way}`;

/** How many pixels of the picture lie between neighbouring cells of a layer: [down, across]. Every stride on the way counts. */
export function pace(layers: readonly LayerInfo[], name: string): readonly [number, number] {
  const layer = layers.find((one) => one.name === name);
  const [reads] = layer?.reads ?? [];
  if (!layer || reads?.rule !== 'window') return [1, 1];
  const [down, across] = pace(layers, layer.inputs[0]!);
  return [down * reads.stride[0], across * reads.stride[1]];
}
