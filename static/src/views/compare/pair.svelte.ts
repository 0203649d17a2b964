/**
 * Two pictures through one network: both runs, where they differ, and the maps in which they
 * do. What is drawn small comes layer by layer; the exact numbers come for the chosen map.
 */
import { untrack } from 'svelte';
import { outline } from '../../core/stages';
import { at, isVector, loudest, type Tensor } from '../../core/tensor';
import { Problem } from '../../data/api';
import { beside, differences, someMaps } from '../../data/comparing';
import type { Beside, BesideLayer, LayerInfo, Network, Run } from '../../data/types';
import type { Compare } from './compare.svelte';
import { picture } from './link';
import { through } from './sending';

const OURS = 'Something on this page went wrong here. Choose the pictures anew.';
/** Both sides of one map, and what lies between them. */
export interface Three {
  readonly one: Tensor;
  readonly two: Tensor;
  readonly apart: Tensor;
}
export interface Both {
  readonly network: Network;
  readonly one: Run;
  readonly two: Run;
  readonly told: Beside;
}
export type Place = readonly [row: number, column: number];

export class Pair {
  readonly #compare: Compare;
  both = $state.raw<Both | null>(null);
  busy = $state<string | null>(null);
  trouble = $state<string | null>(null);
  pointed = $state.raw<Place | null>(null);
  #small = $state.raw<ReadonlyMap<string, Three>>(new Map());
  #exact = $state.raw<ReadonlyMap<string, Three>>(new Map());
  /** What has been answered, with or without success: see `wanted`. */
  #answered = $state<string | null>(null);
  #turn = 0;
  #asking = new Set<string>();

  constructor(compare: Compare) {
    this.#compare = compare;
  }

  /** What has to be asked: a change of it begins anew. */
  readonly wanted: string = $derived.by(() => {
    const { session, made } = this.#compare;
    return JSON.stringify([made.of ?? session.network!.id, picture(made.one), picture(made.two), session.plain?.run.run]);
  });
  readonly layers: readonly LayerInfo[] = $derived(this.both ? outline(this.both.network.layers) : []);
  readonly layer: LayerInfo | null = $derived.by(() => this.layers.find(({ name }) => name === this.#compare.made.layer) ?? this.layers[1] ?? null);
  readonly map: number = $derived.by(() => (this.layer && !isVector(this.layer.shape) ? this.mapOf(this.layer) : 0));
  readonly three: Three | null = $derived.by(() => (this.layer ? this.#exact.get(this.#key(this.layer, this.map)) ?? null : null));
  /** Whether a run is awaited, a small map, or the exact numbers of the map looked at. */
  readonly waiting: boolean = $derived(this.trouble === null && (this.busy !== null || this.#answered !== this.wanted || (this.layer !== null && this.three === null)));
  /** The cell all three maps show: under the pointer, chosen, or where the difference is largest. */
  readonly cell: Place = $derived.by(() => {
    const { three } = this;
    if (!three) return [0, 0];
    const [, rows, columns] = three.apart.shape;
    const wanted = this.pointed ?? this.#compare.made.cell;
    if (wanted) return [Math.min(wanted[0], rows - 1), Math.min(wanted[1], columns - 1)];
    const [, row, column] = loudest(three.apart, 0);
    return [row, column];
  });
  readonly numbers: readonly [one: number, two: number, apart: number] = $derived.by(() => {
    const { three, cell } = this;
    if (!three) return [Number.NaN, Number.NaN, Number.NaN];
    const [one, two, apart] = [three.one, three.two, three.apart].map((maps) => at(maps, [0, ...cell]));
    return [one!, two!, apart!];
  });

  told = (layer: string): BesideLayer | null => this.both?.told.layers.find((one) => one.layer === layer) ?? null;
  small = (layer: LayerInfo): Three | null => this.#small.get(this.#key(layer, this.mapOf(layer))) ?? null;

  /** The map shown of a layer: the chosen one, else the one that differs most. */
  mapOf(layer: LayerInfo): number {
    const { made } = this.#compare;
    if (isVector(layer.shape)) return 0;
    if (made.map !== null && layer.name === (made.layer ?? this.layers[1]?.name)) return Math.min(made.map, layer.shape[0] - 1);
    return this.told(layer.name)?.channel ?? 0;
  }

  #key(layer: LayerInfo, map: number): string {
    return `${this.both?.one.run} ${this.both?.two.run} ${layer.name} ${isVector(layer.shape) ? 'all' : map}`;
  }

  /** Bring both pictures through the network, and then its layers one after the other. */
  async follow(): Promise<void> {
    const mine = ++this.#turn;
    const wanted = () => mine === this.#turn;
    const { session, made, described, asked } = untrack(() => ({ session: this.#compare.session, made: this.#compare.made, described: this.#compare, asked: this.wanted }));
    this.trouble = null;
    try {
      this.busy = 'The first picture is on its way …';
      const network = await described.described(made.of ?? session.network!.id);
      const one = await through(session, network, made.one, null);
      if (!wanted()) return;
      this.busy = 'The second picture is on its way …';
      const two = await through(session, network, made.two, one);
      const told = await beside(one.run, two.run);
      if (!wanted()) return;
      this.both = { network, one, two, told };
      const { layers } = this;
      for (const [i, layer] of layers.entries()) {
        this.busy = `Layer ${i + 1} of ${layers.length} …`;
        await this.#draw(layer);
        if (!wanted()) return;
      }
    } catch (reason) {
      if (wanted()) this.#fail(reason);
    } finally {
      if (wanted()) [this.busy, this.#answered] = [null, asked];
    }
  }

  /** The exact numbers of the map that is looked at closely. */
  async look(): Promise<void> {
    const { layer, map, both } = untrack(() => ({ layer: this.layer, map: this.map, both: this.both }));
    if (!layer || !both) return;
    const key = this.#key(layer, map);
    if (this.#exact.has(key) || this.#asking.has(key)) return;
    this.#asking.add(key);
    try {
      this.#exact = new Map(this.#exact).set(key, await this.#ask(both, layer, map, 'f32'));
    } catch (reason) {
      this.#fail(reason);
    } finally {
      this.#asking.delete(key);
    }
  }

  stop(): void {
    this.#turn++;
  }

  async #draw(layer: LayerInfo): Promise<void> {
    const map = this.mapOf(layer);
    const key = this.#key(layer, map);
    if (this.#small.has(key) || !this.both) return;
    this.#small = new Map(this.#small).set(key, await this.#ask(this.both, layer, map, 'f16'));
  }

  /** A list of numbers comes whole, and lies down: one row, a column for each number. */
  async #ask({ one, two }: Both, layer: LayerInfo, map: number, form: 'f16' | 'f32'): Promise<Three> {
    const flat = isVector(layer.shape);
    const channels = flat ? null : [map];
    const asked = await Promise.all([
      someMaps(one.run, layer.name, channels, form),
      someMaps(two.run, layer.name, channels, form),
      differences(one.run, two.run, layer.name, channels, form),
    ]);
    const [first, second, apart] = flat ? asked.map(lying) : asked;
    return { one: first!, two: second!, apart: apart! };
  }

  #fail(reason: unknown): void {
    if (!(reason instanceof Problem)) console.error(reason);
    this.trouble = reason instanceof Problem ? reason.sentence : OURS;
  }
}

const lying = ({ data }: Tensor): Tensor => ({ shape: [1, 1, data.length], data });
