/** Three settings worth trying, and what each of them shows with this picture's numbers. */
import { percent } from '../../core/format';
import type { Changes } from '../../data/types';

interface Guess {
  readonly label: string;
  readonly probability: number;
}
export interface Trial {
  readonly title: string;
  readonly changes: Changes;
  readonly truth: (now: Guess, before: Guess) => string;
}

const says = ({ label, probability }: Guess): string => `${label}, ${percent(probability)}`;

export const TRIALS: readonly Trial[] = [
  {
    title: '1 px aside',
    changes: { shift_x: 1 },
    truth: (now, before) =>
      `Every map moves a pixel along, and ${says(before)} becomes ${says(now)}. Pooling forgives small shifts; it does not undo them.`,
  },
  {
    title: 'Upside down',
    changes: { rotate: 180 },
    truth: (now, before) =>
      now.label === before.label
        ? `Still ${says(now)}, but it was ${percent(before.probability)}. Nobody showed it one upside down.`
        : `You still see what it was. It says ${says(now)}: to a network these are other numbers.`,
  },
  {
    title: 'Only noise',
    changes: { brightness: 0, noise: 0.4 },
    truth: (now) => `Nothing is in this picture, and it says ${says(now)}. Being sure is not being right.`,
  },
];

/** The trial whose settings these are, if they are one's. */
export const running = (changes: Changes): Trial | null =>
  TRIALS.find((trial) => {
    const names = Object.keys(trial.changes);
    return names.length === Object.keys(changes).length && names.every((name) => trial.changes[name] === changes[name]);
  }) ?? null;
