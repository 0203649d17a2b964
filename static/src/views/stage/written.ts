/** The sum of a convolution as it is written down, whichever rule is tried: every part has its line. */
import { number, signedNumber } from '../../core/format';
import { inWords } from '../../core/count';
import type { Account } from '../../core/products';
import { printSum } from '../../core/sums';
import { combine, heard, type Trial } from '../../core/trials';

export interface Row {
  readonly name: string;
  readonly text: string;
  /** Looked at, but not added as it stands. */
  readonly faint?: boolean;
  /** Left out. */
  readonly struck?: boolean;
  readonly topic?: string;
}
export interface Written {
  readonly rows: readonly Row[];
  readonly total: string;
  /** False where the printed digits could not be made to add up. */
  readonly exact: boolean;
  /** What every channel comes to, in the order of the slices. */
  readonly parts: readonly string[];
}

/** The bias on its line; none where a layer leaves it to the one that follows. */
const line = (text: string, filter: number, biased: boolean): Row[] =>
  biased ? [{ name: `bias of filter ${filter}`, text, topic: 'conv-bias' }] : [];

/** Every channel on a line of its own, then the bias. */
export function inFull(account: Account, total: number, trial: Trial, name: (c: number) => string, filter: number, biased = true): Written {
  const bias = account.bias + trial.shift;
  const out = account.slices.map((slice) => trial.muted.has(slice.channel));
  const plain = trial.combination === 'sum';
  const added = account.slices.filter((_, i) => !out[i]).map((slice) => slice.sum);
  const printed = plain ? printSum([...added, bias], total) : printSum([combine(added, trial.combination), bias], total);
  let at = 0;
  const parts = account.slices.map((slice, i) => (out[i] || !plain ? signedNumber(slice.sum) : printed.parts[at++]!));
  return {
    rows: [
      ...account.slices.map((slice, i) => ({ name: name(slice.channel), text: parts[i]!, faint: !plain, struck: out[i]!, topic: 'conv-sum' })),
      ...(plain ? [] : [{ name: trial.combination === 'max' ? 'the biggest of them' : 'their average', text: printed.parts[0]!, topic: 'conv-combine' }]),
      ...line(printed.parts.at(-1)!, filter, biased || trial.shift !== 0),
    ],
    total: printed.total,
    exact: printed.exact,
    parts,
  };
}

/** All channels on one line, the bias on the next; what each comes to stands in its own row of the stage. */
export function inShort(account: Account, total: number, trial: Trial, filter: number, biased = true): Written {
  const bias = account.bias + trial.shift;
  const added = heard(account, trial);
  const whole = combine(added, trial.combination);
  const printed = printSum([whole, bias], total);
  const count = added.length === account.slices.length ? inWords(added.length) : `${inWords(added.length)} of ${inWords(account.slices.length)}`;
  const plain = trial.combination === 'sum';
  const name = plain ? `${count} sums` : `${trial.combination === 'max' ? 'biggest' : 'average'} of ${inWords(added.length)}`;
  return {
    rows: [
      { name, text: printed.parts[0]!, topic: plain ? 'conv-sum' : 'conv-combine' },
      ...line(printed.parts[1]!, filter, biased || trial.shift !== 0),
    ],
    total: printed.total,
    exact: printed.exact,
    parts: account.slices.map((slice) => signedNumber(slice.sum)),
  };
}

/** What a trial's number has to do with the network's own. */
export function verdict(total: number, truth: number, adds: boolean | null): string {
  if (adds) return `That is still the map’s own number, ${number(truth)}.`;
  const miss = total - truth;
  return `Another number: the map says ${signedNumber(truth)}, this is ${number(Math.abs(miss))} ${miss > 0 ? 'more' : 'less'}.`;
}
