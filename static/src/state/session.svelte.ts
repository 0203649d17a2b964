/**
 * What the page is looking at, and the only way to change it. Views read from here and call
 * its verbs; nobody else talks to the server or to the address bar.
 *
 *     view      what is shown (in the URL)
 *     network   the description of the network
 *     run       one picture through it: names, shapes, ranges, sentences
 *     maps      every number of the run, exact float32, outside reactive proxies
 */
import { receptiveField, reader, type Box } from '../core/geometry';
import { at, channel, extent, isVector, loudest, range, type Cell, type Tensor } from '../core/tensor';
import * as api from '../data/api';
import { Problem } from '../data/api';
import { recall, remember } from '../data/remembered';
import type { Crop, LayerInfo, Network, NetworkSummary, Run, RunLayer, Sample } from '../data/types';
import { Clock } from './clock.svelte';
import { decode, encode, START, type Depth, type Scale, type View } from './view';

export interface Trouble {
  readonly sentence: string;
  readonly retry: (() => void) | null;
}

export class Session {
  view = $state.raw<View>(START);
  networks = $state.raw<readonly NetworkSummary[]>([]);
  network = $state.raw<Network | null>(null);
  run = $state.raw<Run | null>(null);
  maps = $state.raw<ReadonlyMap<string, Tensor>>(new Map());
  weights = $state.raw<ReadonlyMap<string, Tensor & { readonly dims: readonly number[] }>>(new Map());
  /** What is being waited for, in words; null when nothing is. */
  busy = $state<string | null>(null);
  trouble = $state.raw<Trouble | null>(null);
  /** A remark that is no fault: a damaged link, a picture that had to be sent again. */
  remark = $state<string | null>(null);

  /** The cell under the pointer or the sliding window: every view follows it, the address waits until it is chosen. */
  pointed = $state.raw<Cell | null>(null);

  readonly clock = new Clock(() => this.step(1, 'replace'));

  readonly layers: readonly LayerInfo[] = $derived(this.network?.layers ?? []);
  /** Everything is at hand to draw. */
  readonly ready: boolean = $derived(this.run !== null && this.network !== null && this.maps.size > 0);
  readonly index: number = $derived(Math.max(0, this.layers.findIndex((layer) => layer.name === this.view.layer)));
  readonly layer: LayerInfo | null = $derived(this.layers[this.index] ?? null);
  readonly told: RunLayer | null = $derived(this.run?.layers[this.index] ?? null);
  readonly sample: Sample | null = $derived(this.network?.samples.find((s) => s.run === this.run?.run) ?? null);
  /** The chosen number: every view follows it. Channel of the chosen map; row and column of the chosen cell. */
  readonly cell: Cell = $derived(this.pointed ?? this.#chosen());
  readonly value: number = $derived.by(() => {
    const maps = this.layer && this.maps.get(this.layer.name);
    return maps ? at(maps, this.cell) : Number.NaN;
  });
  /** What the chosen number depends on, on every layer, by name. */
  readonly field: ReadonlyMap<string, Box> = $derived(
    this.layer && this.ready ? receptiveField(this.layers, this.layer.name, this.cell) : new Map<string, Box>());

  #networkExtent: number = $derived(
    Math.max(...(this.run?.layers ?? []).filter((l) => l.kind !== 'input').map(extent), 0) || 1);
  #asked = 0;

  #chosen(): Cell {
    const layer = this.layer;
    const maps = layer && this.maps.get(layer.name);
    if (!layer || !maps) return [0, 0, 0];
    const [channels, height, width] = layer.shape;
    const c = Math.min(this.view.map ?? this.#telling(layer), channels - 1);
    const [row, column] = this.view.cell ?? loudest(maps, c).slice(1) as [number, number];
    return [c, Math.min(row, height - 1), Math.min(column, width - 1)];
  }

