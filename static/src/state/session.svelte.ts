/**
 * What the page is looking at, and the only way to change it. Views read from here and call
 * its verbs; nobody else talks to the server or to the address bar.
 *
 *     view      what is shown (in the URL)
 *     network   the description of the network
 *     run       one picture through it: names, shapes, ranges, sentences
 *     maps      every number of the run, exact float32, outside reactive proxies
 *     before    the same through the network as it was learned, once it is edited
 */
import { isEdited, type Edits } from '../core/edits';
import { ALL, Folding, walk, type Standing } from '../core/folding';
import { receptiveField, type Box } from '../core/geometry';
import type { Weights } from '../core/products';
import { channel, extent, loudest, range, type Cell, type Tensor } from '../core/tensor';
import * as api from '../data/api';
import { Problem } from '../data/api';
import type { Changes, Crop, LayerInfo, Network, NetworkSummary, Run, RunLayer, Sample } from '../data/types';
import { best, shares, whoLooks } from './answering';
import { Arrivals, type Arrival } from './arrivals';
import { carried, chosen, telling } from './choice';
import { Clock } from './clock.svelte';
import { Errands, type Trouble } from './errands.svelte';
import { fields } from './fields.svelte';
import { findPicture } from './finding';
import { Learned } from './learned.svelte';
import { History } from './history.svelte';
import { LargeMaps, readBy, toDraw } from './large';
import { isBare, isLong, running } from './long';
import { Original } from './original.svelte';
import { sound } from './sound';
import { Stock } from './stock.svelte';
import { difference, edited, Surgery, withEdits, type Edited, type Seen } from './surgery.svelte';
import { broughtBack } from './back';
import { decode, encode, isAltered, LONGEST_TRAIL, START, type Depth, type Scale, type Stop, type View } from './view';

/** Milliseconds after which something that moves counts as resting. */
const REST = 120;
const NOTHING: ReadonlyMap<string, Tensor> = new Map();

/** What undo and redo carry. */
type Made = Pick<View, 'edits' | 'studio'>;

