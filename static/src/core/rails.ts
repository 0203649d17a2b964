/**
 * The rails of the turned strip: every layer is a row, and beside it run the ways that pass it. A
 * branch leaves the main rail before its first row, runs on a rail of its own, and meets the others
 * in the row where they are added or stacked.
 */
import type { Standing } from './folding';

/** From one rail to the next, in pixels. */
export const RAIL = 7;

export interface RailRow {
  readonly name: string;
  /** On which rail its dot stands: 0 is the main one. */
  readonly rail: number;
  /** Rails that pass straight through above the dot, and below it. */
  readonly above: readonly number[];
  readonly below: readonly number[];
  /** Rails that part from the main one just above this row, and those that meet in it. */
  readonly parts: readonly number[];
  readonly meets: readonly number[];
  /** A rail ends here: nobody reads on. */
  readonly ends: boolean;
  /** The module it stands for, where that is folded. */
  readonly folded: string | null;
  /** The unfolded module that begins with it. */
  readonly begins: string | null;
}

/** A row for each layer that is walked, in that order. */
export function rails(standing: readonly Standing[]): readonly RailRow[] {
  const rows: RailRow[] = [];
  let open: readonly number[] = [];
  let module: string | null = null;
  const main = [0];
  const row = (name: string, more: Partial<RailRow>, of: string | null = null): void => {
    const begins = of !== null && of !== module ? of : null;
    module = of;
    rows.push({ name, rail: 0, above: rows.length ? main : [], below: main, parts: [], meets: [], ends: false, folded: null, begins, ...more });
  };
  for (const one of standing) {
    if (one.form === 'layer') {
      row(one.name, { above: open.length ? [] : main, meets: open }, one.module);
      open = [];
    } else if (one.form === 'folded') {
      row(one.module.output, { folded: one.module.name });
    } else if (one.form === 'ending') {
      const names = one.folded ? [one.module.output] : one.module.layers;
      names.forEach((name, i) => row(name, {
        rail: 1, parts: i === 0 ? [1] : [], above: i === 0 ? main : [0, 1], below: i < names.length - 1 ? [0, 1] : main,
        ends: i === names.length - 1, folded: one.folded && one.module.layers.length > 1 ? one.module.name : null,
      }, one.folded ? null : one.module.name));
    } else {
      const all = one.lanes.map((_, i) => i);
      const names = one.lanes.flatMap((lane, rail) => lane.map((name) => ({ name, rail })));
      names.forEach(({ name, rail }, n) => row(name, { rail, parts: n === 0 ? all : [], above: n === 0 ? [] : all, below: all }, one.module));
      open = all;
    }
  }
  return rows;
}
