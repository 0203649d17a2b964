/**
 * From logits to shares of one whole, and to the other thing that is done with logits: each
 * squeezed between 0 and 1 by itself. Every step on the way is kept, because a view shows it.
 */
import { number } from './format';
import { printSum } from './sums';

/** What may be done to the logits before: all of it is nothing at first. */
export interface Turned {
  /** Divides every difference: above 1 the shares even out, below 1 the largest takes more. */
  readonly temperature: number;
  /** Added to every logit. */
  readonly add: number;
  /** Logits below zero are cut to zero first. */
  readonly cut: boolean;
}
export const UNTURNED: Turned = { temperature: 1, add: 0, cut: false };

export interface Chance {
  /** The logit as it goes in. */
  readonly logit: number;
  /** How far it lies below the largest, divided by the temperature: never above zero. */
  readonly less: number;
  /** e to that. */
  readonly power: number;
  readonly share: number;
  /** The same logit by itself, against nobody. */
  readonly sigmoid: number;
}

export interface Chances {
  readonly all: readonly Chance[];
  readonly largest: number;
  readonly sum: number;
  readonly sigmoids: number;
}

/** 1 / (1 + e^-x), without overflow on either side. */
export const sigmoid = (x: number): number => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));

const total = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

export function chances(logits: ArrayLike<number>, { temperature, add, cut }: Turned = UNTURNED): Chances {
  const turned = Array.from(logits, (logit) => (cut ? Math.max(0, logit + add) : logit + add));
  const largest = Math.max(...turned);
  const less = turned.map((logit) => (logit - largest) / temperature);
  const powers = less.map(Math.exp);
  const sum = total(powers);
  const all = turned.map((logit, i) => ({
    logit, less: less[i]!, power: powers[i]!, share: powers[i]! / sum, sigmoid: sigmoid(logit / temperature),
  }));
  return { all, largest, sum, sigmoids: total(all.map((one) => one.sigmoid)) };
}

/** How far the share that moved most has moved. */
export const moved = (a: Chances, b: Chances): number => Math.max(...a.all.map((one, i) => Math.abs(one.share - b.all[i]!.share)));

/** Places of the logits, the largest first; of equals, the first. */
export const ranked = (logits: ArrayLike<number>): number[] =>
  Array.from(logits, (_, i) => i).sort((a, b) => logits[b]! - logits[a]! || a - b);

/** A share in per cent, to one decimal; what only rounds to nothing or to everything says so. */
export function tenths(share: number): string {
  if (share > 0 && share < 0.0005) return '≈0 %';
  if (share < 1 && share >= 0.9995) return '> 99.9 %';
  return `${number(share * 100, 1)} %`;
}

/** Shares of one whole, printed so that they add up; where equal ones would come to look different, just rounded. */
export function inPercent(shares: readonly number[]): { readonly parts: readonly string[]; readonly exact: boolean } {
  const { parts, exact } = printSum(shares.map((share) => share * 100), 100, 1, false);
  const seen = new Map<number, string>();
  const fair = shares.every((share, i) => {
    const before = seen.get(share);
    seen.set(share, parts[i]!);
    return before === undefined || before === parts[i];
  });
  const honest = (share: number, text: string) => (share < 1 && text === '100.0' ? tenths(share) : `${text} %`);
  return fair && exact ? { parts: shares.map((share, i) => honest(share, parts[i]!)), exact } : { parts: shares.map(tenths), exact: false };
}
