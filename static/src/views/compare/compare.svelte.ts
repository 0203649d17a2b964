/** What is set side by side: read from the link, changed by one verb, and the networks that can be put here. */
import type { Network, NetworkSummary } from '../../data/types';
import * as api from '../../data/api';
import { rivals } from '../../state/answering';
import type { Session } from '../../state/session.svelte';
import { joined, read, written, type Comparing } from './link';

export class Compare {
  readonly session: Session;
  readonly made: Comparing = $derived.by(() => read(this.session.view.compare ?? ''));
  /** Whether an answer is still awaited: whoever waits here hears all of it at once, not in pieces. */
  waiting = $state(true);
  #described = new Map<string, Promise<Network>>();

  constructor(session: Session) {
    this.session = session;
  }

  /** Change what is compared. Another kind of comparison is a step that Back undoes. */
  set(change: Partial<Comparing>, history: 'push' | 'replace' = 'replace'): void {
    if (this.session.view.compare === null) return;
    this.session.look({ compare: written({ ...this.made, ...change }) }, history);
  }

  /** Another network has been opened while this is on the page: it takes part. */
  welcome(id: string): void {
    this.set(joined(this.made, id));
  }

  close(): void {
    this.session.look({ compare: null }, 'push');
  }

  /** Networks that can look at a picture. */
  readonly able: readonly NetworkSummary[] = $derived.by(() => this.session.networks.filter(runs));
  /** Those beside each other: the chosen ones, else all that stand in for an original. */
  readonly on: readonly NetworkSummary[] = $derived.by(() => {
    const { on } = this.made;
    if (on) return on.flatMap((id) => this.able.filter((network) => network.id === id));
    return usual(this.session.networks, this.session.network!);
  });

  /** A network with all its layers; asked for once. */
  described(id: string): Promise<Network> {
    const { network } = this.session;
    if (network?.id === id) return Promise.resolve(network);
    const known = this.#described.get(id) ?? api.network(id);
    this.#described.set(id, known);
    known.catch(() => this.#described.delete(id));
    return known;
  }
}

/** What a newer server tells besides: whom a network stands in for, and where its weights come from. */
type Summary = NetworkSummary & { readonly original?: string | null; readonly weights?: string | null };

/** Whether there are weights to run it with. */
export const runs = (network: Summary): boolean => network.trained || network.weights != null;

/** Whether its weights are drawn by chance: its maps are real arithmetic, and its answer means nothing. */
export const guesses = (network: Summary): boolean => network.weights === 'drawn';

/** The networks to begin with: those that stand in for an original, in their order of years; else all that know the same things. */
export function usual(networks: readonly Summary[], here: NetworkSummary): readonly NetworkSummary[] {
  const standing = networks.filter((network) => network.original != null && network.trained);
  const chosen = standing.length > 1 ? standing : rivals(networks, here);
  return [...chosen].sort((a, b) => (a.year ?? 0) - (b.year ?? 0));
}
