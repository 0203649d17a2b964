/**
 * Which maps read which: the channels behind a map and the channels after it, from `reads` alone.
 * Every rule the layers know reads neighbours in the stack, so one span [from, to) always tells it.
 */
import type { Reads } from './geometry';
import type { Shape } from './tensor';

export interface Span {
  readonly from: number;
  readonly to: number;
}
const NOTHING: Span = { from: 0, to: 0 };
export const length = ({ from, to }: Span): number => Math.max(0, to - from);

/** The input channels that output channel `c` reads. */
export function channelsBehind(reads: Reads, c: number, input: Shape, output: Shape): Span {
  if (reads.rule === 'unroll') {
    const source = Math.floor(c / (input[1] * input[2]));
    return { from: source, to: source + 1 };
  }
  if (reads.channels === 'all') return { from: 0, to: input[0] };
  if (reads.channels === 'group') {
    const each = input[0] / reads.groups;
    const group = Math.floor(c / (output[0] / reads.groups));
    return { from: group * each, to: (group + 1) * each };
  }
  const source = c - reads.offset;
  return source >= 0 && source < input[0] ? { from: source, to: source + 1 } : NOTHING;
}

/** The output channels that read input channel `c`. */
export function channelsAfter(reads: Reads, c: number, input: Shape, output: Shape): Span {
  if (reads.rule === 'unroll') {
    const plane = input[1] * input[2];
    return { from: c * plane, to: (c + 1) * plane };
  }
  if (reads.channels === 'all') return { from: 0, to: output[0] };
  if (reads.channels === 'group') {
    const each = output[0] / reads.groups;
    const group = Math.floor(c / (input[0] / reads.groups));
    return { from: group * each, to: (group + 1) * each };
  }
  const reader = c + reads.offset;
  return reader < output[0] ? { from: reader, to: reader + 1 } : NOTHING;
}

/** True where every map passes straight on to one map: nothing is mixed. */
export const oneToOne = (reads: readonly Reads[]): boolean =>
  reads.every((rule) => rule.rule === 'window' && rule.channels === 'same');
