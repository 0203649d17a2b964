/** Large figures at a glance, and what one network changed against the one before it. */
import { percent, whole } from '../../core/format';
import type { Network } from '../../data/types';

/** "156", "60 k", "61.0 M": three figures are enough to compare by. */
export function compact(count: number): string {
  if (count < 10_000) return whole(count);
  if (count < 999_500) return `${whole(count / 1000)} k`;
  if (count < 99_950_000) return `${(count / 1e6).toFixed(1)} M`;
  return `${whole(count / 1e6)} M`;
}

/** "×1,016", "÷9": how many times more or less, never rounded to "×1". */
export function times(from: number, to: number): string {
  if (from === to) return 'the same';
  const [more, ratio] = [to > from, Math.max(from, to) / Math.max(Math.min(from, to), 1e-12)];
  const text = ratio >= 10 ? whole(ratio) : ratio.toFixed(ratio < 1.1 ? 2 : 1);
  return `${more ? '×' : '÷'}${text}`;
}

export interface Change {
  readonly name: string;
  readonly before: string | null;
  readonly now: string;
  readonly ratio: string | null;
  readonly topic: string;
}

/** How many layers a signal passes that have learned something: the longest way through. */
export function depthOf({ layers }: Pick<Network, 'layers'>): number {
  const deep = new Map<string, number>();
  for (const { name, inputs, parameters, reads, shape } of layers) {
    const before = Math.max(0, ...inputs.map((heard) => deep.get(heard) ?? 0));
    // A scale and a shift for each map learn too, but nobody counts them as a layer.
    const weighs = parameters > 0 && !(reads[0]?.rule === 'window' && reads[0].channels === 'same' && reads[0].size[0] === 1 && parameters <= 2 * shape[0]);
    deep.set(name, before + (weighs ? 1 : 0));
  }
  return Math.max(0, ...deep.values());
}

/** "5×5", "11×11, every 4th": how the first layer looks at the picture. */
export function firstLook({ layers }: Pick<Network, 'layers'>): string {
  const read = layers.find(({ parameters }) => parameters > 0)?.reads[0];
  if (read?.rule !== 'window') return 'all at once';
  return `${read.size.join('×')}${read.stride[0] > 1 ? `, step ${read.stride[0]}` : ''}`;
}

/** What is different from the network before it, figure by figure; all of it counted from the two descriptions. */
export function changes(now: Network, before: Network | null): readonly Change[] {
  const figure = (name: string, topic: string, of: (network: Network) => number, write: (value: number) => string = compact): Change =>
    ({ name, topic, now: write(of(now)), before: before && write(of(before)), ratio: before && times(of(before), of(now)) });
  return [
    { name: 'first filter', topic: 'history-first', now: firstLook(now), before: before && firstLook(before), ratio: null },
    figure('layers that learn', 'history-depth', depthOf, whole),
    figure('weights', 'history-weights', ({ parameters }) => parameters),
    figure('multiplications', 'history-work', ({ macs }) => macs),
    { ...figure('in dense layers', 'history-dense', ({ dense_share }) => dense_share, percent), ratio: null },
    figure('one number sees', 'history-field', ({ receptive_field }) => receptive_field[0], (value) => `${whole(value)} px`),
  ];
}
