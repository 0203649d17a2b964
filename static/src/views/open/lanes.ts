/** Lanes: how branches share the height of the strip, and what they part from and meet in. */
import { isVector } from '../../core/tensor';
import type { LayerInfo } from '../../data/types';
import type { Band, Place } from './places';

/** The side of a small frame that stands for a folded branch. */
export const FRAME = 28;
/** The sign at which branches are added. */
export const PLUS = 18;
/** Above a column in a lane: its word. */
export const LABEL = 24;
const APART = 10;
/** A lane without layers: the height of its wire. */
const PAST = 18;

export interface LaneFrame extends Place {
  readonly layers: readonly string[];
  /** The layer whose map is shown. */
  readonly stands: string;
  readonly module: string;
}
/** One of the ways between a fork and a join. */
export interface Way {
  /** The height at which it runs. */
  readonly y: number;
  /** What stands on it first and last; nothing on one that is only carried past. */
  readonly first: Place | null;
  readonly last: Place | null;
  /** Where it arrives: its block of a stack, or a point. */
  readonly into: Place | { readonly x: number; readonly y: number } | null;
}
export interface Fan {
  readonly fork: string;
  readonly join: string;
  readonly from: Place;
  /** Null where the ways lead nowhere. */
  readonly to: Place | null;
  readonly plus: { readonly x: number; readonly y: number } | null;
  readonly ways: readonly Way[];
}

/** What a layer in a lane is called: its word, and the size of its window where it has one. */
export function laneWords({ stage, reads: [rule], shape }: LayerInfo): string {
  const window = rule?.rule === 'window' && !isVector(shape) && (rule.channels !== 'same' || rule.size[0] > 1);
  return window ? `${stage} ${rule.size[0]}×${rule.size[1]}` : stage;
}

const most = (lane: readonly LayerInfo[]): number => Math.max(...lane.map(({ shape }) => (isVector(shape) ? 1 : shape[0])));

/** Each lane's share of the height, without the words above its columns: more where there are more maps. */
export function bandsOf(lanes: readonly (readonly LayerInfo[])[], height: number): readonly Band[] {
  const weights = lanes.map((lane) => (lane.length ? Math.sqrt(most(lane)) + 2 : 0));
  const all = weights.reduce((a, b) => a + b, 0) || 1;
  const room = height - APART * (lanes.length - 1) - lanes.reduce((a, lane) => a + (lane.length ? LABEL : PAST), 0);
  let y = 0;
  return lanes.map((lane, i) => {
    if (lane.length === 0) {
      y += PAST + APART;
      return { y: y - PAST - APART, height: PAST };
    }
    const band = { y: Math.round(y + LABEL), height: Math.floor((room * weights[i]!) / all) };
    y += LABEL + (room * weights[i]!) / all + APART;
    return band;
  });
}
