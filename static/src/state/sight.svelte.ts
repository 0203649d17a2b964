/**
 * What somebody looks at: the layer, the map and the cell that are chosen, what they depend on,
 * and the maps that are drawn, each on its scale of colour.
 */
import { untrack } from 'svelte';
import { Folding, walk, type Standing } from '../core/folding';
import { receptiveField, type Box } from '../core/geometry';
import { at, channel, extent, loudest, range, type Cell, type Tensor } from '../core/tensor';
import { wanted, type Piece } from '../core/wanting';
import type { LayerInfo, RunLayer } from '../data/types';
import { chosen } from './choice';
import { LargeMaps, toDraw } from './large';
import { difference } from './surgery.svelte';
import { Workbench } from './workbench.svelte';

export class Sight extends Workbench {
  readonly layers: readonly LayerInfo[] = $derived(this.network?.layers ?? []);
  /** Everything is at hand to draw. */
  readonly ready: boolean = $derived(this.run !== null && this.network !== null && this.maps.size > 0);
  readonly index: number = $derived(Math.max(0, this.layers.findIndex((layer) => layer.name === this.view.layer)));
  readonly layer: LayerInfo | null = $derived(this.layers[this.index] ?? null);
  /** What stands where, with the modules that are unfolded; where somebody is, nothing is folded away. */
  readonly folding: Folding = $derived(new Folding(this.layers));
  protected readonly within: string | null = $derived(this.layer && this.folding.within(this.layer.name));
  readonly standing: readonly Standing[] = $derived(this.folding.standing(this.within === null ? this.view.unfolded : [...this.view.unfolded, this.within]));
  /** The layers in the order they are walked, branch after branch; those folded away are passed over. */
  readonly walk: readonly LayerInfo[] = $derived(walk(this.standing).map((name) => this.layers.find((layer) => layer.name === name)!));
  readonly place: number = $derived(Math.max(0, this.walk.findIndex((layer) => layer === this.layer)));
  readonly told: RunLayer | null = $derived(this.run?.layers[this.index] ?? null);
  /** The chosen number: every view follows it. Channel of the chosen map; row and column of the chosen cell. */
  readonly cell: Cell = $derived.by(() => this.#shown(this.pointed ?? this.#chosen()));
  readonly value: number = $derived.by(() => {
    const map = this.layer && this.one(this.layer.name, this.cell[0]);
    if (map && this.exact) return map[this.cell[1] * this.layer!.shape[2] + this.cell[2]] ?? Number.NaN;
    if (!this.told) return Number.NaN;
    const { channel: c, row, column, value } = this.told.loudest;
    return [c, row, column].every((v, i) => v === this.cell[i]) ? value : Number.NaN;
  });
  /** What the chosen number depends on, on every layer, by name. */
  readonly field: ReadonlyMap<string, Box> = $derived(
    this.layer && this.ready ? receptiveField(this.layers, this.layer.name, this.cell) : new Map<string, Box>());

  #networkExtent: number = $derived(Math.max(...(this.run?.layers.filter(({ kind }) => kind !== 'input').map(extent) ?? []), 0) || 1);
  #largestDifference: number = $derived(
    Math.max(...this.layers.filter(({ name }) => this.differs(name)).flatMap(({ name }) => {
      const drawn = this.drawn(name);
      return drawn ? [extent(range(drawn.data))] : [];
    })));

