/**
 * The server's account of the chosen number: every term in float64, asked for once the choice
 * rests. While it moves the page multiplies the few numbers it shows by itself; where the server
 * does not answer, that is said, with a way to ask again.
 */
import type { Cell } from '../core/tensor';
import * as api from '../data/api';
import type { Provenance } from '../data/types';

const REST = 180;

/** A number whose account the server did not give; null while all is well. One number is chosen at a time. */
class Unchecked {
  again = $state.raw<(() => void) | null>(null);
}
export const unchecked = new Unchecked();

export class Proof {
  account = $state.raw<Provenance | null>(null);
  #key = '';
  #kept = new Map<string, Provenance>();

  /** Follow one number; answers how to stop, so that an effect can hold it. */
  follow(run: string | undefined, layer: string | undefined, cell: Cell): () => void {
    const key = `${run} ${layer} ${cell.join()}`;
    if (key !== this.#key) this.account = this.#kept.get(key) ?? null;
    this.#key = key;
    unchecked.again = null;
    if (!run || !layer || this.account) return () => {};
    const stop = new AbortController();
    const timer = setTimeout(() => void this.#ask(key, run, layer, cell, stop.signal), REST);
    return () => {
      clearTimeout(timer);
      stop.abort();
      unchecked.again = null;
    };
  }

  async #ask(key: string, run: string, layer: string, cell: Cell, signal: AbortSignal): Promise<void> {
    unchecked.again = null;
    try {
      const account = await api.cell(run, layer, cell, signal);
      if (this.#kept.size > 50) this.#kept.clear();
      this.#kept.set(key, account);
      if (key === this.#key) this.account = account;
    } catch {
      if (key === this.#key && !signal.aborted) unchecked.again = () => void this.#ask(key, run, layer, cell, signal);
    }
  }
}
