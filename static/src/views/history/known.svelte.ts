/** Descriptions of networks, fetched once each and shown as soon as they are here. */
import * as api from '../../data/api';
import type { Network } from '../../data/types';
import type { Session } from '../../state/session.svelte';

class Known {
  /** By the name of the network. */
  here = $state.raw<ReadonlyMap<string, Network>>(new Map());
  #asked = new Set<string>();

  get = (id: string | null): Network | null => (id === null ? null : (this.here.get(id) ?? null));

  async need(id: string | null, session: Session): Promise<void> {
    if (id === null || this.#asked.has(id)) return;
    this.#asked.add(id);
    try {
      const network = session.network?.id === id ? session.network : await api.network(id);
      this.here = new Map(this.here).set(id, network);
    } catch (reason) {
      session.errands.report(reason, () => {
        this.#asked.delete(id);
        void this.need(id, session);
      });
    }
  }
}

export const known = new Known();
