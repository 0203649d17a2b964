/** The verdict of an edited network beside the one before: the rows that are worth showing. */
import type { Run } from '../../data/types';

type Prediction = Run['prediction'][number];

export interface Beside {
  readonly label: string;
  readonly now: number;
  readonly before: number;
}

/** As many of the likeliest things as there is room for, and always what was likeliest before. */
export function beside(now: readonly Prediction[], before: readonly Prediction[], most = 4): readonly Beside[] {
  const was = new Map(before.map(({ label, probability }) => [label, probability]));
  const rows = now.map(({ label, probability }) => ({ label, now: probability, before: was.get(label) ?? 0 }));
  const top = rows.slice(0, most);
  const winner = rows.find(({ label }) => label === before[0]?.label);
  return winner && !top.includes(winner) ? [...top.slice(0, most - 1), winner] : top;
}

/** Whether an edited network fares as well on the samples as it did: "9 of 12 right, 11 before". */
export const score = (right: number, of: number, before: number): string =>
  `${right} of ${of} right, ${right === before ? 'as before' : `${before} before`}`;
