/** The picture is moved about: which class gains? Answered by the network itself, on the picture moved. */
import { percent } from '../../core/format';
import * as api from '../../data/api';
import type { Alteration, Sweep } from '../../data/types';
import { offer, type Maker } from './question';

export const gains: Maker = async ({ session, sources }) => {
  const { run } = session;
  if (sources.length > 0 || !run) return null;
  const all = await api.alterations();
  // Another one for another picture, the same for the same.
  const alteration = all[parseInt(run.run.slice(0, 4), 16) % all.length];
  if (!alteration) return null;
  return about(alteration, await api.sweep(run.run, alteration.name, {}), session.alter.bind(session));
};

function about({ name, title, unit, neutral }: Alteration, sweep: Sweep, alter: (changes: Record<string, number>) => void) {
  const from = nearest(sweep.values, neutral);
  const change = (at: number) => sweep.probabilities[at]!.map((p, i) => p - sweep.probabilities[from]![i]!);
  // The place where most changes tells most.
  const to = [...sweep.values.keys()].reduce((best, i) => (Math.max(...change(i)) > Math.max(...change(best)) ? i : best), 0);
  const gained = change(to);
  const order = [...gained.keys()].sort((a, b) => gained[b]! - gained[a]!);
  const amount = `${sweep.values[to]!.toFixed(2).replace(/\.?0+$/, '').replace('-', '−')}${unit ? ` ${unit}` : ''}`;
  const words = (i: number) => `${percent(sweep.probabilities[from]![i]!)} becomes ${percent(sweep.probabilities[to]![i]!)}`;
  const best = order[0]!;
  return {
    about: 'Which class gains',
    ask: `${title}: ${amount}. Which class gains most by it?`,
    misconception: 'M12' as const,
    truth: `${sweep.classes[best]}: ${words(best)}. ${sweep.classes[order.at(-1)!]} loses most: ${words(order.at(-1)!)}.`,
    look: () => alter({ [name]: sweep.values[to]! }),
    options: offer([best, order[1]!, order[2]!, order.at(-1)!].map((i) => ({ words: sweep.classes[i]!, why: `${words(i)}.`, right: i === best }))),
  };
}

const nearest = (values: readonly number[], to: number): number =>
  values.reduce((best, value, i) => (Math.abs(value - to) < Math.abs(values[best]! - to) ? i : best), 0);
