/**
 * What if the sum were done otherwise? A filter turned over, its channel sums averaged, a channel
 * left out, the bias moved: each is tried on one number and on the whole map, so that everybody
 * can see which of them gives what the network really said.
 */
import { field, type WindowReads } from './geometry';
import { filterSlice, turned, type Account, type Weights } from './products';
import { channel, type Shape, type Tensor } from './tensor';

/** How the sums of the channels become one number. */
export const COMBINATIONS = ['sum', 'average', 'max'] as const;
export type Combination = (typeof COMBINATIONS)[number];

export interface Trial {
  readonly flip: boolean;
  readonly combination: Combination;
  /** Input channels that are left out. */
  readonly muted: ReadonlySet<number>;
  /** What is added to the bias. */
  readonly shift: number;
}
export const AS_LEARNED: Trial = { flip: false, combination: 'sum', muted: new Set(), shift: 0 };

/** Whether anything is tried that changes more than a constant. */
export const reworked = ({ flip, combination, muted }: Trial): boolean => flip || combination !== 'sum' || muted.size > 0;
export const tried = (trial: Trial): boolean => reworked(trial) || trial.shift !== 0;

export function combine(sums: readonly number[], how: Combination): number {
  if (sums.length === 0) return 0;
  if (how === 'max') return sums.reduce((most, sum) => Math.max(most, sum), -Infinity);
  const sum = sums.reduce((a, b) => a + b, 0);
  return how === 'average' ? sum / sums.length : sum;
}

/** The sums of the channels that are not left out. */
export const heard = (account: Account, { muted }: Trial): number[] =>
  account.slices.filter((slice) => !muted.has(slice.channel)).map((slice) => slice.sum);

/** The number that the trial gives. */
export const outcome = (account: Account, trial: Trial): number =>
  combine(heard(account, trial), trial.combination) + account.bias + trial.shift;

/** Channels as a short text, runs of them folded ("0-3.7"), and back. */
export function folded(channels: Iterable<number>): string {
  const sorted = [...new Set(channels)].sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const c of sorted) {
    const last = runs.at(-1);
    if (last && last[1] === c - 1) last[1] = c;
    else runs.push([c, c]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join('.');
}
export function unfolded(text: string, channels: number): Set<number> {
  const found = new Set<number>();
  for (const run of text.split('.')) {
    const [, from, to = from] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(run) ?? [];
    if (from === undefined) continue;
    for (let c = Number(from); c <= Math.min(Number(to), channels - 1); c++) found.add(c);
  }
  return found;
}

/** Everything that makes one map: where it looks, at what, with which weights. */
export interface Recipe {
  readonly reads: WindowReads;
  readonly input: Tensor;
  readonly output: Shape;
  readonly weights: Weights;
  readonly bias: Tensor | undefined;
}

/** The map of one filter, made by another rule than the network's. */
export function mapUnder(filter: number, { reads, input, output, weights, bias }: Recipe, trial: Trial): Float32Array {
  const [, height, width] = output;
  const at = (row: number, column: number) => field(reads, [filter, row, column], input.shape, output);
  const rows = Array.from({ length: height }, (_, row) => at(row, 0).rows);
  const columns = Array.from({ length: width }, (_, column) => at(0, column).columns);
  const made = new Float64Array(height * width);
  const most = trial.combination === 'max';
  let count = 0;
  at(0, 0).channels.forEach((c, k) => {
    if (trial.muted.has(c)) return;
    const learned = Array.from(filterSlice(weights, filter, k));
    const sums = channelSums(input, c, rows, columns, trial.flip ? turned(learned) : learned);
    for (let i = 0; i < made.length; i++) made[i] = most && count > 0 ? Math.max(made[i]!, sums[i]!) : made[i]! + sums[i]!;
    count += 1;
  });
  const share = trial.combination === 'average' && count > 0 ? 1 / count : 1;
  const constant = (bias?.data[filter] ?? 0) + trial.shift;
  return Float32Array.from(made, (sum) => sum * share + constant);
}

/** One channel's sum at every place of the map. */
function channelSums(input: Tensor, c: number, rows: readonly (readonly number[])[], columns: readonly (readonly number[])[], weights: readonly number[]): Float64Array {
  const [, height, width] = input.shape;
  const map = channel(input, c);
  const sums = new Float64Array(rows.length * columns.length);
  rows.forEach((under, r) => {
    columns.forEach((across, s) => {
      let sum = 0;
      for (let u = 0; u < under.length; u++) {
        const row = under[u]!;
        if (row < 0 || row >= height) continue;
        const start = row * width;
        for (let v = 0; v < across.length; v++) {
          const column = across[v]!;
          if (column >= 0 && column < width) sum += weights[u * across.length + v]! * map[start + column]!;
        }
      }
      sums[r * columns.length + s] = sum;
    });
  });
  return sums;
}
