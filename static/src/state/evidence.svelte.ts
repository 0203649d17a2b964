/** What speaks for the verdict, and through whom. Asked for when the wires are to show it. */
import * as api from '../data/api';
import { Problem } from '../data/api';
import type { RunEvidence } from '../data/types';

const KEPT = 6;

class Evidence {
  told = $state.raw<RunEvidence | null>(null);
  /** Why it is not here, in words. */
  trouble = $state<string | null>(null);
  #run = '';
  #kept = new Map<string, RunEvidence>();

  /** Follow one run; answers how to stop, so that an effect can hold it. */
  follow(run: string): () => void {
    if (run !== this.#run) [this.told, this.trouble] = [this.#kept.get(run) ?? null, null];
    this.#run = run;
    const stop = new AbortController();
    if (!this.told) void this.#ask(run, stop.signal);
    return () => stop.abort();
  }

  async #ask(run: string, signal: AbortSignal): Promise<void> {
    try {
      const told = await api.evidence(run, signal);
      if (this.#kept.size >= KEPT) this.#kept.delete(this.#kept.keys().next().value!);
      this.#kept.set(run, told);
      if (run === this.#run) this.told = told;
    } catch (reason) {
      if (run === this.#run && !signal.aborted) this.trouble = reason instanceof Problem ? reason.sentence : 'The evidence could not be worked out.';
    }
  }
}

/** One picture is looked at at a time: the wires and their legend tell of the same. */
export const evidence = new Evidence();
