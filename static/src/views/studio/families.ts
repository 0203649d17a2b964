/** Ready-made filters that differ only in where they look are one family: Sobel to the right, and downwards. */
import type { Preset } from '../../data/filters';

export interface Family {
  readonly name: string;
  readonly title: string;
  readonly members: readonly Preset[];
  /** What tells each member apart: "→", "rising". Empty for a family of one. */
  readonly differ: readonly string[];
}

const stem = (name: string): string => name.replace(/-(x|y|\d+|(top|bottom)-(left|right))$/, '');
/** There is little room under the pictures; people keep their capitals. */
const BRIEF: Readonly<Record<string, string>> = { 'gaussian': 'Gaussian', 'unsharp': 'unsharp', 'laplacian-of-gaussian': 'blobs' };
const PEOPLE = /^(Gauss|Sobel|Prewitt|Scharr|Laplac|Gabor)/;
const brief = (name: string, title: string): string => BRIEF[name] ?? (PEOPLE.test(title) ? title : title.toLowerCase());

export function families(presets: readonly Preset[]): readonly Family[] {
  const found = new Map<string, Preset[]>();
  for (const preset of presets) found.set(stem(preset.name), [...(found.get(stem(preset.name)) ?? []), preset]);
  return [...found].map(([name, members]) => {
    const shared = members.length > 1 ? sharedStart(members.map(({ title }) => title)) : members[0]!.title;
    return {
      name,
      title: brief(name, shared.replace(/[\s,]+$/, '')),
      members,
      differ: members.length > 1 ? members.map(({ title }) => title.slice(shared.length).trim()) : [],
    };
  });
}

function sharedStart(texts: readonly string[]): string {
  let length = 0;
  while (texts.every((text) => text[length] !== undefined && text[length] === texts[0]![length])) length += 1;
  const start = texts[0]!.slice(0, length);
  return start.slice(0, Math.max(start.lastIndexOf(' ') + 1, 0)) || start;
}