export class Session {
  /** Whoever reads one part of it is told of changes to that part alone: under a brush, of little. */
  readonly view: View = fields<View>(START);
  networks = $state.raw<readonly NetworkSummary[]>([]);
  network = $state.raw<Network | null>(null);
  /** One picture through the network as it was learned. */
  readonly plain: Seen | null = $derived.by(() => (this.#plain ? { run: this.#plain, maps: this.#maps } : null));
  #plain = $state.raw<Run | null>(null);
  #maps = $state.raw<ReadonlyMap<string, Tensor>>(NOTHING);
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
  readonly #learned = new Learned(this.errands);
  readonly surgery = new Surgery({
    errands: this.errands,
    plain: () => this.#plain,
    edits: () => this.view.edits,
    revert: (edits) => this.#put({ edits }),
    bring: (run, signal) => this.#bring(run, signal),
    again: () => broughtBack(this),
  });
  readonly #made = new History<Made>();
  readonly clock = new Clock(() => this.step(1, 'replace'));

  /** The network with its edits on this picture; null while nothing is edited. */
  readonly after: Seen | null = $derived.by(() => {
    const { now } = this.surgery;
    return now && now.on === this.#plain?.run ? { run: now.run, maps: now.whole ?? withEdits(this.#maps, now.maps) } : null;
  });
  /** The same picture through the network as it was learned; null while nothing is edited. */
  readonly before: Seen | null = $derived(this.after && this.plain);
  /** What is on the page: the edited network, unless somebody wants to see it as it was. */
  readonly #shown: Seen | null = $derived(this.view.ink === 'before' ? this.plain : (this.after ?? this.plain));
  readonly run: Run | null = $derived(this.#shown?.run ?? null);
  readonly maps: ReadonlyMap<string, Tensor> = $derived(this.#shown?.maps ?? NOTHING);

  readonly layers: readonly LayerInfo[] = $derived(this.network?.layers ?? []);
  /** Everything is at hand to draw. */
  readonly ready: boolean = $derived(this.run !== null && this.network !== null && this.maps.size > 0);
  readonly index: number = $derived(Math.max(0, this.layers.findIndex((layer) => layer.name === this.view.layer)));
  readonly layer: LayerInfo | null = $derived(this.layers[this.index] ?? null);
  /** What stands where, with the modules that are unfolded; where somebody is, nothing is folded away. */
  readonly folding: Folding = $derived(new Folding(this.layers));
  readonly #within: string | null = $derived(this.layer && this.folding.within(this.layer.name));
  readonly standing: readonly Standing[] = $derived(this.folding.standing(this.#within === null ? this.view.unfolded : [...this.view.unfolded, this.#within]));
  /** The layers in the order they are walked, branch after branch; those folded away are passed over. */
  readonly walk: readonly LayerInfo[] = $derived(walk(this.standing).map((name) => this.layers.find((layer) => layer.name === name)!));
  readonly place: number = $derived(Math.max(0, this.walk.findIndex((layer) => layer === this.layer)));
  readonly told: RunLayer | null = $derived(this.run?.layers[this.index] ?? null);
  readonly sample: Sample | null = $derived(this.network?.samples.find((s) => s.run === this.base?.run) ?? null);
  /** The chosen number: every view follows it. Channel of the chosen map; row and column of the chosen cell. */
  readonly cell: Cell = $derived(this.pointed ?? this.#chosen());
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
  /** What has come of runs that are too large to be fetched as a whole. */
  readonly #stock = new Stock((reason, again) => this.errands.report(reason, again));
  #arrivals = new Arrivals(this.#stock);
  #sharpening = false;
  /** Whether the page is still on its way to where the sliders stand. */
  #altering: (() => boolean) | null = null;
  #later: ReturnType<typeof setTimeout> | undefined;

  #chosen(): Cell {
    const { layer, maps } = this;
    if (!layer || !maps.size) return [0, 0, 0];
    return chosen(this.view, this.network!, this.run, layer, (c) => {
      const held = maps.get(layer.name);
      if (held) return loudest(held, c).slice(1) as [number, number];
      return (maps instanceof LargeMaps && maps.thumbnails(layer.name)?.loudest[c]) || [0, 0];
    });
  }

  /** What the network has learned, by "layer.param": as much of it as has come. */
  readonly weights: ReadonlyMap<string, Weights> = $derived.by(() => {
    const { now } = this.surgery;
    return now?.weights.size && this.#shown !== this.plain ? new Map([...this.#learned.weights, ...now.weights]) : this.#learned.weights;
  });
  /** The same before any edit. */
  get learned(): ReadonlyMap<string, Weights> {
    return this.#learned.weights;
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
    const before = maps && this.differs(name) ? toDraw(this.#maps, name) : undefined;
    return maps && before ? difference(maps, before) : maps;
  }

  /** The exact numbers of one map; of a large run, once they have come. */
  one(name: string, c: number): Float32Array | undefined {
    const { maps } = this;
    if (maps instanceof LargeMaps) return maps.one(name, c);
    const all = maps.get(name);
    return all && channel(all, c);
  }

  /** Whether the maps come layer by layer, as they are looked at. */
  readonly large: boolean = $derived(this.maps instanceof LargeMaps);

  /** Somebody looks at the maps of a layer, until they call what this answers. */
  watch(name: string): () => void {
    const seen = [this.maps, ...(this.differs(name) ? [this.#maps] : [])].flatMap((maps) => (maps instanceof LargeMaps ? [maps.look(name)] : []));
    return () => seen.forEach((leave) => leave());
  }

  /** Somebody reads every number of a layer, until they call what this answers. */
  read(name: string): () => void {
    const { maps } = this;
    return maps instanceof LargeMaps ? maps.read(name) : () => {};
  }

  /** Whether the numbers that the close-up of the layer reads are here. */
  readonly staged: boolean = $derived.by(() => {
    const { layer, maps } = this;
    return layer !== null && (maps instanceof LargeMaps ? [...readBy(this.layers, layer.name)].every((name) => maps.has(name)) : maps.has(layer.name));
  });

  /** Have fetched what the chosen number needs. An effect of the page; it answers how to stop. */
  provide(): () => void {
    const { maps, layer } = this;
    if (!(maps instanceof LargeMaps) || !layer) return () => {};
    const wanted = [this.watch(layer.name), maps.readOne(layer.name, this.#map)];
    if (this.view.open) for (const name of readBy(this.layers, layer.name)) wanted.push(maps.read(name));
    if (this.network && this.#plain) this.#learned.of(this.network, this.#plain.run, layer);
    return () => wanted.forEach((leave) => leave());
  }
  #map: number = $derived(this.cell[0]);

  /** Whether what is drawn of a layer is a difference. */
  differs(name: string): boolean {
    return this.view.ink === 'difference' && this.before !== null && this.layers.find((layer) => layer.name === name)?.kind !== 'input';
  }

  // ------------------------------------------------------------------ changing the network

  /**
   * Change the edits or what is in the studio: one step to be undone. Changes of one gesture (a
   * stroke, a drag) are one step, and while it goes on the maps follow it.
   */
  change(change: Partial<Made>, gesture?: string): void {
    this.#made.record(this.#now, gesture);
    this.#put(change, gesture !== undefined);
  }
  undo(): void {
    const before = this.#made.undo(this.#now);
    if (before) this.#put(before);
  }
  redo(): void {
    const after = this.#made.redo(this.#now);
    if (after) this.#put(after);
  }
  readonly canUndo: boolean = $derived(this.#made.past.length > 0);
  readonly canRedo: boolean = $derived(this.#made.future.length > 0);

  get #now(): Made {
    return { edits: this.view.edits, studio: this.view.studio ?? this.#studio };
  }
  /** What was last in the studio, for whoever comes back to it. */
  #studio = '';

  #put(change: Partial<Made>, moving = false): void {
    const { edits } = this.view;
    const studio = change.studio ?? null;
    if (studio !== null) this.#studio = studio;
    this.#set({
      ...(change.edits ? { edits: change.edits } : {}),
      ...(studio !== null && this.view.studio !== null ? { studio } : {}),
    });
    this.#writeAtRest();
    if (change.edits && change.edits !== edits) {
      void this.sharpen();
      this.surgery.follow(moving);
    }
  }

  /** Into the studio, where it was left, or with something on the pad. */
  openStudio(studio = this.#studio): void {
    this.look({ studio, open: true, compare: null, history: null }, 'push');
  }
  closeStudio(): void {
    if (this.view.studio !== null) this.look({ studio: null }, 'push');
  }

  // ------------------------------------------------------------------ looking around

  /** Change what is shown. A new layer, picture or network is a step that Back undoes; the rest is not. */
  look(change: Partial<View>, history: 'push' | 'replace' = 'replace'): void {
    this.pointed = null;
    this.#studio = this.view.studio ?? this.#studio;
    void this.sharpen();
    const elsewhere = change.layer !== undefined && change.layer !== this.view.layer;
    const chose = elsewhere || change.map !== undefined || change.cell !== undefined;
    this.#set({
      ...(elsewhere ? { tools: START.tools, lab: null, studio: null, history: null, compare: null } : {}),
      ...(change.compare != null ? { history: null } : change.history != null ? { compare: null } : {}),
      ...(chose ? { trail: START.trail } : {}),
      ...change,
    });
    this.#write(history);
  }

  #set(change: Partial<View>): void {
    Object.assign(this.view, change);
  }

  /** Put the view into the address bar. A browser that finds this too often for its taste is asked again later. */
  #write(history: 'push' | 'replace'): void {
    clearTimeout(this.#later);
    const address = encode(this.view);
    if (history === 'push' && address === window.location.hash) return;
    try {
      if (history === 'push') window.history.pushState(null, '', address);
      else window.history.replaceState(null, '', address);
    } catch {
      this.#later = setTimeout(() => this.#write('replace'), 1000);
    }
  }

  /** While a knob is pulled the address waits: browsers refuse to be told every frame. */
  #writeAtRest(): void {
    clearTimeout(this.#later);
    this.#later = setTimeout(() => this.#write('replace'), REST);
  }

  /** Go to a layer, keeping the map and the place where the next layer carries them on. */
  goTo(name: string, choice: { map?: number; cell?: readonly [number, number]; open?: boolean } = {}, history: 'push' | 'replace' = 'push'): void {
    const to = this.layers.find((layer) => layer.name === name);
    if (!to) return;
    const led = choice.map === undefined ? this.#carry(to) : null;
    this.look({
      layer: name,
      map: choice.map ?? led?.[0] ?? null,
      cell: choice.cell ?? (led ? [led[1], led[2]] : null),
      open: choice.open ?? this.view.open,
    }, history);
  }

  #carry(to: LayerInfo): Cell | null {
    const { layer, cell, field } = this;
    return layer && this.ready ? carried({ layer, cell, field }, to, telling(this.network!, this.run, to)) : null;
  }

  /** Try a number out without choosing it; null goes back to the chosen one. */
  point(cell: Cell | null): void {
    const [a, b] = [this.pointed, cell];
    if (a === b || (a && b && a.every((v, i) => v === b[i]))) return;
    this.pointed = cell;
  }

  /** Choose a map, of this layer or of another: a step to another layer is one that Back undoes. */
  choose(map: number, cell: readonly [number, number] | null = null, layer = this.layer?.name ?? null): void {
    this.look({ layer, map, cell }, layer === this.layer?.name ? 'replace' : 'push');
  }

  /** One layer on or back; false at the ends. */
  step(by: number, history: 'push' | 'replace' = 'push'): boolean {
    const next = this.walk[this.place + by];
    if (!next) return false;
    this.goTo(next.name, {}, history);
    return this.place < this.walk.length - 1 || by < 0;
  }

  /** Fold a module or unfold it. Whoever stands inside a module that is folded comes out at its end. */
  fold(name: string): void {
    const open = [...this.view.unfolded, ...(this.#within === name ? [name] : [])];
    const module = this.folding.modules.find((one) => one.name === name);
    if (!module) return;
    const unfolded = this.folding.toggled(open, name);
    if (this.#within !== name) return this.look({ unfolded }, 'push');
    this.#set({ unfolded });
    this.goTo(module.output);
  }

  /** Into a branch of a folded module. */
  enter(module: string, layer: string): void {
    const { unfolded } = this.view;
    const open = unfolded.includes(module) || unfolded.includes(ALL) ? unfolded : this.folding.toggled(unfolded, module);
    this.#set({ unfolded: open });
    this.goTo(layer);
  }

  /** Follow a term to the number it came from, and keep the way back. */
  descend(layer: string, map: number, cell: readonly [number, number]): void {
    if (!this.layer || !this.layers.some((l) => l.name === layer)) return;
    const [c, row, column] = this.cell;
    const here: Stop = { layer: this.layer.name, map: c, cell: [row, column] };
    this.look({ layer, map, cell, trail: [...this.view.trail, here].slice(-LONGEST_TRAIL) }, 'push');
  }

  /** Back to a number that was come from; the trail ends there again. */
  ascend(stop: number): void {
    const to = this.view.trail[stop];
    if (to) this.look({ ...to, trail: this.view.trail.slice(0, stop) }, 'push');
  }

  /** A setting of the open close-up. */
  tool = (name: string): string | undefined => this.view.tools[name];
  setTool(name: string, value: string | null): void {
    const { [name]: _, ...rest } = this.view.tools;
    this.look({ tools: value === null ? rest : { ...rest, [name]: value } });
  }

  open(): void {
    if (this.ready && !this.view.open && this.layer) this.goTo(this.layer.name, { map: this.cell[0], cell: [this.cell[1], this.cell[2]], open: true });
  }

  close(): void {
    if (this.view.open) this.look({ open: false, studio: null }, 'push');
  }

  setDepth = (depth: Depth): void => this.look({ depth });
  setScale = (scale: Scale): void => this.look({ scale });

  // ------------------------------------------------------------------ pictures and networks

  /** Read the address bar and show what it asks for. Called once at start and on every Back and Forward. */
  async follow(hash: string): Promise<void> {
    const { view, damaged } = decode(hash);
    if (hash.length > 1) this.#decided = true;
    this.errands.remark = damaged.length ? `Part of this link could not be read (${damaged.join(', ')}), so the page shows its usual start there.` : null;
    await this.#visit(view, () => void this.follow(hash));
  }

  /** Another network, with the picture that is on the page where it can look at that too. */
  async openNetwork(id: string): Promise<void> {
    const { depth, scale, run, sample } = this.view;
    this.#decided = true;
    this.errands.remark = null;
    const along = shares(this.networks, this.view.network, id) ? { run, sample } : {};
    const shapes = isLong(this.networks.find((one) => one.id === id));
    if (await this.#visit({ ...START, network: id, shapes, depth, scale, ...along }, () => void this.openNetwork(id))) this.#write('push');
  }

  /** Run the network whose shapes are on the page. */
  async runIt(): Promise<void> {
    if (await this.#visit({ ...this.view, shapes: false }, () => void this.runIt())) this.#write('push');
  }
  /** Only its shapes, and nothing computed. */
  async onlyShapes(): Promise<void> {
    const { network, weights, run, sample, depth, scale } = this.view;
    if (await this.#visit({ ...START, network, weights, run, sample, depth, scale, shapes: true }, () => void this.onlyShapes())) this.#write('push');
  }
  /** The same network and picture with weights that were loaded for it; null goes back to its own. */
  async useWeights(weights: string | null): Promise<void> {
    const { view } = this;
    const wanted = { ...view, weights, shapes: false, edits: START.edits, ink: START.ink, studio: null, trail: START.trail, lab: null };
    if (await this.#visit(wanted, () => void this.useWeights(weights))) this.#write('push');
  }
  /** Whether somebody has chosen which network to look at: until then, photos go to the one that is right most often. */
  #decided = false;

  /** Open another network on the very picture that is on the page, cut as it is here. */
  async bring(id: string, change: Partial<View> = {}): Promise<void> {
    const { depth, scale } = this.view;
    const again = () => void this.bring(id, change);
    let run: string | null = null;
    let sent = false;
    await this.errands.attempt('Sending your picture', async (current, signal) => {
      const picture = await this.original.file();
      const crop = this.base?.picture.crop;
      if (picture) ({ run } = await this.#arrivals.begin(id, picture, crop, signal));
      sent = current();
    }, again);
    if (!sent) return;
    this.#decided = true;
    this.errands.remark = null;
    if (await this.#visit({ ...START, depth, scale, network: id, run, ...change }, again)) this.#write('push');
  }

  async openSample(id: string): Promise<void> {
    const { network } = this;
    const sample = network?.samples.find((s) => s.id === id);
    if (!network || !sample) return;
    await this.errands.attempt('Opening the picture', async (current, signal) => {
      const arrival = await this.#arrivals.sample(network, sample, false, signal);
      const now = await this.#edited(arrival.run, signal);
      if (current()) this.#arrive(network, arrival, { sample: id, run: null }, 'push', now);
    }, () => void this.openSample(id));
  }

  /** Show the network the same picture, moved about; an amount of nothing is left out of the link. */
  alter(changes: Changes, history: 'push' | 'replace' = 'replace'): void {
    // The map that was chosen, or stood for its layer, stays while the picture moves.
    const map = this.view.map ?? this.cell[0];
    this.pointed = null;
    this.#set({ altered: changes, map });
    if (history === 'push') this.#write('push');
    else this.#writeAtRest();
    if (!this.#altering?.()) void this.#catchUp();
  }

  /** One question after the other until the page shows what the sliders say; what they said meanwhile is left out. */
  async #catchUp(): Promise<void> {
    const { network, base } = this;
    if (!network || !base) return;
    await this.errands.attempt(null, async (current, signal) => {
      this.#altering = current;
      try {
        for (let shown: Changes | null = null; shown !== this.view.altered; ) {
          const wanted: Changes = this.view.altered;
          const arrival = await this.#arrivals.altered(network, base, this.original.given, wanted, signal);
          const now = await this.#edited(arrival.run, signal);
          if (!current()) return;
          this.#show(network, arrival, this.view, now);
          shown = wanted;
        }
      } finally {
        if (this.#altering === current) this.#altering = null;
      }
    }, () => void this.#catchUp());
  }

  /** Send a picture (a file, a drop, a paste) through the network. */
  async upload(picture: Blob, crop?: Crop): Promise<void> {
    const again = () => void this.upload(picture, crop);
    const { network, networks } = this;
    const undecided = !this.#decided && !this.view.open && this.view.compare === null && !isEdited(this.view.edits);
    const other = network && undecided ? best(networks, network) : null;
    if (!network || !other || other.id === network.id) return this.#send('Sending your picture', picture, crop, 'push', again);
    await this.errands.attempt(`Showing your picture to ${other.title}`, async (current, signal) => {
      const to = await api.network(other.id);
      const arrival = await this.#arrivals.send(to, picture, crop, signal);
      if (!current()) return;
      const { depth, scale } = this.view;
      this.#arrive(to, arrival, { ...START, depth, scale, network: other.id, run: arrival.run.run }, 'push', null);
      this.errands.say(whoLooks(network, other));
    }, again);
  }

  /** A drawing under way: the newest stroke wins, and all strokes are one step in the history. */
  async draw(picture: Blob, first: boolean): Promise<void> {
    await this.#send(null, picture, undefined, first ? 'push' : 'replace', () => void this.draw(picture, first));
  }

  /** Show the network another square of the same picture. */
  async crop(crop: Crop): Promise<void> {
    const again = () => void this.crop(crop);
    await this.errands.attempt('Cutting your picture', async (current, signal) => {
      const picture = await this.original.file();
      if (!picture || !this.network) throw new Problem('The picture itself is not in this browser any more. Upload it again to cut it differently.', 0);
      const { base } = await this.#arrivals.send(this.network, picture, crop, signal);
      const { altered } = this.view;
      const arrival = await this.#arrivals.altered(this.network, base, picture, altered, signal);
      const now = await this.#edited(arrival.run, signal);
      if (current()) this.#arrive(this.network, arrival, { sample: null, run: base.run, altered }, 'push', now);
    }, again);
  }

  async #send(doing: string | null, picture: Blob, crop: Crop | undefined, history: 'push' | 'replace', again: () => void): Promise<void> {
    const { network } = this;
    if (!network) return;
    await this.errands.attempt(doing, async (current, signal) => {
      const arrival = await this.#arrivals.send(network, picture, crop, signal);
      const now = await this.#edited(arrival.run, signal);
      if (current()) this.#arrive(network, arrival, { sample: null, run: arrival.run.run }, history, now);
    }, again);
  }

  /** Bring a view about: its network, its picture, its maps. True when it is on the page. */
  async #visit(view: View, again: () => void): Promise<boolean> {
    let done = false;
    await this.errands.attempt(running(this.networks.find((one) => one.id === view.network), view), async (current, signal) => {
      if (this.networks.length === 0) this.networks = api.networksOnPage() ?? (await api.networks());
      let wanted = view;
      if (!this.networks.some((n) => n.id === view.network)) {
        this.errands.say(`There is no network called ${view.network} here. This is ${START.network}.`);
        wanted = { ...START, depth: view.depth, scale: view.scale };
      }
      if (isBare(wanted) && isLong(this.networks.find((one) => one.id === wanted.network))) wanted = { ...wanted, shapes: true };
      const network = await this.#described(wanted);
      if (network.loaded !== wanted.weights) wanted = { ...wanted, weights: network.loaded };
      if (wanted.shapes) {
        if (current()) this.#outline(network, wanted);
        done = current();
        return;
      }
      // The first screen is drawn from a sketch, unless the link asks for a number.
      const sketch = !this.ready && !wanted.open && wanted.map === null && wanted.cell === null && !isAltered(wanted) && !isEdited(wanted.edits);
      const { arrival, view: found } = await findPicture(network, wanted, { arrivals: this.#arrivals, original: this.original, say: (sentence) => this.errands.say(sentence), sketch, signal });
      const { now, edits } = await this.#editedAsFarAsPossible(arrival.run, found.edits, signal);
      if (!current()) return;
      this.#show(network, arrival, sound(network, { ...found, edits }, (sentence) => this.errands.say(sentence)), now);
      done = true;
    }, again);
    return done;
  }

  /** The network of a view, with the weights it names; with its own where those are gone. */
  async #described({ network: id, weights }: View): Promise<Network> {
    if (this.network?.id === id && this.network.loaded === weights) return this.network;
    try {
      return await api.network(id, weights);
    } catch (reason) {
      if (weights === null || !(reason instanceof Problem) || !reason.type.endsWith('weights-not-kept')) throw reason;
      this.errands.say(reason.sentence);
      return this.#described({ ...START, network: id });
    }
  }

  /** A network without a run: what it is built of. */
  #outline(network: Network, view: View): void {
    this.pointed = null;
    this.clock.pause();
    if (this.network?.id !== network.id) {
      this.#learned.forget();
      this.#made.forget();
    }
    this.network = network;
    this.#plain = this.base = null;
    this.#maps = NOTHING;
    this.surgery.show(null, START.edits);
    this.#set({ ...START, network: network.id, weights: view.weights, shapes: true, run: view.run, sample: view.sample, depth: view.depth, scale: view.scale, layer: view.layer ?? network.layers[1]?.name ?? null });
  }

  #bring = (run: Run, signal?: AbortSignal): Promise<ReadonlyMap<string, Tensor>> => this.#arrivals.maps(run, signal);

  /** What the edits of the page make of another picture. */
  #edited = (run: Run, signal: AbortSignal): Promise<Edited | null> => edited(run, this.view.edits, this.#bring, signal);

  /** The same for edits that come from a link: where they cannot be made, the network stays as it was learned. */
  async #editedAsFarAsPossible(run: Run, edits: Edits, signal: AbortSignal): Promise<{ now: Edited | null; edits: Edits }> {
    try {
      return { now: await edited(run, edits, this.#bring, signal), edits };
    } catch (reason) {
      if (!(reason instanceof Problem) || reason.status !== 422) throw reason;
      this.errands.say(`The link edits the network in a way that is not possible. ${reason.sentence}`);
      return { now: null, edits: START.edits };
    }
  }

  #arrive(network: Network, arrival: Arrival, picture: Pick<View, 'sample' | 'run'> & Partial<View>, history: 'push' | 'replace', now: Edited | null): void {
    this.errands.remark = null;
    this.#show(network, arrival, { ...this.view, altered: START.altered, ...picture, cell: null }, now);
    this.#write(history);
  }

  /** Replace a sketch by the exact numbers: on the first sign of somebody there, or when one is needed. */
  async sharpen(): Promise<void> {
    const { network } = this;
    const run = this.#plain;
    if (!run || !network) return;
    this.#learned.all(network);
    if (this.exact || this.#sharpening) return;
    this.#sharpening = true;
    try {
      const { maps } = await this.#arrivals.exactly(run, this.sample?.picture ?? null);
      if (this.#plain === run) [this.#maps, this.exact] = [maps, true];
      this.#sharpening = false;
    } catch (reason) {
      this.errands.report(reason, () => {
        this.#sharpening = false;
        void this.sharpen();
      });
    }
  }

  #show(network: Network, { run, base, maps, original, exact }: Arrival, view: View, now: Edited | null): void {
    const changed = this.network?.id !== network.id || this.network.loaded !== network.loaded;
    const first = !this.ready;
    this.pointed = null;
    this.network = network;
    this.#plain = run;
    this.base = base;
    this.#maps = maps;
    this.surgery.show(now, view.edits);
    this.exact = exact;
    this.original.show(original);
    this.#set(view.layer === null ? { ...view, layer: network.layers[1]?.name ?? null } : view);
    // The first screen needs what its own layer has learned; whoever comes back, or lands on a close-up, all of it.
    const little = changed && first && !this.view.open;
    if (changed) {
      this.#learned.forget();
      this.#made.forget();
      this.#studio = view.studio ?? '';
    }
    if (!little) this.#learned.all(network);
    else if (this.layer?.parameters) this.#learned.only(network, this.layer.name);
  }
}
