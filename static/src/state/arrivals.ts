/**
 * How a picture becomes something to look at: a run, its maps, and the picture itself.
 * A run the server no longer keeps is brought back by sending the picture again.
 */
import type { Tensor } from '../core/tensor';
import * as api from '../data/api';
import { Problem } from '../data/api';
import { recall, remember } from '../data/remembered';
import type { Changes, Crop, Network, Run, Sample } from '../data/types';
import { isLarge, LargeMaps, little } from './large';
import type { Stock } from './stock.svelte';

/** The picture as given: a file, a sample's address, or null when this browser does not have it. */
type Original = Blob | string | null;

export interface Arrival {
  /** What is shown. */
  readonly run: Run;
  /** The same picture before it was moved about; the run itself where it was not. */
  readonly base: Run;
  readonly maps: ReadonlyMap<string, Tensor>;
  readonly original: Original;
  /** False for a sketch: numbers good enough to draw, not to read. */
  readonly exact: boolean;
}

/** As many as Back and Forward find without asking. */
const KEPT = 4;
/** Maps whose cells are at least about two pixels on the first screen: there an exact zero can be told from almost zero. */
const SEEN = 28;
/** Below this many bytes the exact numbers come at once. */
const LITTLE = 128_000;

/** Altered runs whose names are remembered. */
const ALTERED = 60;

const gone = (reason: unknown): boolean => reason instanceof Problem && (reason.runNotKept || reason.status === 404);

export class Arrivals {
  #kept = new Map<string, Arrival>();
  #altered = new Map<string, Run>();

  constructor(private readonly stock: Stock) {}

  /** Send a picture through a network, and remember it in this browser. */
  async send(network: Network, picture: Blob, crop?: Crop, signal?: AbortSignal): Promise<Arrival> {
    return this.exactly(await this.begin(network.id, picture, crop, signal, network.loaded), picture, signal);
  }

  /** The run of a picture, without its maps; the picture is remembered in this browser. */
  async begin(network: string, picture: Blob, crop?: Crop, signal?: AbortSignal, loaded: string | null = null): Promise<Run> {
    const run = await api.start(network, picture, crop, signal, loaded);
    void remember({ run: run.run, network, picture, crop, when: Date.now() });
    return run;
  }

  /** One of the samples, moved about if it is; for the first screen a sketch will do. */
  async sample(network: Network, { run, picture }: Sample, sketch: boolean, signal?: AbortSignal, changes: Changes = {}): Promise<Arrival> {
    const known = this.#kept.get(run);
    if (known) return this.altered(network, known.run, picture, changes, signal);
    try {
      const told = await api.run(run, signal);
      return await (sketch ? sketched(network, told, picture, signal) ?? this.exactly(told, picture, signal) : this.#moved(told, picture, changes, signal));
    } catch (reason) {
      if (!gone(reason)) throw reason;
      return this.#moved(await api.start(network.id, await api.picture(picture), undefined, signal, network.loaded), picture, changes, signal);
    }
  }

  /** Somebody's own picture, by the name of its run; null when neither the server nor this browser has it any more. */
  async own(network: Network, id: string, signal?: AbortSignal, changes: Changes = {}): Promise<Arrival | null> {
    const known = this.#kept.get(id);
    if (known) return this.altered(network, known.run, known.original, changes, signal);
    const upload = await recall(id);
    try {
      const run = await api.run(id, signal);
      if (run.network === network.id && run.loaded === network.loaded) return await this.#moved(run, upload?.picture ?? null, changes, signal);
      // The same picture, shown to another network.
      if (upload) return await this.#moved((await this.send(network, upload.picture, upload.crop, signal)).run, upload.picture, changes, signal);
    } catch (reason) {
      if (!gone(reason)) throw reason;
      if (upload) return this.#moved(await api.start(network.id, upload.picture, upload.crop, signal, network.loaded), upload.picture, changes, signal);
    }
    return null;
  }

  /** The maps of a run; of a large one a few, and the others when somebody looks at them. */
  async maps(run: Run, signal?: AbortSignal): Promise<ReadonlyMap<string, Tensor>> {
    return isLarge(run.layers) ? new LargeMaps(run, this.stock, await api.maps(run.run, signal, 'f32', little(run.layers))) : api.maps(run.run, signal);
  }

  /** A run with every number as it was computed. */
  async exactly(run: Run, original: Original, signal?: AbortSignal): Promise<Arrival> {
    const maps = this.#kept.get(run.run)?.maps ?? (await this.maps(run, signal));
    const arrival = { run, base: run, original, maps, exact: true };
    this.#kept.delete(run.run);
    this.#kept.set(run.run, arrival);
    for (const old of [...this.#kept.keys()].slice(0, -KEPT)) this.#kept.delete(old);
    return arrival;
  }

  /** The picture of a run, moved about. A run the server no longer keeps is brought back first. */
  async altered(network: Network, base: Run, original: Original, changes: Changes, signal?: AbortSignal): Promise<Arrival> {
    try {
      return await this.#moved(base, original, changes, signal);
    } catch (reason) {
      if (!gone(reason) || original === null) throw reason;
      this.#altered.clear();
      const picture = typeof original === 'string' ? await api.picture(original) : original;
      const again = await api.start(network.id, picture, (await recall(base.run))?.crop, signal, network.loaded);
      return this.#moved(again, original, changes, signal);
    }
  }

  async #moved(base: Run, original: Original, changes: Changes, signal?: AbortSignal): Promise<Arrival> {
    if (!Object.keys(changes).length) return this.exactly(base, original, signal);
    const key = JSON.stringify([base.run, changes]);
    const run = this.#altered.get(key) ?? (await api.alter(base.run, changes, signal));
    this.#altered.set(key, run);
    for (const old of [...this.#altered.keys()].slice(0, -ALTERED)) this.#altered.delete(old);
    return { ...(await this.exactly(run, original, signal)), base };
  }
}

/**
 * Enough to draw the first screen: small maps to three digits, those that are averaged down
 * anyway in bytes. The exact numbers follow when somebody moves, or needs one. Null where
 * there is so little that it can come exactly at once, or so much that it comes layer by layer.
 */
function sketched(network: Network, run: Run, original: Original, signal?: AbortSignal): Promise<Arrival> | null {
  if (network.layers.reduce((sum, layer) => sum + layer.bytes, 0) <= LITTLE || isLarge(network.layers)) return null;
  const ask = async (form: 'f16' | 'u8', small: boolean): Promise<ReadonlyMap<string, Tensor>> => {
    const names = network.layers.filter(({ shape }) => Math.max(shape[1], shape[2]) <= SEEN === small).map(({ name }) => name);
    return names.length ? api.maps(run.run, signal, form, names) : new Map();
  };
  return Promise.all([ask('f16', true), ask('u8', false)])
    .then(([fine, coarse]) => ({ run, base: run, original, exact: false, maps: new Map([...fine, ...coarse]) }));
}
