/** What changes, as a headline that fits and the sentences below it. */
import { capital } from '../../core/count';

const LONGEST = 46;

export interface Headed {
  readonly title: string;
  readonly rest: readonly string[];
}

/** "Stride 2 instead of 1: 62×62 becomes 31×31, a quarter of the numbers; ..." is headed by its first part. */
export function headed([first, ...others]: readonly string[]): Headed {
  if (!first) return { title: 'What would come out?', rest: [] };
  const [lead = '', what = ''] = halves(first, ': ');
  const [title, detail] = halves(what || lead, ', ', '; ');
  const short = `${lead}: ${title}`.length <= LONGEST;
  return {
    title: plain(what ? (short ? `${lead}: ${title}` : title) : title),
    rest: [what && !short ? `${lead}.` : '', detail, ...others].filter(Boolean).map(capital),
  };
}

/** A text cut in two at the first of some marks. */
function halves(text: string, ...marks: readonly string[]): readonly [string, string] {
  const at = Math.min(...marks.map((mark) => text.indexOf(mark)).filter((found) => found >= 0));
  return Number.isFinite(at) ? [text.slice(0, at), text.slice(at + 2)] : [text, ''];
}

const plain = (text: string): string => capital(text.replace(/\.$/, ''));
