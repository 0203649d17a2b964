/**
 * The filter studio: filters that are painted, and what comes of them. Everything that was made
 * stands in `session.view.studio`, so links, undo and redo come for free; this file changes it,
 * and keeps what the server answers to it.
 */
import { added } from '../../core/edits';
import { blank, forAll, forEach, same, toRows, type Filter, type Size } from '../../core/filters';
import { footprint, type Moves, type Rect } from '../../core/footprint';
import { channel, range, type Tensor } from '../../core/tensor';
import { Problem } from '../../data/api';
import * as api from '../../data/filters';
import type { FilteredCell, Filtering, Preset } from '../../data/filters';
import type { Session } from '../../state/session.svelte';
import { Ground } from './ground';
import { editOf, isRow, misfit, sliceNames, usualPlace } from './learned';
import { MOST_STEPS, START, stepOf, type ChosenPreset, type Making, type Place, type Source, type Step } from './chain';
import { decode, encode, LONGEST } from './link';
import { fits, IDENTITY, makingIn, movesOf, onlyFirstSpread, slicesIn } from './making';
import { Newest } from './newest';

/** What came out, and of what: it is drawn only over the source it was made from. */
export interface Result {
  readonly key: string;
  readonly from: string;
  readonly map: Tensor;
  readonly low: number;
  readonly high: number;
  readonly sentence: string;
  /** Where it lies on its source, in cells of that. */
  readonly covers: Rect;
  readonly moves: readonly Moves[];
}
export interface Reading {
  readonly key: string;
  readonly row: number;
  readonly column: number;
  readonly cell: FilteredCell;
}
interface Question {
  readonly key: string;
  readonly from: string;
  readonly moves: readonly Moves[];
  readonly filtering: Omit<Filtering, 'source'>;
}
interface CellQuestion extends Question {
  readonly row: number;
  readonly column: number;
}

export class Studio {
  readonly making: Making = $derived.by(() => makingIn(this.session));
  readonly step: Step = $derived.by(() => this.making.steps[this.making.at]!);
  readonly slices: readonly Filter[] = $derived.by(() => slicesIn(this.session, this.making));
  readonly slice: number = $derived.by(() => Math.min(this.making.slice, Math.max(0, this.slices.length - 1)));
  readonly filter: Filter = $derived.by(() => this.slices[this.slice] ?? blank([1, 1]));
  readonly target: Place | null = $derived.by(() => this.making.target ?? usualPlace(this.session));
  /** The pad holds a row of a dense layer: it is not moved over maps, each weight has its own cell. */
  readonly row: boolean = $derived.by(() => this.making.learned && this.making.target !== null && isRow(this.session, this.making.target));
  readonly names: readonly string[] = $derived.by(() =>
    this.making.learned && this.making.target ? sliceNames(this.session, this.making.target, this.slices.length)
      : this.slices.length === 3 ? ['red', 'green', 'blue'] : this.slices.length === 1 ? ['all'] : this.slices.map((_, i) => `channel ${i + 1}`));

  presets = $state.raw<readonly Preset[]>([]);
  result = $state.raw<Result | null>(null);
  reading = $state.raw<Reading | null>(null);
  /** Why there is nothing to show, in a sentence. */
  fault = $state.raw<string | null>(null);
  /** A sentence on what was just done, said aloud too. */
  said = $state('');
  /** The whole picture as the server keeps it. */
  kept = $state.raw<api.KeptPicture | null>(null);
  /** The pixel of the result under the pointer. */
  pointed = $state.raw<readonly [number, number] | null>(null);

