/**
 * Which maps read which: the channels behind a map and the channels after it, from `reads` alone.
 * Mostly they are neighbours in the stack, so that one span [from, to) tells them; where they are
 * listed one by one there may be several spans. No span: nobody.
 */
import type { Reads } from './geometry';
import type { Shape } from './tensor';

export interface Span {
  readonly from: number;
  readonly to: number;
}
const NOTHING: readonly Span[] = [];
const one = (from: number, to: number): readonly Span[] => [{ from, to }];
export const length = ({ from, to }: Span): number => Math.max(0, to - from);

/** Channels in ascending order as spans of neighbours. */
export function spans(channels: readonly number[]): readonly Span[] {
  const found: { from: number; to: number }[] = [];
  for (const c of channels) {
    const last = found.at(-1);
    if (last?.to === c) last.to = c + 1;
    else found.push({ from: c, to: c + 1 });
  }
  return found;
}

/** The input channels that output channel `c` reads. */
export function channelsBehind(reads: Reads, c: number, input: Shape, output: Shape): readonly Span[] {
  if (reads.rule === 'unroll') {
    const source = Math.floor(c / (input[1] * input[2]));
    return one(source, source + 1);
  }
  if (reads.channels === 'listed') return spans(reads.links?.[c] ?? []);
  if (reads.channels === 'all') return one(0, input[0]);
  if (reads.channels === 'group') {
    const each = input[0] / reads.groups;
    const group = Math.floor(c / (output[0] / reads.groups));
    return one(group * each, (group + 1) * each);
  }
  const source = c - reads.offset;
  return source >= 0 && source < input[0] ? one(source, source + 1) : NOTHING;
}

/** The output channels that read input channel `c`. */
export function channelsAfter(reads: Reads, c: number, input: Shape, output: Shape): readonly Span[] {
  if (reads.rule === 'unroll') {
    const plane = input[1] * input[2];
    return one(c * plane, (c + 1) * plane);
  }
  if (reads.channels === 'listed') return spans((reads.links ?? []).flatMap((seen, k) => (seen.includes(c) ? [k] : [])));
  if (reads.channels === 'all') return one(0, output[0]);
  if (reads.channels === 'group') {
    const each = output[0] / reads.groups;
    const group = Math.floor(c / (input[0] / reads.groups));
    return one(group * each, (group + 1) * each);
  }
  const reader = c + reads.offset;
  return reader < output[0] ? one(reader, reader + 1) : NOTHING;
}

/** True where every map passes straight on to one map: nothing is mixed. */
export const oneToOne = (reads: readonly Reads[]): boolean =>
  reads.every((rule) => rule.rule === 'window' && rule.channels === 'same');
