/**
 * Who looks at a photo. One network is small enough to be seen whole, and the page begins with
 * it; another that knows the same things is right most often, and photos are shown to that one.
 */
import { percent } from '../core/format';
import type { NetworkSummary } from '../data/types';
import { START } from './view';

/** The things a network knows by name: all its classes but the one for everything else. */
export const known = ({ classes, otherwise }: Pick<NetworkSummary, 'classes' | 'otherwise'>): readonly string[] =>
  classes.filter((name) => name !== otherwise);

/** The networks that know the same things, are trained, and read pictures of the same size. */
export function rivals(networks: readonly NetworkSummary[], network: NetworkSummary): readonly NetworkSummary[] {
  const things = known(network).join();
  const { channels, height, width } = network.input;
  return networks.filter((other) => other.trained && known(other).join() === things
    && other.input.channels === channels && other.input.height === height && other.input.width === width);
}

export interface Shelf {
  readonly words: string;
  readonly networks: readonly NetworkSummary[];
}

/** All networks, sorted for somebody who chooses one: those for photos, those for other pictures, those that have learned nothing. */
export function shelves(networks: readonly NetworkSummary[]): readonly Shelf[] {
  const first = networks.find(({ id }) => id === START.network);
  const photos = first ? byYear(rivals(networks, first)) : [];
  const rest = networks.filter((network) => !photos.includes(network));
  return [
    { words: 'Photos of everyday things', networks: photos },
    { words: photos.length ? 'Other pictures' : 'Trained', networks: byYear(rest.filter(({ trained }) => trained)) },
    { words: 'As published: nothing learned yet', networks: byYear(rest.filter(({ trained }) => !trained)) },
  ].filter((shelf) => shelf.networks.length > 0);
}

/** The one without a year, to look inside first, leads. */
const byYear = (networks: readonly NetworkSummary[]): readonly NetworkSummary[] => [...networks].sort((a, b) => (a.year ?? 0) - (b.year ?? 0));

/** Of those the one that is right most often; null where there is no other to choose. */
export function best(networks: readonly NetworkSummary[], network: NetworkSummary): NetworkSummary | null {
  const [first, ...rest] = rivals(networks, network);
  if (!first || rest.length === 0) return null;
  return rest.reduce((a, b) => ((b.accuracy ?? 0) > (a.accuracy ?? 0) ? b : a), first);
}

/** The one to look inside first, if it knows the same things; null where there is none. */
export const simplest = (networks: readonly NetworkSummary[], network: NetworkSummary): NetworkSummary | null =>
  rivals(networks, network).find(({ id }) => id === START.network) ?? null;

/** Whether two networks look at the same kind of picture, so that it can go from one to the other. */
export function shares(networks: readonly NetworkSummary[], one: string, other: string): boolean {
  const [a, b] = [one, other].map((id) => networks.find((network) => network.id === id));
  return a !== undefined && b !== undefined && rivals(networks, a).includes(b);
}

/** Why the picture went to another network than the one that was on the page. */
export const whoLooks = (here: NetworkSummary, there: NetworkSummary): string =>
  `Your photo went to ${there.title}, which is right most often (${percent(there.accuracy ?? 0)}). `
  + `${here.title} is the one to look inside first: it can be shown the same photo, beside the name of the network.`;
