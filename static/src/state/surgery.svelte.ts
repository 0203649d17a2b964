/**
 * The network with its edits, beside the network as it was learned. What comes of the edits is
 * asked of the server: while a brush moves one question at a time, the newest next, and an
 * answer to edits that are no longer wanted is followed by another before it can grow old; at
 * rest, everything there is to say about the run.
 */
import { tick } from 'svelte';
import type { Weights } from '../core/products';
import { patched, type Patch, type Tensor } from '../core/tensor';
import * as api from '../data/api';
import { Problem } from '../data/api';
import type { Run, RunChanges, TriedEdits } from '../data/types';
import { active, isEdited, type Edits } from '../core/edits';
import type { Errands } from './errands.svelte';
import { isLarge } from './large';

/** A run and all its maps. */
export interface Seen {
  readonly run: Run;
  readonly maps: ReadonlyMap<string, Tensor>;
}

/** What edits made of a run: all that differs from it. */
export interface Edited {
  /** The run they were made on. */
  readonly on: string;
  readonly run: Run;
  readonly maps: ReadonlyMap<string, Patch>;
  /** All its maps, of a run that is too large for its changes to come at once; else null. */
  readonly whole: ReadonlyMap<string, Tensor> | null;
  /** What the edited layers hold now, by "layer.param". */
  readonly weights: ReadonlyMap<string, Weights>;
  readonly changes: RunChanges;
}

/** Milliseconds without another change after which the whole run is brought. */
const REST = 120;

/** How the maps of a large run are come by. */
type Bring = (run: Run, signal?: AbortSignal) => Promise<ReadonlyMap<string, Tensor>>;

/** Everything about a run with edits. Null where they leave nothing changed. Throws Problem where they cannot be made. */
export async function edited(plain: Run, edits: Edits, bring: Bring, signal?: AbortSignal): Promise<Edited | null> {
  const made = active(edits);
  if (!made.length) return null;
  const layers = [...new Set(made.map(({ layer }) => layer))];
  if (isLarge(plain.layers)) {
    const run = await api.edit(plain.run, made, signal);
    if (run.run === plain.run) return null;
    const [whole, changes, weights] = await Promise.all([bring(run, signal), api.changes(run.run, signal), api.runWeights(run.run, layers, signal)]);
    return { on: plain.run, run, maps: new Map(), whole, changes, weights };
  }
  const [run, tried] = await Promise.all([api.edit(plain.run, made, signal), api.tryEdits(plain.run, made, signal)]);
  if (run.run === plain.run) return null;
  return { on: plain.run, run, maps: tried.maps, whole: null, changes: tried.changes, weights: await api.runWeights(run.run, layers, signal) };
}

interface Means {
  readonly errands: Errands;
  /** The run without edits that is on the page. */
  readonly plain: () => Run | null;
  readonly edits: () => Edits;
  /** These edits cannot be made: back to those that could. */
  readonly revert: (edits: Edits) => void;
  readonly bring: Bring;
  /** The server no longer keeps the run: bring it back. */
  readonly again: () => Promise<boolean>;
}

export class Surgery {
  now = $state.raw<Edited | null>(null);
  /** A brush moves, and what is on the page follows it. */
  live = $state(false);
  /** The last edits that could be made; at rest, those that are on the page. */
  made = $state.raw<Edits>([]);
  /** The first layer that changed, where what is on the page came by an edit: its maps may change in turn. */
  inTurn = $state.raw<string | null>(null);
  #asking = false;
  /** Questions are counted, so that no answer is shown after the answer to a later one. */
  #asked = 0;
  #answered = 0;
  /** The question under way; resolved where there is none. */
  #under: Promise<unknown> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly means: Means) {}

