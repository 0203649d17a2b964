/** A file of weights on its way to the server: how far it is, and what was wrong with it. */
import { Problem } from '../../data/api';
import { load } from '../../data/weights';
import type { Session } from '../../state/session.svelte';

class Loading {
  /** The share that is sent, 0 to 1; null while nothing is on its way. */
  sent = $state<number | null>(null);
  wrong = $state<string | null>(null);
  #stop: AbortController | null = null;

  async begin(session: Session, file: File): Promise<void> {
    const network = session.network;
    if (!network) return;
    this.#stop?.abort();
    const mine = (this.#stop = new AbortController());
    this.sent = 0;
    this.wrong = null;
    try {
      const weights = await load(network.id, file, (share) => (this.sent = share), mine.signal);
      if (mine === this.#stop && session.network?.id === network.id) await session.useWeights(weights);
    } catch (reason) {
      if (mine !== this.#stop || (reason instanceof DOMException && reason.name === 'AbortError')) return;
      this.wrong = reason instanceof Problem ? reason.sentence : 'That file could not be sent. Try again.';
    } finally {
      if (mine === this.#stop) this.sent = null;
    }
  }

  cancel(): void {
    this.#stop?.abort();
    this.#stop = null;
    this.sent = null;
  }
}

/** One at a time, wherever its card stands. */
export const loading = new Loading();
