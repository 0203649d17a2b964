/**
 * How much a number really depends on what it can depend on: the size of its slope at every cell
 * of every layer behind it. Asked of the server once the choice rests.
 */
import type { Cell, Tensor } from '../core/tensor';
import * as api from '../data/api';
import { Problem } from '../data/api';

const REST = 180;
const KEPT = 12;

export class Effective {
  /** One map of slopes per layer, by name; null until they are here. */
  slopes = $state.raw<ReadonlyMap<string, Tensor> | null>(null);
  /** Why they are not here, in words. */
  trouble = $state<string | null>(null);
  #key = '';
  #kept = new Map<string, ReadonlyMap<string, Tensor>>();

  /** Follow one number; answers how to stop, so that an effect can hold it. */
  follow(run: string | undefined, layer: string | undefined, cell: Cell): () => void {
    const key = `${run} ${layer} ${cell.join()}`;
    if (key !== this.#key) {
      this.slopes = this.#kept.get(key) ?? null;
      this.trouble = null;
    }
    this.#key = key;
    if (!run || !layer || this.slopes) return () => {};
    const stop = new AbortController();
    const timer = setTimeout(() => void this.#ask(key, run, layer, cell, stop.signal), REST);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }

  async #ask(key: string, run: string, layer: string, cell: Cell, signal: AbortSignal): Promise<void> {
    try {
      const slopes = await api.field(run, layer, cell, signal);
      if (this.#kept.size >= KEPT) this.#kept.delete(this.#kept.keys().next().value!);
      this.#kept.set(key, slopes);
      if (key === this.#key) this.slopes = slopes;
    } catch (reason) {
      if (key === this.#key && !signal.aborted) this.trouble = reason instanceof Problem ? reason.sentence : 'What really matters here could not be worked out.';
    }
  }
}

/** All of the page looks at the same number: one account serves the frames, the picture and the close-up. */
export const effective = new Effective();
