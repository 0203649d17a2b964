/** What a network has learned, fetched when somebody is there to look: first one layer's share, then all of it. */
import type { Weights } from '../core/products';
import * as api from '../data/api';
import type { Errands } from './errands.svelte';

/** Weights of a network beyond which they are not fetched as a whole, and of a layer beyond which not at all. */
const LARGE = 4_000_000;
const LARGEST = 3_000_000;

interface Counted {
  readonly id: string;
  readonly parameters: number;
}

/** Whether the weights of a layer are too many for a page to hold: 102,764,544 in the first dense layer of VGG-16. */
export const withheld = (network: Counted | null, layer: { readonly parameters: number } | undefined): boolean =>
  network !== null && layer !== undefined && network.parameters > LARGE && layer.parameters > LARGEST;

export class Learned {
  /** By "layer.param", outside reactive proxies. */
  weights = $state.raw<ReadonlyMap<string, Weights>>(new Map());
  /** The network whose weights are all here or on their way. */
  #whole: string | null = null;
  /** The run and layer whose weights are here or on their way, of a large network. */
  #layer: string | null = null;
  #network: string | null = null;

  constructor(private readonly errands: Errands) {}

  /** Another network comes: nothing is known of it yet. */
  forget(): void {
    this.weights = new Map();
    this.#whole = null;
    this.#layer = null;
  }

  /** Everything, unless it is here or coming. Of a large network nothing: there it comes layer by layer (`of`). */
  all({ id, parameters }: Counted): void {
    if (parameters > LARGE || this.#whole === id) return;
    this.#whole = id;
    void this.#fetch(id, () => api.weights(id));
  }

  /** Of a large network, what one layer was computed with; of very large layers nothing. */
  of(network: Counted, run: string, layer: { readonly name: string; readonly parameters: number }): void {
    const wanted = `${run} ${layer.name}`;
    if (network.parameters <= LARGE || !layer.parameters || withheld(network, layer) || this.#layer === wanted) return;
    this.#layer = wanted;
    void this.#fetch(network.id, () => api.runWeights(run, [layer.name]), () => this.#layer === wanted);
  }

  /** What one layer has learned: enough for the first screen. */
  only({ id, parameters }: Counted, layer: string): void {
    if (parameters <= LARGE) void this.#fetch(id, () => api.layerWeights(id, layer));
  }

  /** `wanted` says of weights that come whether they take the place of those that are here. */
  async #fetch(network: string, ask: () => Promise<ReadonlyMap<string, Weights>>, wanted?: () => boolean): Promise<void> {
    this.#network = network;
    try {
      const weights = await ask();
      // One layer's share may come in after everything has.
      if (this.#network === network && (wanted?.() ?? weights.size >= this.weights.size)) this.weights = weights;
    } catch (reason) {
      if (this.#network === network) this.errands.report(reason, () => void this.#fetch(network, ask, wanted));
    }
  }
}
