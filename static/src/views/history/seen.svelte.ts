/**
 * A picture through a network that is not the one on the page: its run, and the maps of a few
 * layers, exactly. Asked for again only when the picture or the network is another.
 */
import { active, type Edits } from '../../core/edits';
import type { Tensor } from '../../core/tensor';
import * as api from '../../data/api';
import type { Named } from '../../data/safetensors';
import type { Network, Run } from '../../data/types';
import type { Session } from '../../state/session.svelte';

export interface Seen {
  readonly run: Run;
  readonly maps: ReadonlyMap<string, Tensor>;
}

/** One of the network's own samples, some of its layers. */
export async function sampleSeen(network: Network, sample: number, layers: readonly string[], signal: AbortSignal): Promise<Seen | null> {
  const chosen = network.samples[sample] ?? network.samples[0];
  if (!chosen) return null;
  const [run, maps] = await Promise.all([api.run(chosen.run, signal), api.maps(chosen.run, signal, 'f32', layers)]);
  return { run, maps };
}

/** What one layer of a network has learned, by "layer.param"; nothing where nothing is known. */
export const learned = (network: Network, layer: string): Promise<Map<string, Named>> => api.layerWeights(network.id, layer);

/** The picture that is on the page through a network, with the weights that are on the page if it is that one; null where this browser does not have the picture. */
export async function pageSeen(session: Session, id: string, signal: AbortSignal): Promise<Run | null> {
  const picture = await session.original.file();
  if (!picture) return null;
  const loaded = session.network?.id === id ? session.network.loaded : null;
  return api.start(id, picture, session.base?.picture.crop, signal, loaded);
}

/** The same picture through the same network with edits made. */
export const edited = (run: string, edits: Edits, signal: AbortSignal): Promise<Run> => api.edit(run, active(edits), signal);

/** Keep what a question brings while it is wanted; `report` is told why it could not be answered. */
export class Asked<T> {
  now = $state.raw<T | null>(null);
  #latest: AbortController | null = null;

  constructor(private readonly session: Session) {}

  async ask(question: (signal: AbortSignal) => Promise<T | null>): Promise<void> {
    this.#latest?.abort();
    const mine = (this.#latest = new AbortController());
    try {
      const found = await question(mine.signal);
      if (mine === this.#latest) this.now = found;
    } catch (reason) {
      if (mine === this.#latest && !mine.signal.aborted) this.session.errands.report(reason, () => void this.ask(question));
    }
  }
  stop(): void {
    this.#latest?.abort();
    this.#latest = null;
  }
}
