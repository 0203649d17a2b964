/** What a network has learned, fetched when somebody is there to look: first one layer's share, then all of it. */
import type { Weights } from '../core/products';
import * as api from '../data/api';
import type { Errands } from './errands.svelte';

export class Learned {
  /** By "layer.param", outside reactive proxies. */
  weights = $state.raw<ReadonlyMap<string, Weights>>(new Map());
  /** The network whose weights are all here or on their way. */
  #whole: string | null = null;
  #network: string | null = null;

  constructor(private readonly errands: Errands) {}

  /** Another network comes: nothing is known of it yet. */
  forget(): void {
    this.weights = new Map();
    this.#whole = null;
  }

  /** Everything, unless it is here or coming. */
  all(network: string): void {
    if (this.#whole === network) return;
    this.#whole = network;
    void this.#fetch(network, () => api.weights(network));
  }

  /** What one layer has learned: enough for the first screen. */
  only(network: string, layer: string): void {
    void this.#fetch(network, () => api.layerWeights(network, layer));
  }

  async #fetch(network: string, ask: () => Promise<ReadonlyMap<string, Weights>>): Promise<void> {
    this.#network = network;
    try {
      const weights = await ask();
      // One layer's share may come in after everything has.
      if (this.#network === network && weights.size >= this.weights.size) this.weights = weights;
    } catch (reason) {
      if (this.#network === network) this.errands.report(reason, () => void this.#fetch(network, ask));
    }
  }
}
