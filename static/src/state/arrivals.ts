/**
 * How a picture becomes something to look at: a run, its maps, and the picture itself.
 * A run the server no longer keeps is brought back by sending the picture again.
 */
import type { Tensor } from '../core/tensor';
import * as api from '../data/api';
import { Problem } from '../data/api';
import { recall, remember } from '../data/remembered';
import type { Crop, Network, Run, Sample } from '../data/types';

export interface Arrival {
  readonly run: Run;
  readonly maps: ReadonlyMap<string, Tensor>;
  /** The picture as given: a file, a sample's address, or null when this browser does not have it. */
  readonly original: Blob | string | null;
}

const gone = (reason: unknown): boolean => reason instanceof Problem && (reason.runNotKept || reason.status === 404);

/** The last few, so that Back and Forward between pictures ask nothing. */
const KEPT = 4;
const kept = new Map<string, Arrival>();

async function withMaps(run: Run, original: Arrival['original'], signal?: AbortSignal): Promise<Arrival> {
  const arrival = { run, original, maps: kept.get(run.run)?.maps ?? (await api.maps(run.run, signal)) };
  kept.delete(run.run);
  kept.set(run.run, arrival);
  for (const old of [...kept.keys()].slice(0, -KEPT)) kept.delete(old);
  return arrival;
}

/** Send a picture through a network, and remember it in this browser. */
export async function send(network: Network, picture: Blob, crop?: Crop, signal?: AbortSignal): Promise<Arrival> {
  const run = await api.start(network.id, picture, crop, signal);
  void remember({ run: run.run, network: network.id, picture, crop, when: Date.now() });
  return withMaps(run, picture, signal);
}

export async function sample(network: Network, { run, picture }: Sample, signal?: AbortSignal): Promise<Arrival> {
  const known = kept.get(run);
  if (known) return withMaps(known.run, picture);
  try {
    return await withMaps(await api.run(run, signal), picture, signal);
  } catch (reason) {
    if (!gone(reason)) throw reason;
    return withMaps(await api.start(network.id, await api.picture(picture), undefined, signal), picture, signal);
  }
}

/** Somebody's own picture, by the name of its run; null when neither the server nor this browser has it any more. */
export async function own(network: Network, id: string, signal?: AbortSignal): Promise<Arrival | null> {
  const known = kept.get(id);
  if (known) return withMaps(known.run, known.original);
  const upload = await recall(id);
  try {
    const run = await api.run(id, signal);
    if (run.network === network.id) return await withMaps(run, upload?.picture ?? null, signal);
  } catch (reason) {
    if (!gone(reason)) throw reason;
    if (upload) return withMaps(await api.start(network.id, upload.picture, upload.crop, signal), upload.picture, signal);
  }
  return null;
}
