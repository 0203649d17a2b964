/** Descriptions and stories of networks, fetched once each and shown as soon as they are here. */
import * as api from '../../data/api';
import { lineage } from '../../data/comparing';
import type { Lineage, Network, Story } from '../../data/types';
import type { Session } from '../../state/session.svelte';

class Known<T> {
  /** By the name of the network. */
  here = $state.raw<ReadonlyMap<string, T>>(new Map());
  #asked = new Set<string>();

  constructor(private readonly fetched: (id: string, session: Session) => Promise<T>) {}

  get = (id: string | null): T | null => (id === null ? null : (this.here.get(id) ?? null));

  async need(id: string | null, session: Session): Promise<void> {
    if (id === null || this.#asked.has(id)) return;
    this.#asked.add(id);
    try {
      const found = await this.fetched(id, session);
      this.here = new Map(this.here).set(id, found);
    } catch (reason) {
      this.#asked.delete(id);
      session.errands.report(reason, () => void this.need(id, session));
    }
  }
}

export const known = new Known<Network>(async (id, session) => (session.network?.id === id ? session.network : api.network(id)));
export const stories = new Known<Story>((id) => api.story(id));
/** What one network changed against another: by "later/earlier". */
export const changed = new Known<Lineage>((pair) => {
  const [later, earlier] = pair.split('/') as [string, string];
  return lineage(later, earlier);
});