  /** A run came with its edits made already, or without any. */
  show(now: Edited | null, edits: Edits, byHand = false): void {
    clearTimeout(this.#timer);
    this.#answered = ++this.#asked;
    this.inTurn = byHand && !this.live ? ((now ?? this.now)?.changes.first ?? null) : null;
    this.now = now;
    this.live = false;
    this.made = edits;
  }

  /** Bring the page to where the edits stand; `moving` while the hand that changes them is not done. */
  follow(moving: boolean): void {
    clearTimeout(this.#timer);
    if (moving) {
      this.live = true;
      void this.#catchUp();
      this.#timer = setTimeout(() => void this.#settle(), REST);
    } else void this.#settle();
  }

  /** Once the maps of the question under way, if there is one, are drawn: the network comes first. */
  async drawn(): Promise<void> {
    await this.#under;
    await tick();
  }

  /** One question after the other until the page shows the newest edits. */
  async #catchUp(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      for (let shown: Edits | null = null; shown !== this.means.edits(); ) {
        const [wanted, plain] = [this.means.edits(), this.means.plain()];
        // Of a large network the hand is followed when it rests.
        if (!plain || !isEdited(wanted) || isLarge(plain.layers)) break;
        const mine = ++this.#asked;
        const answer = api.tryEdits(plain.run, active(wanted));
        this.#under = answer.catch(() => {});
        const tried = await answer;
        if (this.means.plain() !== plain || !this.live) break; // another picture, or the whole run, has come meanwhile
        if (mine < this.#answered) continue;
        this.#answered = mine;
        this.now = sketch(plain, this.now, tried);
        shown = wanted;
      }
    } catch {
      // At rest the same is asked again, and what is wrong with it is said then.
    } finally {
      this.#asking = false;
    }
  }

  /** The hand rests: the whole run, kept by the server, with its sentences and weights. */
  async #settle(afresh = false): Promise<void> {
    const [wanted, plain] = [this.means.edits(), this.means.plain()];
    if (!plain) return;
    const current = () => this.means.edits() === wanted && this.means.plain() === plain;
    try {
      const now = await edited(plain, wanted, this.means.bring);
      if (current()) this.show(now, wanted, true);
    } catch (reason) {
      if (!current()) return;
      if (reason instanceof Problem && reason.runNotKept && !afresh && (await this.means.again())) return this.#settle(true);
      this.means.errands.report(reason, () => this.follow(false));
      if (reason instanceof Problem && reason.lasting) this.means.revert(this.made);
    }
  }
}

/** What a moving brush shows: new numbers under the name of the last run that is kept. */
function sketch(plain: Run, before: Edited | null, { run, maps, changes }: TriedEdits): Edited {
  const changed = new Map(run.layers.map((layer) => [layer.name, layer]));
  const kept = before?.on === plain.run ? before : null;
  return {
    on: plain.run,
    run: {
      ...plain,
      run: kept?.run.run ?? plain.run,
      prediction: run.prediction,
      unsure: run.unsure,
      layers: plain.layers.map((layer) => ({ ...layer, ...changed.get(layer.name) })),
    },
    maps,
    whole: null,
    changes,
    weights: kept?.weights ?? new Map(),
  };
}

/** All maps of a run, given those before its edits and what these changed. */
export function withEdits(before: ReadonlyMap<string, Tensor>, changed: ReadonlyMap<string, Patch>): ReadonlyMap<string, Tensor> {
  const maps = new Map(before);
  for (const [layer, patch] of changed) {
    const held = before.get(layer);
    if (held) maps.set(layer, patched(held, patch));
  }
  return maps;
}

/** One stack of maps less another, cell by cell. */
const differences = new WeakMap<Tensor, { readonly from: Tensor; readonly difference: Tensor }>();
export function difference(after: Tensor, before: Tensor): Tensor {
  const known = differences.get(after);
  if (known?.from === before) return known.difference;
  const made: Tensor = { shape: after.shape, data: after.data.map((value, i) => value - before.data[i]!) };
  differences.set(after, { from: before, difference: made });
  return made;
}
