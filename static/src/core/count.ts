/** Small counts as words, the way a sentence likes them. */
import { whole } from './format';

const WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

export const inWords = (count: number): string => WORDS[count] ?? whole(count);

/** Names as they stand in a sentence; of many only the first, and how many more there are. */
export const someOf = (names: readonly string[], most = 20): string =>
  names.length <= most ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${whole(names.length - 3)} more`;

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What an input channel is called: the colours of a picture, else "map 3". */
export function channelName(c: number, channels: number, picture: boolean): string {
  if (!picture) return `map ${c + 1}`;
  return channels === 3 ? ['red', 'green', 'blue'][c]! : channels === 1 ? 'grey' : `channel ${c + 1}`;
}