  readonly #results = new Newest<Question, Result | null>((question) => this.#filter(question), (result) => this.#drawn(result), (reason) => this.#failed(reason), () => this.session.surgery.drawn());
  readonly #cells = new Newest<CellQuestion, Reading>((question) => this.#read(question), (reading) => (this.reading = reading), () => (this.reading = null));
  readonly #presets = new Newest<{ chosen: ChosenPreset; size: Size; gesture: string }, api.PresetWeights>(
    ({ chosen, size }) => api.preset(chosen.name, size, chosen.values),
    ({ weights, sentence }, { chosen, gesture }) => this.#lay(weights, sentence, chosen, gesture),
    (reason) => this.#failed(reason));
  readonly #ground = new Ground(() => this.session, (kept) => (this.kept = kept));

  constructor(readonly session: Session) {
    if (session.view.studio && decode(session.view.studio) === null) session.errands.say('The filter in this link could not be read, so the studio shows its usual start.');
    void api.presets().then((presets) => (this.presets = presets), (reason: unknown) => this.#failed(reason));
  }

  close(): void {
    this.#results.close();
    this.#cells.close();
    this.#presets.close();
  }

  // ------------------------------------------------------------------ what the filters are laid on

  /** The chosen source; the network's own input where the picture itself is not in this browser. */
  readonly source: Source = $derived.by(() => {
    const { source } = this.making;
    void this.session.original.address;
    const usual = source.layer === null && this.session.original.given === null;
    const layer = usual ? this.session.layers.find(({ inputs }) => inputs.length === 0)?.name ?? null : source.layer;
    if (layer === null) return { layer: null };
    const maps = this.session.layers.find(({ name }) => name === layer)?.shape[0];
    if (maps === undefined) return { layer: null };
    const map = usual ? null : (source as { map: number | null }).map;
    return { layer, map: map === null ? null : Math.min(map, maps - 1) };
  });
  /** Rows and columns of the source; nothing while they are not known. */
  readonly size: Size | null = $derived.by(() => {
    if (this.source.layer === null) return this.kept ? [this.kept.height, this.kept.width] : null;
    const maps = this.session.maps.get(this.source.layer);
    return maps ? [maps.shape[1], maps.shape[2]] : null;
  });
  readonly channels: number = $derived.by(() => {
    if (this.source.layer === null) return 3;
    return this.source.map !== null ? 1 : this.session.maps.get(this.source.layer)?.shape[0] ?? 1;
  });
  /** Which picture or which maps, by name: a result is only drawn over the same. */
  readonly from: string = $derived.by(() => {
    void this.session.original.address;
    const { given } = this.session.original;
    return this.source.layer === null ? `picture ${typeof given === 'string' ? given : this.session.original.address ?? ''}` : `maps ${this.session.run?.run} ${this.source.layer} ${this.source.map ?? 'all'}`;
  });

  // ------------------------------------------------------------------ what is wanted

  #weights({ slices }: Step): api.FilterStep['weights'] {
    if (slices.length === 1) return toRows(slices[0]!);
    return slices.length === this.channels ? slices.map(toRows) : toRows(forAll(slices));
  }
  /** One for each channel meets another number of channels: they are added up. */
  readonly addedUp: boolean = $derived.by(() => !this.row && this.making.steps[0]!.slices.length > 1 && this.making.steps[0]!.slices.length !== this.channels);

  readonly wanted: Question | null = $derived.by(() => {
    if (!this.slices.length || this.row) return null;
    const made = this.making.steps.map((step, i) => (i === this.making.at && this.making.learned ? { ...step, slices: this.slices } : step));
    const steps = made.map((step, i) => ({
      weights: i === 0 ? this.#weights(step) : toRows(step.slices[0]!),
      bias: step.bias, stride: step.stride, padding: step.padding, border: step.border, dilation: step.dilation, flip: step.flip, relu: step.relu, pool: step.pool,
    }));
    return { key: JSON.stringify([this.from, steps]), from: this.from, moves: made.flatMap(movesOf), filtering: { steps } };
  });

