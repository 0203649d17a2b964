/**
 * A convolution after a table: each filter reads only the channels it is linked to. Its weights
 * come link after link; here they are laid out filter by filter, as those of any convolution.
 */
import type { Weights } from './products';

export type Links = readonly (readonly number[])[];

export const countLinks = (links: Links): number => links.reduce((count, seen) => count + seen.length, 0);

/**
 * (links, rows, columns) as (filters, slices, rows, columns): the k-th slice of a filter lies on
 * the k-th channel it is linked to. Filters with fewer links than others end with slices of
 * zeros, which lie on nothing.
 */
export function byFilter({ dims, data }: Weights, links: Links): Weights {
  const [, rows = 1, columns = 1] = dims;
  const area = rows * columns;
  const most = Math.max(...links.map((seen) => seen.length));
  const laid = new Float32Array(links.length * most * area);
  let from = 0;
  links.forEach((seen, filter) => {
    laid.set(data.subarray(from, from + seen.length * area), filter * most * area);
    from += seen.length * area;
  });
  return { shape: [links.length, most, rows], dims: [links.length, most, rows, columns], data: laid };
}

/** Channels as a person lists them, counted from 1: "1 to 3 and 5". */
export function listed(channels: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const c of channels) {
    const last = runs.at(-1);
    if (last && last[1] === c - 1) last[1] = c;
    else runs.push([c, c]);
  }
  const parts = runs.flatMap(([from, to]) => (to - from > 1 ? [`${from + 1} to ${to + 1}`] : from === to ? [`${from + 1}`] : [`${from + 1}`, `${to + 1}`]));
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : parts.join('');
}
