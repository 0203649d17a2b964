/** What is done to the logits of the open close-up before they are shared out, and what that tells. */
import { chances, inPercent, moved, ranked, tenths, UNTURNED, type Chances, type Turned } from '../../core/chances';
import { inWords } from '../../core/count';
import { number, signedNumber } from '../../core/format';
import { printSum } from '../../core/sums';
import type { Session } from '../../state/session.svelte';
import { amount, isOn } from './dials';
import { LOGITS, type Heard } from './heard';

export const HOT = 10;
export const FAR = 10;
/** Shares that differ by less are the same number, computed in another order. */
const NOTHING = 1e-9;

/** What is added to a distance is taken from what enters the power; there is nothing to cut, as no distance is below zero. */
export function turned(session: Session, { nearest }: Heard = LOGITS): Turned {
  const add = amount(session, 'add', 0, -FAR, FAR);
  return {
    temperature: amount(session, 'temperature', 1, 1 / HOT, HOT),
    add: nearest ? 0 - add : add,
    cut: !nearest && isOn(session, 'cut'),
  };
}
/** How much is added to each, as people set it. */
export const lifted = ({ add }: Turned, { nearest }: Heard): number => (nearest ? 0 - add : add);
export const isTurned = ({ temperature, add, cut }: Turned): boolean => temperature !== 1 || add !== 0 || cut;

/** The two that a two-class case is made of: those chosen, else the two largest. */
export function pair(session: Session, order: readonly number[]): readonly [number, number] | null {
  const text = session.tool('pair');
  if (text === undefined) return null;
  const [a, b] = text.split(',').map(Number);
  const fits = [a, b].every((i) => Number.isInteger(i) && i! >= 0 && i! < order.length) && a !== b;
  return fits ? [a!, b!] : [order[0]!, order[1]!];
}

/** What was moved, and what it did, in sentences with numbers. */
export function findings(logits: ArrayLike<number>, how: Turned, i: number, name: string, heard: Heard = LOGITS): string[] {
  const before = chances(logits);
  const told: string[] = [];
  if (how.cut) told.push(ofCutting(before, chances(logits, { ...UNTURNED, cut: true, add: how.add }), i, name));
  if (how.add !== 0) told.push(ofAdding(how, chances(logits, { ...how, add: 0 }), chances(logits, how), i, name, heard));
  if (how.temperature !== 1) {
    const [cool, now] = [chances(logits, { ...how, temperature: 1 }).all[i]!.share, chances(logits, how).all[i]!.share];
    told.push(`Every difference is divided by ${number(how.temperature)}: ${name} has ${tenths(now)} instead of ${tenths(cool)}. The order stays.`);
  }
  return told;
}

function ofCutting(before: Chances, after: Chances, i: number, name: string): string {
  const alike = after.all.filter((one) => one.logit === 0).length;
  return `Cut at zero first, ${inWords(alike)} ${alike === 1 ? 'logit is' : 'logits are'} 0${alike > 1 ? ' and take equal shares' : ''}: ${name} has ${tenths(after.all[i]!.share)} instead of ${tenths(before.all[i]!.share)}. That is why nobody rectifies logits.`;
}

function ofAdding(how: Turned, before: Chances, after: Chances, i: number, name: string, heard: Heard): string {
  const still = moved(before, after) < NOTHING;
  const [was, is] = [before.all[i]!, after.all[i]!];
  const share = still
    ? `no share moves: ${name} had ${tenths(was.share)} and has ${tenths(is.share)}. Only differences count`
    : how.cut ? `${name} has ${tenths(is.share)} instead of ${tenths(was.share)}, because cutting at zero comes after` : `${name} has ${tenths(is.share)} instead of ${tenths(was.share)}`;
  const apart = heard.nearest ? '' : ` The sigmoid of ${name} goes from ${tenths(was.sigmoid)} to ${tenths(is.sigmoid)}.`;
  return `With ${signedNumber(lifted(how, heard), 1)} on every ${heard.one} ${share}.${apart}`;
}

/** More classes than this are too many to read: the largest are shown, the rest stands together. */
const MOST = 16;
const SHOWN = 12;

export interface Written {
  /** Places of the classes shown. */
  readonly rows: readonly number[];
  /** Powers to four decimals and shares to 100 %, of each row and then of the rest: they add up as printed. */
  readonly powers: readonly string[];
  readonly shares: readonly string[];
  readonly exact: boolean;
  readonly rest: { readonly count: number; readonly sigmoids: number };
}

/** The table of shares as it is printed. */
export function written({ all, sum }: Chances): Written {
  const rows = all.length > MOST ? ranked(all.map((one) => one.less)).slice(0, SHOWN) : [...all.keys()];
  const shown = new Set(rows);
  const others = all.filter((_, i) => !shown.has(i));
  const column = (of: 'power' | 'share') => [...rows.map((i) => all[i]![of]), ...(others.length ? [others.reduce((a, one) => a + one[of], 0)] : [])];
  const [powers, shares] = [printSum(column('power'), sum, 4, false), inPercent(column('share'))];
  return {
    rows, powers: powers.parts, shares: shares.parts, exact: powers.exact && shares.exact,
    rest: { count: others.length, sigmoids: others.reduce((a, one) => a + one.sigmoid, 0) },
  };
}