  /** What there is to draw: the server's answer, or, of a row, what each weight makes of its own cell. */
  readonly drawn: Result | null = $derived.by(() => (this.row ? this.#products() : this.result?.from === this.from ? this.result : null));

  #products(): Result | null {
    const maps = this.source.layer === null ? undefined : this.session.maps.get(this.source.layer);
    const { rows, columns, weights } = this.filter;
    if (maps?.shape[1] !== rows || maps.shape[2] !== columns) return null;
    const data = channel(maps, Math.min(this.slice, maps.shape[0] - 1)).map((value, i) => value * weights[i]!);
    return { key: 'row', from: this.from, map: { shape: [1, rows, columns], data }, ...range(data), sentence: '', covers: { top: 0, left: 0, height: rows, width: columns }, moves: [] };
  }

  /** Ask for what is wanted. */
  follow(): void {
    if (this.wanted && this.wanted.key !== this.result?.key) this.#results.want(this.wanted);
  }
  /** Ask what one pixel of the result is made of. */
  read(place: readonly [number, number] | null): void {
    if (!place || !this.wanted) {
      this.#cells.drop();
      this.reading = null;
    } else this.#cells.want({ ...this.wanted, row: place[0], column: place[1] });
  }

  async #filter(question: Question): Promise<Result | null> {
    const told = await this.#ground.ask(this.source, (source) => api.convolve({ source, ...question.filtering }));
    const [, rows, columns] = told.map.shape;
    const { low, high } = told.low === undefined ? range(told.map.data) : told;
    return { key: question.key, from: question.from, map: told.map, low, high, sentence: told.sentence ?? '', covers: footprint(question.moves, [rows, columns]), moves: question.moves };
  }
  async #read({ key, row, column, filtering }: CellQuestion): Promise<Reading> {
    return { key, row, column, cell: await this.#ground.ask(this.source, (source) => api.filteredCell({ source, ...filtering }, [row, column])) };
  }

