/** Where a map of a stack comes from: which of the stacked inputs holds it, and as its how-manyth. */
import type { Reads } from './geometry';

export interface Block {
  /** Which input it is. */
  readonly source: number;
  /** Its maps in the stack: from (included) to (not included). */
  readonly from: number;
  readonly to: number;
}

/** The blocks of a stack, bottom first, from what the layer says it reads and how many maps each input has. */
export const blocks = (reads: readonly Reads[], channels: readonly number[]): Block[] =>
  reads.map((rule, source) => {
    const from = rule.rule === 'window' ? rule.offset : 0;
    return { source, from, to: from + channels[source]! };
  });

export const blockOf = (all: readonly Block[], map: number): Block => all.find(({ from, to }) => map >= from && map < to) ?? all[0]!;

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];
/** "second", "13th" */
export const ordinal = (i: number): string => ORDINALS[i] ?? `${i + 1}th`;
