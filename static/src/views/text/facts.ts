/** What there is to know of a layer and of one of its maps, in figures. */
import { bytes, number, percent, whole } from '../../core/format';
import { zeroShare } from '../../core/statistics';
import { isVector, range, type Shape } from '../../core/tensor';
import type { LayerInfo } from '../../data/types';
import type { Session } from '../../state/session.svelte';

export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly topic: string;
}

const shape = ([c, h, w]: Shape): string => (isVector([c, h, w]) ? whole(c) : `${c} × ${h} × ${w}`);

/** Everything there is to count, or (`brief`) what a first look needs. How it is counted is another matter. */
export function factsOf(session: Session, layer: LayerInfo, brief = false): Fact[] {
  const facts: Fact[] = brief ? [] : [{ name: 'Shape', value: shape(layer.shape), topic: 'inspect-size' }];
  facts.push({ name: 'Parameters', value: whole(layer.parameters), topic: 'inspect-parameters' });
  const shared = session.weights.has(`${layer.name}.weights`) && !isVector(layer.shape);
  if (shared) facts.push({ name: 'Uses of each', value: whole(layer.shape[1] * layer.shape[2]), topic: 'inspect-uses' });
  if (layer.macs > 0) facts.push({ name: 'Multiplications', value: whole(layer.macs), topic: 'inspect-work' });
  const [rows, columns] = layer.receptive_field;
  if (layer.inputs.length) facts.push({ name: 'Each number sees', value: `${rows} × ${columns} pixels`, topic: 'inspect-sight' });
  if (!brief) facts.push({ name: 'Memory', value: bytes(layer.bytes), topic: 'inspect-memory' });
  return facts;
}

export interface Figures {
  readonly low: number;
  readonly high: number;
  readonly mean: number;
  /** Share of exact zeros; null until the exact numbers have come. */
  readonly zeros: number | null;
}

/** One map in figures; a list of numbers is looked at as a whole. */
export function figuresOf(session: Session, layer: LayerInfo, map: number): Figures | null {
  const told = session.told;
  if (!told) return null;
  if (isVector(layer.shape)) return { low: told.low, high: told.high, mean: told.mean, zeros: told.zeros };
  const values = session.one(layer.name, map);
  const ends = told.channels[map] ?? (values && { ...range(values), mean: Number.NaN });
  if (!ends) return null;
  const zeros = told.zeros === 0 ? 0 : values && session.exact ? zeroShare(values) : null;
  const { low, high, mean } = ends;
  return { low, high, mean, zeros };
}

const DIGITS = 4;

export const figureFacts = ({ low, high, mean, zeros }: Figures): Fact[] => [
  { name: 'Lowest', value: number(low, DIGITS), topic: 'inspect-figures' },
  { name: 'Highest', value: number(high, DIGITS), topic: 'inspect-figures' },
  { name: 'Mean', value: number(mean, DIGITS), topic: 'inspect-figures' },
  { name: 'Exactly zero', value: zeros === null ? '…' : percent(zeros), topic: 'inspect-zeros' },
];
