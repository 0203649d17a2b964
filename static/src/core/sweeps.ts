/**
 * What a network says along one slider, made ready to draw and to say. Places are shares of the
 * slider's length, 0 at its low end, 1 at its high end.
 */
import { number, percent } from './format';

export interface Line {
  readonly values: readonly number[];
  readonly classes: readonly string[];
  /** Place by place, the probability of every class. */
  readonly probabilities: readonly (readonly number[])[];
  /** Where another class becomes the likeliest. */
  readonly turns: readonly { readonly at: number; readonly before: string; readonly after: string }[];
}
/** A stretch of the slider with the same likeliest class. */
export interface Reign {
  readonly label: string;
  readonly from: number;
  readonly to: number;
}

/** Where a value lies on its slider. */
export const share = ({ values }: Pick<Line, 'values'>, value: number): number => (value - values[0]!) / (values.at(-1)! - values[0]!);

const likeliest = (row: readonly number[]): number => row.indexOf(Math.max(...row));

export function reigns(line: Line): Reign[] {
  const ends = [...line.turns.map(({ at }) => share(line, at)), 1];
  const labels = [line.classes[likeliest(line.probabilities[0]!)]!, ...line.turns.map(({ after }) => after)];
  return labels.map((label, i) => ({ label, from: i ? ends[i - 1]! : 0, to: ends[i]! }));
}

/** One class's curve as an SVG path in a box of `width` by 1, 0 at the foot. */
export function curve(line: Line, c: number, width: number, height: number): string {
  return line.probabilities.map((row, i) => `${i ? 'L' : 'M'}${(share(line, line.values[i]!) * width).toFixed(1)} ${((1 - row[c]!) * height).toFixed(2)}`).join('');
}

/** The class with the highest peak along the slider, besides one. */
export function rival(line: Line, besides: number): number {
  const peak = (c: number) => Math.max(...line.probabilities.map((row) => row[c]!));
  const others = line.classes.map((_, c) => c).filter((c) => c !== besides);
  return others.reduce((best, c) => (peak(c) > peak(best) ? c : best), others[0] ?? besides);
}

/** A value with its unit, as people write it: "−23°", "3 px", "1.2×". */
export function amount(value: number, unit: string): string {
  const digits = [0, 1, 2, 3].find((d) => Number(value.toFixed(d)) === Number(value.toFixed(3))) ?? 3;
  const text = value === 0 ? '0' : number(value, digits);
  return unit.length > 1 ? `${text} ${unit}` : `${text}${unit}`;
}

/** Places of turns are estimates between two measured ones: no more digits than a step has. */
const near = (value: number, step: number): number => Math.round(value / step) * step;

/** Where the answer changes, seen from where the slider stands. */
export function inWords(line: Line, value: number, unit: string, step: number): string {
  const below = line.turns.filter(({ at }) => at <= value).at(-1);
  const above = line.turns.find(({ at }) => at > value);
  const here = below?.after ?? above?.before ?? line.classes[likeliest(line.probabilities[0]!)]!;
  const place = (at: number) => amount(near(at, step), unit);
  if (above && below && above.after === below.before) {
    return `At ${place(above.at)} and ${place(below.at)} it turns from ${here} into ${above.after}.${more(line.turns.length - 2)}`;
  }
  const ways = [
    ...(above ? [`At ${place(above.at)} it turns from ${here} into ${above.after}`] : []),
    ...(below ? [above ? `at ${place(below.at)} into ${below.before}` : `At ${place(below.at)} it turns from ${here} into ${below.before}`] : []),
  ];
  if (ways.length) return `${ways.join(', ')}.${more(line.turns.length - ways.length)}`;
  const c = line.classes.indexOf(here);
  const all = line.probabilities.map((row) => row[c]!);
  return `It says ${here} all the way, between ${percent(Math.min(...all))} and ${percent(Math.max(...all))}.`;
}

const more = (left: number): string => (left > 0 ? ` Further out it changes ${left === 1 ? 'once' : `${left} times`} more.` : '');
