/**
 * One picture through several networks, one after the other. Each is asked by itself: one that
 * fails says so in its own row, and can be asked again.
 */
import { untrack } from 'svelte';
import { stops, type Aligned, type Stop } from '../../core/stages';
import { extent, type Tensor } from '../../core/tensor';
import { Problem } from '../../data/api';
import { someMaps } from '../../data/comparing';
import type { LayerInfo, Network, NetworkSummary, Run } from '../../data/types';
import type { Compare } from './compare.svelte';
import { pageThrough } from './sending';

/** Maps shown of a layer: those with the largest numbers. */
export const LOUDEST = 3;
const OURS = 'Something on this page went wrong here. Try this network again.';

export interface Ran {
  readonly network: Network;
  readonly run: Run;
  /** From sending the picture to its answer. */
  readonly milliseconds: number;
}
export interface Lane {
  readonly id: string;
  readonly title: string;
  readonly summary: NetworkSummary;
  readonly ran: Ran | null;
  readonly running: boolean;
  readonly trouble: string | null;
}
/** What is shown of a layer: a few of its maps, and which they are. */
export interface Shown {
  readonly maps: Tensor;
  readonly channels: readonly number[];
}

export class Race {
  readonly #compare: Compare;
  #results = $state.raw<ReadonlyMap<string, Ran>>(new Map());
  #troubles = $state.raw<ReadonlyMap<string, string>>(new Map());
  #drawn = $state.raw<ReadonlyMap<string, Shown>>(new Map());
  #running = $state<string | null>(null);
  #asked = new Set<string>();
  #turn = 0;

  constructor(compare: Compare) {
    this.#compare = compare;
  }

  /** Which picture is sent: its run as it is on the page, before any edit of the network. */
  readonly picture: string = $derived.by(() => this.#compare.session.plain?.run.run ?? '');
  readonly lanes: readonly Lane[] = $derived.by(() => this.#compare.on.map((summary) => {
    const key = this.#key(summary.id);
    return { id: summary.id, title: summary.title, summary, ran: this.#results.get(key) ?? null, running: this.#running === key, trouble: this.#troubles.get(key) ?? null };
  }));
  readonly done: number = $derived(this.lanes.filter(({ ran, trouble }) => ran || trouble).length);

  /** Whether an answer is awaited, or a map that is to be drawn. */
  readonly waiting: boolean = $derived(this.lanes.some(({ ran, trouble }) => !trouble && (!ran || this.stops(ran, this.#compare.made.by).some(({ layer }) => !this.shown(ran.run, layer.name)))));

  #key = (id: string): string => `${this.picture} ${id}`;

  stops = ({ network }: Ran, by: Aligned): readonly Stop<LayerInfo>[] => stops(network.layers, by);
  shown = (run: Run, layer: string): Shown | null => this.#drawn.get(`${run.run} ${layer}`) ?? null;

  /** Ask every network that has not answered yet; a newer picture or list takes over from an older one. */
  async follow(): Promise<void> {
    const mine = ++this.#turn;
    for (const { id, ran, trouble } of untrack(() => this.lanes)) {
      if (mine !== this.#turn) return;
      if (!trouble) await this.#ask(id, ran, () => mine === this.#turn);
    }
  }

  /** Once more, for one that failed. */
  again(id: string): void {
    this.#troubles = without(this.#troubles, this.#key(id));
    void this.follow();
  }

  /** The rest of a passing view: nothing is asked for any more. */
  stop(): void {
    this.#turn++;
  }

  async #ask(id: string, known: Ran | null, wanted: () => boolean): Promise<void> {
    const key = this.#key(id);
    try {
      let ran = known;
      if (!ran) {
        this.#running = key;
        ran = await this.#run(id);
        if (!wanted()) return;
        this.#results = new Map(this.#results).set(key, ran);
      }
      await this.#draw(ran);
    } catch (reason) {
      if (!(reason instanceof Problem)) console.error(reason);
      this.#troubles = new Map(this.#troubles).set(key, reason instanceof Problem ? reason.sentence : OURS);
    } finally {
      if (this.#running === key) this.#running = null;
    }
  }

  async #run(id: string): Promise<Ran> {
    const { session } = this.#compare;
    const network = await this.#compare.described(id);
    if (session.plain!.run.network === id) return { network, run: session.plain!.run, milliseconds: Number.NaN };
    const begun = performance.now();
    const run = await pageThrough(session, network);
    return { network, run, milliseconds: performance.now() - begun };
  }

  /** The maps of its stages, all asked for at once: they are few and small. */
  async #draw({ network, run }: Ran): Promise<void> {
    await Promise.all(stops(network.layers, untrack(() => this.#compare.made.by)).map(async ({ layer }) => {
      const key = `${run.run} ${layer.name}`;
      if (this.#asked.has(key)) return;
      this.#asked.add(key);
      try {
        const channels = loudest(run, layer.name);
        const maps = await someMaps(run.run, layer.name, channels);
        this.#drawn = new Map(this.#drawn).set(key, { maps, channels });
      } catch (reason) {
        this.#asked.delete(key);
        throw reason;
      }
    }));
  }
}

/** The maps of a layer with the largest numbers, in their own order. */
export function loudest(run: Run, name: string, count = LOUDEST): readonly number[] {
  const { channels, shape } = run.layers.find((layer) => layer.name === name)!;
  if (channels.length === 0) return [0];
  const sizes = channels.map(extent);
  return Array.from({ length: shape[0] }, (_, c) => c).sort((a, b) => sizes[b]! - sizes[a]! || a - b).slice(0, count).sort((a, b) => a - b);
}

function without<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  const rest = new Map(map);
  rest.delete(key);
  return rest;
}
