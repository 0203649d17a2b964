/** The glossary, asked for once, when the first text is shown that may have a word of it. */
import type { Named } from '../core/terms';

export interface Term extends Named {
  readonly title: string;
  readonly summary: string;
  readonly eli5: string;
  readonly in_depth: string;
  /** Where it is explained in full. */
  readonly at: string;
}

let asked: Promise<readonly Term[]> | null = null;

/** Every term; none where the server does not answer: the text can be read without. */
export function glossary(): Promise<readonly Term[]> {
  asked ??= fetch('/api/glossary')
    .then(async (answer) => (answer.ok ? ((await answer.json()) as { terms: Term[] }).terms : []))
    .catch(() => {
      asked = null;
      return [];
    });
  return asked;
}
