/** What several networks say about one picture, as one would sum it up. */
import { capital, inWords } from './count';

export interface Opinion {
  readonly title: string;
  readonly label: string;
  readonly unsure: boolean;
}

/** "Four of six say cat. Alpha says dog; Beta is unsure." Those that are unsure are not counted. */
export function agreement(opinions: readonly Opinion[]): string {
  if (opinions.length < 2) return '';
  const sure = opinions.filter(({ unsure }) => !unsure);
  const doubting = listed(opinions.filter(({ unsure }) => unsure).map(({ title }) => title));
  const doubts = doubting && `${doubting} ${opinions.length - sure.length === 1 ? 'is' : 'are'} unsure`;
  const two = opinions.length === 2;
  if (sure.length === 0) return two ? 'Neither is sure of anything.' : `None of the ${inWords(opinions.length)} is sure of anything.`;
  const votes = new Map<string, string[]>();
  for (const { label, title } of sure) votes.set(label, [...(votes.get(label) ?? []), title]);
  const [[label, first], ...others] = [...votes].sort(([, a], [, b]) => b.length - a.length) as [[string, string[]], ...[string, string[]][]];
  const all = first.length === opinions.length;
  const head = all ? `${two ? 'Both' : `All ${inWords(opinions.length)}`} say ${label}.` : `${capital(inWords(first.length))} of ${inWords(opinions.length)} ${first.length === 1 ? 'says' : 'say'} ${label}.`;
  const rest = [...others.map(([what, who]) => `${listed(who)} ${who.length === 1 ? 'says' : 'say'} ${what}`), doubts].filter(Boolean);
  return rest.length ? `${head} ${rest.join('; ')}.` : head;
}

/** "Alpha, Beta and Gamma". */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
