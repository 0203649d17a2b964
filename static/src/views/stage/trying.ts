/** Walking along a curve, number by number, and trying other curves on the same numbers. */
import { number, percent } from '../../core/format';
import { bentHinge, hinge, squashBothWays, squashToOne, type Curve, type CurveOf } from './curves';

/** What else could stand here, by the name it has in a link. */
const OTHERS = { hinge, bentHinge, squashToOne, squashBothWays } as const;
export type Trial = keyof typeof OTHERS;
/** How they are set where a network has none of its own: a leak that can be seen. */
const USUAL: Partial<Record<Trial, Readonly<Record<string, unknown>>>> = { bentHinge: { slope: 0.1 } };

/** Every curve there is to try, the network's own with its own settings. */
export function trials(own: CurveOf, settings: Readonly<Record<string, unknown>>): { readonly key: Trial; readonly own: boolean; readonly curve: Curve }[] {
  return Object.entries(OTHERS).map(([key, of]) => ({ key: key as Trial, own: of === own, curve: of(of === own ? settings : USUAL[key as Trial] ?? {}) }));
}

/** What its slope means while a network learns. */
export function slopeWords(slope: number): string {
  if (slope === 0) return 'no blame gets past here';
  if (slope === 1) return 'all the blame gets past';
  return slope > 1 ? `${number(slope)} times the blame gets past` : `${percent(slope)} of the blame gets past`;
}

/** The number nearest to `x`, by its place in the list. */
export function nearest(values: ArrayLike<number>, x: number): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (Math.abs(values[i]! - x) < Math.abs(values[best]! - x)) best = i;
  return best;
}

/** The largest number (or the smallest), by its place. */
export function farthest(values: ArrayLike<number>, up: boolean): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (up ? values[i]! > values[best]! : values[i]! < values[best]!) best = i;
  return best;
}

/** The next larger (or smaller) number than the one at `place`, by its place; itself where there is none. */
export function nextTo(values: ArrayLike<number>, place: number, up: boolean): number {
  const here = values[place]!;
  let best = -1;
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!;
    if (up ? v > here && (best < 0 || v < values[best]!) : v < here && (best < 0 || v > values[best]!)) best = i;
  }
  return best < 0 ? place : best;
}

/** Share of numbers below zero. */
export function belowZero(values: ArrayLike<number>): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (values[i]! < 0) count += 1;
  return values.length ? count / values.length : 0;
}

/** At how many places a curve makes exactly the numbers that are there, but for rounding. */
export function agreeing(f: (x: number) => number, before: ArrayLike<number>, after: ArrayLike<number>): number {
  let count = 0;
  for (let i = 0; i < before.length; i++) if (Math.abs(f(before[i]!) - after[i]!) <= 1e-6 * Math.max(1, Math.abs(after[i]!))) count += 1;
  return count;
}
