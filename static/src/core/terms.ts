/**
 * Words of the trade in a text: each is found once, where it first stands, so that a paragraph
 * is dotted here and there and not all over.
 */
export interface Named {
  readonly id: string;
  /** How it stands in sentences. */
  readonly words: readonly string[];
}
/** A stretch of text; with the term it names, where it names one. */
export interface Piece<T extends Named> {
  readonly text: string;
  readonly term: T | null;
}

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Finds words; the longest wins, so "max pooling" is not taken for "pooling". */
export function finder<T extends Named>(terms: readonly T[]): (paragraphs: readonly string[]) => Piece<T>[][] {
  const byWord = new Map(terms.flatMap((term) => term.words.map((word) => [word.toLowerCase(), term] as const)));
  const words = [...byWord.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}-])(?:${words.map(escaped).join('|')})(?![\\p{L}\\p{N}-])`, 'giu');

  const cut = (text: string, met: Set<string>): Piece<T>[] => {
    const pieces: Piece<T>[] = [];
    let from = 0;
    for (const found of text.matchAll(pattern)) {
      const term = byWord.get(found[0].toLowerCase());
      if (!term || met.has(term.id)) continue;
      met.add(term.id);
      if (found.index > from) pieces.push({ text: text.slice(from, found.index), term: null });
      pieces.push({ text: found[0], term });
      from = found.index + found[0].length;
    }
    if (from < text.length) pieces.push({ text: text.slice(from), term: null });
    return pieces;
  };
  return (paragraphs) => {
    const met = new Set<string>();
    return paragraphs.map((paragraph) => (words.length ? cut(paragraph, met) : [{ text: paragraph, term: null }]));
  };
}
