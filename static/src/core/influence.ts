/** What a field of slopes comes to: how much of the say lies where. */
import { at, type Tensor } from './tensor';

export interface Influence {
  /** Cells of the field, and how many of them hold half of everything. */
  readonly cells: number;
  readonly half: number;
  /** Share of the outer half of the cells, by distance from the middle of the field. */
  readonly outer: number;
}

/** Null where every slope is zero: a small change of any of them changes nothing. */
export function influence(slopes: Tensor, { top, left, bottom, right }: { top: number; left: number; bottom: number; right: number }): Influence | null {
  const cells: { far: number; slope: number }[] = [];
  const [my, mx] = [(top + bottom) / 2, (left + right) / 2];
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      cells.push({ far: Math.max(Math.abs(row - my), Math.abs(column - mx)), slope: Math.abs(at(slopes, [0, row, column])) });
    }
  }
  const sum = cells.reduce((total, { slope }) => total + slope, 0);
  if (!(sum > 0)) return null;
  const inward = [...cells].sort((a, b) => b.far - a.far);
  const outer = inward.slice(0, Math.floor(cells.length / 2)).reduce((total, { slope }) => total + slope, 0) / sum;
  let [held, half] = [0, 0];
  for (const { slope } of [...cells].sort((a, b) => b.slope - a.slope)) {
    held += slope;
    half += 1;
    if (held >= sum / 2) break;
  }
  return { cells: cells.length, half, outer };
}