  /** The map to begin with: the winning class at the end, else the loudest. */
  #telling(layer: LayerInfo): number {
    const winner = this.run ? this.network!.classes.indexOf(this.run.prediction[0]!.label) : -1;
    if (isVector(layer.shape) && layer.shape[0] === this.network!.classes.length && winner >= 0) return winner;
    return this.run?.layers.find((l) => l.name === layer.name)?.loudest.channel ?? 0;
  }

  /** Colour scale of one map: its own, its layer's, or the whole network's largest magnitude. */
  extentOf(name: string, c: number): number {
    const told = this.run?.layers.find((layer) => layer.name === name);
    if (!told) return 1;
    if (told.kind === 'input') return 1;
    if (this.view.scale === 'map') return extent(told.channels[c] ?? range(channel(this.maps.get(name)!, c)));
    return this.view.scale === 'network' ? this.#networkExtent : extent(told);
  }

  // ------------------------------------------------------------------ looking around

  /** Change what is shown. A new layer, picture or network is a step that Back undoes; the rest is not. */
  look(change: Partial<View>, history: 'push' | 'replace' = 'replace'): void {
    this.pointed = null;
    this.view = { ...this.view, ...change };
    const address = encode(this.view);
    if (history === 'push') window.history.pushState(null, '', address);
    else window.history.replaceState(null, '', address);
  }

  /** Go to a layer, keeping the map and the place where the next layer carries them on. */
  goTo(name: string, choice: { map?: number; cell?: readonly [number, number]; open?: boolean } = {}, history: 'push' | 'replace' = 'push'): void {
    const to = this.layers.find((layer) => layer.name === name);
    if (!to) return;
    const carried = choice.map === undefined ? this.#carry(to) : null;
    this.look({
      layer: name,
      map: choice.map ?? carried?.[0] ?? null,
      cell: choice.cell ?? (carried ? [carried[1], carried[2]] : null),
      open: choice.open ?? this.view.open,
    }, history);
  }

  /** Where the chosen cell lives on another layer: further back the middle of its field, further on its reader. */
  #carry(to: LayerInfo): Cell | null {
    if (!this.layer || !this.ready) return null;
    const box = this.field.get(to.name);
    if (box && box.channels.length >= 1 && to.name !== this.layer.name) {
      const c = box.channels.length === 1 ? box.channels[0]! : null;
      const here: Cell = [c ?? this.#telling(to), Math.round((box.top + box.bottom) / 2), Math.round((box.left + box.right) / 2)];
      return isVector(to.shape) || (c === null && box.bottom - box.top === to.shape[1] - 1) ? null : here;
    }
    const source = to.inputs.indexOf(this.layer.name);
    if (source < 0) return null;
    const next = reader(to.reads[source]!, this.cell, this.layer.shape, to.shape);
    if (!next) return null;
    return next[0] < 0 ? (isVector(to.shape) ? null : [this.#telling(to), next[1], next[2]]) : next;
  }

  /** Try a number out without choosing it; null goes back to the chosen one. */
  point(cell: Cell | null): void {
    const [a, b] = [this.pointed, cell];
    if (a === b || (a && b && a.every((v, i) => v === b[i]))) return;
    this.pointed = cell;
  }

  choose(map: number, cell: readonly [number, number] | null = null): void {
    this.look({ layer: this.layer?.name ?? null, map, cell });
  }

  /** One layer on or back; false at the ends. */
  step(by: number, history: 'push' | 'replace' = 'push'): boolean {
    const next = this.layers[this.index + by];
    if (!next) return false;
    this.goTo(next.name, {}, history);
    return this.index < this.layers.length - 1 || by < 0;
  }

  open(): void {
    if (!this.view.open && this.layer) this.goTo(this.layer.name, { map: this.cell[0], cell: [this.cell[1], this.cell[2]], open: true });
  }

  close(): void {
    if (this.view.open) this.look({ open: false }, 'push');
  }

  setDepth = (depth: Depth): void => this.look({ depth });
  setScale = (scale: Scale): void => this.look({ scale });

  // ------------------------------------------------------------------ pictures and networks

  /** Read the address bar and show what it asks for. Called once at start and on every Back and Forward. */
  async follow(hash: string): Promise<void> {
    const { view, damaged } = decode(hash);
    this.remark = damaged.length ? `Part of this link could not be read (${damaged.join(', ')}), so the page shows its usual start there.` : null;
    await this.#attempt('Opening the network', async (current) => {
      if (this.networks.length === 0) this.networks = await api.networks();
      let wanted = view;
      if (!this.networks.some((n) => n.id === view.network)) {
        this.remark = `There is no network called ${view.network} here. This is ${START.network}.`;
        wanted = { ...START, depth: view.depth, scale: view.scale };
      }
      const network = this.network?.id === wanted.network ? this.network : await api.network(wanted.network);
      const { run, view: found } = await this.#find(network, wanted);
      const maps = this.run?.run === run.run ? this.maps : await api.maps(run.run);
      if (!current()) return;
      this.#show(network, run, maps, this.#sound(network, found));
    }, () => void this.follow(hash));
  }

  async openNetwork(id: string): Promise<void> {
    await this.follow(encode({ ...START, network: id, depth: this.view.depth, scale: this.view.scale }));
    window.history.pushState(null, '', encode(this.view));
  }

  async openSample(id: string): Promise<void> {
    const { network } = this;
    const sample = network?.samples.find((s) => s.id === id);
    if (!network || !sample) return;
    await this.#attempt('Opening the picture', async (current) => {
      const run = await api.run(sample.run);
      const maps = await api.maps(run.run);
      if (current()) this.#arrive(network, run, maps, { sample: id, run: null });
    }, () => void this.openSample(id));
  }

  /** Send a picture (a file, a drop, a paste, a drawing) through the network. */
  async upload(picture: Blob, crop?: Crop): Promise<void> {
    const { network } = this;
    if (!network) return;
    await this.#attempt('Sending your picture', async (current) => {
      const run = await api.start(network.id, picture, crop);
      const maps = await api.maps(run.run);
      void remember({ run: run.run, network: network.id, picture, crop, when: Date.now() });
      if (current()) this.#arrive(network, run, maps, { sample: null, run: run.run });
    }, () => void this.upload(picture, crop));
  }

  /** The run a view asks for; one no longer kept is started again from the remembered picture. */
  async #find(network: Network, view: View): Promise<{ run: Run; view: View }> {
    if (view.run) {
      try {
        return { run: await api.run(view.run), view };
      } catch (reason) {
        if (!(reason instanceof Problem) || (!reason.runNotKept && reason.status !== 404)) throw reason;
        const upload = await recall(view.run);
        if (upload) {
          const run = await api.start(network.id, upload.picture, upload.crop);
          return { run, view: { ...view, run: run.run } };
        }
        this.remark = 'The picture of this link is no longer kept here. This is a sample; upload your picture again to see it.';
      }
    }
    const sample = network.samples.find((s) => s.id === view.sample) ?? network.samples[0];
    if (view.sample && sample?.id !== view.sample) this.remark = `There is no sample called ${view.sample}. This is another one.`;
    if (!sample) throw new Problem('This network has no sample pictures yet. Upload a picture of your own.', 0);
    return { run: await api.run(sample.run), view: { ...view, run: null, sample: view.sample ? sample.id : null } };
  }

  /** A view whose layer, map and cell exist; what does not is left out and said. */
  #sound(network: Network, view: View): View {
    if (view.layer === null) return { ...view, map: null, cell: null };
    const layer = network.layers.find((l) => l.name === view.layer);
    if (!layer) {
      this.remark = `${network.id} has no layer called ${view.layer}, so the page shows its first.`;
      return { ...view, layer: null, map: null, cell: null, open: false };
    }
    const [channels, height, width] = layer.shape;
    const map = view.map !== null && view.map < channels ? view.map : null;
    const cell = view.cell && view.cell[0] < height && view.cell[1] < width ? view.cell : null;
    if (map !== view.map || cell !== view.cell) this.remark = `${layer.name} has ${channels} maps of ${height}×${width}; the link asked for something outside them.`;
    return { ...view, map, cell };
  }

  #arrive(network: Network, run: Run, maps: ReadonlyMap<string, Tensor>, picture: { sample: string | null; run: string | null }): void {
    this.#show(network, run, maps, { ...this.view, ...picture, cell: null, map: this.view.map });
    window.history.pushState(null, '', encode(this.view));
  }

  #show(network: Network, run: Run, maps: ReadonlyMap<string, Tensor>, view: View): void {
    const changed = this.network?.id !== network.id;
    this.pointed = null;
    this.network = network;
    this.run = run;
    this.maps = maps;
    this.view = view.layer === null ? { ...view, layer: network.layers[1]?.name ?? null } : view;
    if (changed) void this.#loadWeights(network.id);
  }

  async #loadWeights(id: string): Promise<void> {
    this.weights = new Map();
    await this.#attempt(null, async () => {
      const weights = await api.weights(id);
      if (this.network?.id === id) this.weights = weights;
    }, () => void this.#loadWeights(id));
  }

  /** Do something that may fail: newest wins, a failure is said in words with a way to try again. */
  async #attempt(doing: string | null, work: (current: () => boolean) => Promise<void>, retry: () => void): Promise<void> {
    const mine = doing === null ? this.#asked : ++this.#asked;
    const current = () => mine === this.#asked;
    if (doing) {
      this.busy = doing;
      this.trouble = null;
    }
    try {
      await work(current);
    } catch (reason) {
      if (!current()) return;
      const sentence = reason instanceof Problem ? reason.sentence : 'Something on this page went wrong. Reload it, and if it happens again, tell us what you did.';
      if (!(reason instanceof Problem)) console.error(reason);
      this.trouble = { sentence, retry: () => { this.trouble = null; retry(); } };
    } finally {
      if (doing && current()) this.busy = null;
    }
  }
}