  #drawn(result: Result | null): void {
    this.result = result;
    this.fault = null;
  }
  #failed(reason: unknown): void {
    if (reason instanceof Problem && reason.lasting) this.fault = reason.sentence;
    else this.session.errands.report(reason, () => this.wanted && this.#results.want(this.wanted));
  }

  // ------------------------------------------------------------------ changing it

  /** Something else in the studio: a step to be undone; changes of one gesture are one step. */
  put(made: Making, gesture?: string): void {
    const place = made.target ?? this.target;
    const reason = made.follow && place ? misfit(this.session, made, place, slicesIn(this.session, made)) : null;
    if (reason) this.said = `The network no longer follows. ${reason}`;
    const making = reason ? { ...made, follow: false } : made;
    const text = encode(making);
    if (text === this.session.view.studio) return;
    if (text.length > LONGEST) {
      this.session.errands.say('This is more than fits into a link, so it was left as it was. Paint fewer slices at a time.');
      return;
    }
    const edits = making.follow ? { edits: added(this.session.view.edits, this.#edit(making), this.#name(making)) } : {};
    this.session.change({ studio: text, ...edits }, gesture);
  }
  /** Looking at another part of it is nothing to be undone. */
  look(change: Partial<Making>): void {
    this.session.look({ studio: encode({ ...this.making, ...change }) });
  }

  #edit(making: Making) {
    return editOf(this.session, making, making.target ?? this.target!, slicesIn(this.session, making));
  }
  #name(making: Making): string | undefined {
    if (making.learned) return undefined;
    const { preset, name } = making.steps[making.at]!;
    return name || this.presets.find(({ name }) => name === preset?.name)?.title.toLowerCase() || 'your filter';
  }

  /** Another filter in place of the one on the pad. */
  paint(filter: Filter, gesture?: string): void {
    if (same(filter, this.filter)) return;
    this.put(this.#with(filter, null), gesture);
  }
  #with(filter: Filter, preset: ChosenPreset | null, making = this.making): Making {
    if (making.learned) return { ...making, painted: new Map([...making.painted, [this.slice, filter]]) };
    return this.#stepped({ slices: this.slices.map((slice, i) => (i === this.slice ? filter : slice)), preset }, making);
  }
  #stepped(change: Partial<Step>, making = this.making): Making {
    return { ...making, steps: making.steps.map((step, i) => (i === making.at ? { ...step, ...change } : step)) };
  }
  /** A name for what is on the pad; the link carries it. */
  call(name: string): void {
    if (!this.making.learned) this.look(this.#stepped({ name }));
  }
  set(change: Partial<Step>, gesture?: string): void {
    this.put(this.#stepped(change), gesture);
  }
  arrange(change: Partial<Making>): void {
    this.put({ ...this.making, ...change });
  }

  /** Something new on the pad: it is no longer a learned filter, and the network stops following. */
  take(step: Step): void {
    const making = this.making.learned ? { ...START, target: this.target } : this.making;
    this.put({ ...making, steps: making.steps.map((old, i) => (i === making.at ? { ...old, slices: i === 0 ? step.slices : [forAll(step.slices)], preset: step.preset, name: step.name } : old)), slice: 0, follow: making.follow });
  }

  resize(size: Size, resized: (filter: Filter) => Filter): void {
    const { preset } = this.step;
    const known = this.presets.find(({ name }) => name === preset?.name);
    if (preset && known && fits(known, size)) this.#presets.want({ chosen: preset, size, gesture: `size ${performance.now()}` });
    else this.set({ slices: this.slices.map(resized), preset: null });
  }

  /** One filter for all channels, or one for each; what comes out stays the same. */
  spread(each: boolean, slice = 0): void {
    if (each === this.slices.length > 1) this.look({ slice });
    else this.put({ ...this.#stepped({ slices: each ? forEach(this.slices[0]!, 3) : [forAll(this.slices)], preset: each ? null : this.step.preset }), slice });
  }

  /** A ready-made filter onto the pad, at the size of the pad where it has that. */
  preset(preset: Preset, values: Readonly<Record<string, number>> = {}, gesture = `preset ${performance.now()}`): void {
    const here: Size = [this.filter.rows, this.filter.columns];
    const chosen = { name: preset.name, values: { ...Object.fromEntries(preset.parameters.map(({ name, value }) => [name, value])), ...values } };
    const size = this.making.learned || (fits(preset, here) && Math.max(...here) > 1) ? here : preset.size;
    this.#presets.want({ chosen, size, gesture });
  }
  #lay(weights: readonly (readonly number[])[], sentence: string, chosen: ChosenPreset, gesture: string): void {
    const [rows, columns] = [weights.length, weights[0]!.length];
    const filter: Filter = { rows, columns, weights: Float32Array.from(weights.flat()) };
    this.said = sentence;
    const resized = this.slices.map((slice) => (slice.rows === rows && slice.columns === columns ? slice : blank([rows, columns])));
    if (this.making.learned) this.put(this.#with(filter, null), gesture);
    else this.put(this.#stepped({ slices: resized.map((slice, i) => (i === this.slice ? filter : slice)), preset: chosen, name: '' }), gesture);
  }

  // ------------------------------------------------------------------ the chain

  add(step = stepOf(IDENTITY)): void {
    const { making } = this;
    if (making.steps.length < MOST_STEPS && !making.learned) this.put({ ...making, steps: [...making.steps, step], at: making.steps.length, slice: 0 });
  }
  remove(at: number): void {
    const steps = this.making.steps.toSpliced(at, 1);
    if (steps.length) this.put({ ...this.making, steps: onlyFirstSpread(steps), at: Math.min(this.making.at, steps.length - 1), slice: 0 });
  }
  move(at: number, by: -1 | 1): void {
    const { steps } = this.making;
    if (!steps[at + by]) return;
    this.put({ ...this.making, steps: onlyFirstSpread(steps.toSpliced(at, 1).toSpliced(at + by, 0, steps[at]!)), at: at + by, slice: 0 });
  }
}
