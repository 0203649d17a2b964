/**
 * The server's account of the chosen number: every term in float64, asked for once the choice
 * rests. While it moves the page multiplies the few numbers it shows by itself.
 */
import type { Cell } from '../core/tensor';
import * as api from '../data/api';
import type { Provenance } from '../data/types';

const REST = 180;

export class Proof {
  account = $state.raw<Provenance | null>(null);
  #key = '';
  #kept = new Map<string, Provenance>();

  /** Follow one number; answers how to stop, so that an effect can hold it. */
  follow(run: string | undefined, layer: string | undefined, cell: Cell): () => void {
    const key = `${run} ${layer} ${cell.join()}`;
    if (key !== this.#key) this.account = this.#kept.get(key) ?? null;
    this.#key = key;
    if (!run || !layer || this.account) return () => {};
    const stop = new AbortController();
    const timer = setTimeout(() => void this.#ask(key, run, layer, cell, stop.signal), REST);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }

  async #ask(key: string, run: string, layer: string, cell: Cell, signal: AbortSignal): Promise<void> {
    try {
      const account = await api.cell(run, layer, cell, signal);
      if (this.#kept.size > 50) this.#kept.clear();
      this.#kept.set(key, account);
      if (key === this.#key) this.account = account;
    } catch {
      // Without the server's account the page's own sum stands, and says nothing about float64.
    }
  }
}