  #chosen(): Cell {
    const { layer, maps } = this;
    if (!layer || !maps.size) return [0, 0, 0];
    return chosen(this.view, this.network!, this.run, layer, (c) => {
      const held = maps.get(layer.name);
      if (held) return loudest(held, c).slice(1) as [number, number];
      return (maps instanceof LargeMaps && maps.thumbnails(layer.name)?.loudest[c]) || [0, 0];
    });
  }

  /** The number that the open close-up shows: the one that is meant, or the last one while its numbers are on their way. */
  #last: { readonly layer: string; readonly cell: Cell } | null = null;
  #shown(meant: Cell): Cell {
    const { layer, maps } = this;
    if (!layer || !this.view.open || !(maps instanceof LargeMaps)) return meant;
    const here = (cell: Cell) => wanted(this.layers, layer.name, cell).every((piece) => maps.holds(piece));
    if (this.#last?.layer === layer.name && !here(meant) && here(this.#last.cell)) return this.#last.cell;
    this.#last = { layer: layer.name, cell: meant };
    return meant;
  }

  /** Colour scale of one map: its own, its layer's, or the whole network's largest magnitude. */
  extentOf(name: string, c: number): number {
    const told = this.run?.layers.find((layer) => layer.name === name);
    if (!told) return 1;
    if (told.kind === 'input') return 1;
    if (this.view.scale === 'map') return extent(told.channels[c] ?? range(this.one(name, c) ?? new Float32Array(1)));
    return this.view.scale === 'network' ? this.#networkExtent : extent(told);
  }

  /** The same for the maps that are drawn of a layer, see `drawn`. */
  drawnExtentOf(name: string, c: number): number {
    if (!this.differs(name)) return this.extentOf(name, c);
    if (this.view.scale === 'network') return this.#largestDifference;
    const drawn = this.drawn(name);
    if (!drawn) return 1;
    return extent(range(this.view.scale === 'map' ? channel(drawn, c) : drawn.data));
  }

  /**
   * What maps are drawn of a layer: its own, or what the edits changed about them. Of a large run
   * these are thumbnails, once somebody looks at the layer (see `inSight`): their sides are their own.
   */
  drawn(name: string): Tensor | undefined {
    const maps = toDraw(this.maps, name);
    const before = maps && this.differs(name) ? toDraw(this.plainMaps, name) : undefined;
    return maps && before ? difference(maps, before) : maps;
  }

  /** The exact numbers of one map; of a large run, once they have come. */
  one(name: string, c: number): Float32Array | undefined {
    const { maps } = this;
    if (maps instanceof LargeMaps) return maps.one(name, c);
    const all = maps.get(name);
    return all && channel(all, c);
  }

  /** The numbers of a layer; of a large run as far as the open close-up reads them, once they are here. */
  numbers(name: string): Tensor | undefined {
    const { layer, maps } = this;
    const all = maps.get(name);
    if (all || !(maps instanceof LargeMaps)) return all;
    const read = layer !== null && this.view.open && (layer.name === name || layer.inputs.includes(name));
    return read && this.staged ? maps.some(name) : undefined;
  }
  /** One number, wherever it is; NaN if it is not here. */
  readonly valueAt = (name: string, cell: Cell): number => {
    const { maps } = this;
    const held = maps instanceof LargeMaps ? maps.some(name) : maps.get(name);
    return held ? at(held, cell) : Number.NaN;
  };

  /** Whether the maps come layer by layer, as they are looked at. */
  readonly large: boolean = $derived(this.maps instanceof LargeMaps);

  /** Somebody looks at the maps of a layer, until they call what this answers. */
  watch(name: string): () => void {
    const seen = [this.maps, ...(this.differs(name) ? [this.plainMaps] : [])].flatMap((maps) => (maps instanceof LargeMaps ? [maps.look(name)] : []));
    return () => seen.forEach((leave) => leave());
  }

  /** Somebody reads every number of a layer, until they call what this answers. */
  read(name: string): () => void {
    const { maps } = this;
    return maps instanceof LargeMaps ? maps.read(name) : () => {};
  }

  /** What the close-up reads to show the number that is meant. */
  readonly #pieces: readonly Piece[] = $derived.by(() => {
    const { layer, view, large } = this;
    return layer && large && view.open ? wanted(this.layers, layer.name, this.pointed ?? this.#chosen()) : [];
  });
  /** The same as text, so that it is fetched anew only where it is something else. */
  readonly #named: string = $derived(JSON.stringify(this.#pieces));
  /** Whether the numbers of the close-up that is open are here. */
  readonly staged: boolean = $derived.by(() => {
    const { layer, maps } = this;
    if (!layer || !(maps instanceof LargeMaps)) return layer !== null && maps.has(layer.name);
    return wanted(this.layers, layer.name, this.cell).every((piece) => maps.holds(piece));
  });

  /** Have fetched what the chosen number needs. An effect of the page; it answers how to stop. */
  provide(): () => void {
    const { maps, layer } = this;
    if (!(maps instanceof LargeMaps) || !layer) return () => {};
    const leave = [this.watch(layer.name), maps.readOne(layer.name, this.#map)];
    if (this.view.open) leave.push(...layer.inputs.map((input) => this.watch(input)));
    if (this.network && this.plainRun) this.taught.of(this.network, this.plainRun.run, layer);
    return () => leave.forEach((stop) => stop());
  }
  #map: number = $derived(this.cell[0]);

  /** Have fetched what the open close-up reads, likewise; apart, for it follows the pointer. */
  provideStage(): () => void {
    const { maps } = this;
    void this.#named;
    const leave = maps instanceof LargeMaps ? untrack(() => this.#pieces).map((piece) => maps.readPiece(piece)) : [];
    return () => leave.forEach((stop) => stop());
  }

  /** Whether what is drawn of a layer is a difference. */
  differs(name: string): boolean {
    return this.view.ink === 'difference' && this.before !== null && this.layers.find((layer) => layer.name === name)?.kind !== 'input';
  }
}
