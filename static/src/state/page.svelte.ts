/**
 * What has been brought to the page: a view, a network, one picture through that network as it
 * was learned. What stands here is exact float32 outside reactive proxies; the view is in the
 * address bar. Everything the page can do stands on this, class upon class (see `session`).
 */
import type { Weights } from '../core/products';
import type { Cell, Tensor } from '../core/tensor';
import type { Network, NetworkSummary, Run, Sample } from '../data/types';
import { Arrivals } from './arrivals';
import { Errands, type Trouble } from './errands.svelte';
import { fields } from './fields.svelte';
import { Learned } from './learned.svelte';
import { Original } from './original.svelte';
import { Stock } from './stock.svelte';
import type { Seen } from './surgery.svelte';
import { encode, START, type View } from './view';

/** Milliseconds after which something that moves counts as resting. */
const REST = 120;
export const NOTHING: ReadonlyMap<string, Tensor> = new Map();

export class Page {
  /** Whoever reads one part of it is told of changes to that part alone: under a brush, of little. */
  readonly view: View = fields<View>(START);
  networks = $state.raw<readonly NetworkSummary[]>([]);
  network = $state.raw<Network | null>(null);
  /** One picture through the network as it was learned. */
  readonly plain: Seen | null = $derived.by(() => (this.plainRun ? { run: this.plainRun, maps: this.plainMaps } : null));
  protected plainRun = $state.raw<Run | null>(null);
  protected plainMaps = $state.raw<ReadonlyMap<string, Tensor>>(NOTHING);
  /** The same picture before it was moved about; the run itself where it was not. */
  base = $state.raw<Run | null>(null);
  /** False while the maps are a sketch: the first screen is drawn before the exact numbers are here. */
  exact = $state(true);
  /** The cell under the pointer or the sliding window: every view follows it, the address waits until it is chosen. */
  pointed = $state.raw<Cell | null>(null);

  /** What is being done and what went wrong with it. */
  readonly errands = new Errands();
  /** The picture as it was given. */
  readonly original = new Original();
  protected readonly taught = new Learned(this.errands);
  /** What has come of runs that are too large to be fetched as a whole. */
  readonly #stock = new Stock((reason, again) => this.errands.report(reason, again));
  protected readonly arrivals = new Arrivals(this.#stock);
  #sharpening = false;
  #later: ReturnType<typeof setTimeout> | undefined;

  readonly sample: Sample | null = $derived(this.network?.samples.find((s) => s.run === this.base?.run) ?? null);

  /** What the network has learned, before any edit: as much of it as has come. */
  get learned(): ReadonlyMap<string, Weights> {
    return this.taught.weights;
  }
  get busy(): string | null {
    return this.errands.busy;
  }
  get trouble(): Trouble | null {
    return this.errands.trouble;
  }
  get remark(): string | null {
    return this.errands.remark;
  }

  protected assign(change: Partial<View>): void {
    Object.assign(this.view, change);
  }

  /** Put the view into the address bar. A browser that finds this too often for its taste is asked again later. */
  protected write(history: 'push' | 'replace'): void {
    clearTimeout(this.#later);
    const address = encode(this.view);
    if (history === 'push' && address === window.location.hash) return;
    try {
      if (history === 'push') window.history.pushState(null, '', address);
      else window.history.replaceState(null, '', address);
    } catch {
      this.#later = setTimeout(() => this.write('replace'), 1000);
    }
  }

  /** While a knob is pulled the address waits: browsers refuse to be told every frame. */
  protected writeAtRest(): void {
    clearTimeout(this.#later);
    this.#later = setTimeout(() => this.write('replace'), REST);
  }

  /** Replace a sketch by the exact numbers: on the first sign of somebody there, or when one is needed. */
  async sharpen(): Promise<void> {
    const { network } = this;
    const run = this.plainRun;
    if (!run || !network) return;
    this.taught.all(network);
    if (this.exact || this.#sharpening) return;
    this.#sharpening = true;
    try {
      const { maps } = await this.arrivals.exactly(run, this.sample?.picture ?? null);
      if (this.plainRun === run) [this.plainMaps, this.exact] = [maps, true];
      this.#sharpening = false;
    } catch (reason) {
      this.errands.report(reason, () => {
        this.#sharpening = false;
        void this.sharpen();
      });
    }
  }
}
