/**
 * The picture a link asks for. It may be gone, or never have been there: then there is another
 * one in its place, and a word of explanation.
 */
import { Problem } from '../data/api';
import type { Network } from '../data/types';
import type { Arrival, Arrivals } from './arrivals';
import type { Original } from './original.svelte';
import { isAltered, START, type View } from './view';

export interface Means {
  readonly arrivals: Arrivals;
  readonly original: Original;
  readonly say: (sentence: string) => void;
  /** Numbers good enough to draw will do. */
  readonly sketch: boolean;
  readonly signal: AbortSignal;
}
export interface Found {
  readonly arrival: Arrival;
  /** The view, with the picture that was found in it. */
  readonly view: View;
}

/** The picture of a view, as it is where it cannot be moved about like that. */
export async function findPicture(network: Network, view: View, means: Means): Promise<Found> {
  try {
    return await picture(network, view, means);
  } catch (reason) {
    if (!isAltered(view) || !(reason instanceof Problem) || reason.status !== 422) throw reason;
    means.say(`The link moves the picture about in a way that is not possible. ${reason.sentence}`);
    return picture(network, { ...view, altered: START.altered }, means);
  }
}

/** Somebody's own picture, else a sample, else whatever is on the page. */
async function picture(network: Network, view: View, means: Means): Promise<Found> {
  const { arrivals, say, signal } = means;
  if (view.run) {
    const arrival = await arrivals.own(network, view.run, signal, view.altered);
    if (arrival) return { arrival, view: { ...view, run: arrival.base.run } };
    say('The picture of this link is no longer kept here. This is a sample; upload your picture again to see it.');
  }
  const sample = network.samples.find((s) => s.id === view.sample) ?? network.samples[0];
  if (view.sample && sample?.id !== view.sample) say(`There is no sample called ${view.sample}. This is another one.`);
  if (!sample) return brought(network, view, means);
  const arrival = await arrivals.sample(network, sample, means.sketch, signal, view.altered);
  return { arrival, view: { ...view, run: null, sample: view.sample ? sample.id : null } };
}

/** A network without samples looks at the picture that is on the page already. */
async function brought(network: Network, view: View, { arrivals, original, signal }: Means): Promise<Found> {
  const file = await original.file();
  if (!file) throw new Problem('This network has no sample pictures yet. Open another network first: its picture comes along, and then you can upload your own.', 0);
  const arrival = await arrivals.send(network, file, undefined, signal);
  return { arrival, view: { ...view, run: arrival.base.run, sample: null, altered: START.altered } };
}
