/**
 * The layer laboratory: two sets of settings of one layer and what comes out of each. The
 * settings live in the address; answers are asked for one at a time, the newest first, and one
 * that is no longer wanted is never drawn.
 */
import * as api from '../../data/api';
import { Problem } from '../../data/api';
import type { Experiment, LayerInfo, Setting, Settings } from '../../data/types';
import type { Session } from '../../state/session.svelte';
import { broughtBack } from '../../state/back';
import { ALIKE, decode, encode, first, OPENED, turned, type Sides, type Which } from './sides';

/** Settings that follow each other this closely are one step to be undone. */
const GESTURE = 900;
const KEPT = 60;

interface Wanted {
  readonly which: Which;
  readonly key: string;
  readonly settings: Settings;
  readonly beside: Settings;
}
/** What the server said to one set of settings: an experiment, or why there is none. */
export interface Told {
  readonly found: Experiment | null;
  readonly fault: string | null;
}
const NOTHING: Told = { found: null, fault: null };

export class Lab {
  readonly sides: Sides = $derived.by(() => decode(this.session.view.lab ?? OPENED));
  /** What is on the page, side by side; the last of each until the next is here. */
  shown = $state.raw<Readonly<Record<Which, Told>>>({ a: NOTHING, b: NOTHING });
  waiting = $state(false);
  /** Settings that were left behind, to go back to. */
  past = $state.raw<readonly string[]>([]);
  #kept = new Map<string, Told>();
  #asking = false;
  #closed = false;
  #last = { name: '', when: 0 };

  constructor(readonly session: Session, readonly layer: LayerInfo) {}

  /** The layer as the network has it. */
  get own(): Settings {
    return (this.shown.a.found ?? this.shown.b.found)?.before.settings ?? {};
  }

  /** Nobody looks any more: an answer still on its way is for nothing. */
  close(): void {
    this.#closed = true;
  }

  /** What should be on the page; nothing once it is closed, or on another layer. */
  get wanted(): readonly Wanted[] {
    const { run, cell, layer, view } = this.session;
    if (!run || this.#closed || layer?.name !== this.layer.name || view.lab === null) return [];
    const { a, b } = this.sides;
    const want = (which: Which, settings: Settings, beside: Settings): Wanted =>
      ({ which, settings, beside, key: JSON.stringify([run.run, cell[0], settings, beside]) });
    return [want('a', a, {}), want('b', b, a)];
  }

  /** Bring about what is wanted: one question at a time, and after each look again what is wanted now. */
  async follow(): Promise<void> {
    this.#show();
    if (this.#asking) return;
    this.#asking = this.waiting = true;
    try {
      for (;;) {
        const next = this.wanted.find(({ key }) => !this.#kept.has(key));
        if (!next) break;
        await this.#ask(next);
        this.#show();
      }
    } catch (reason) {
      this.session.errands.report(reason, () => void this.follow());
    } finally {
      this.#asking = this.waiting = false;
    }
  }

  async #ask(wanted: Wanted, again = false): Promise<void> {
    const { key, settings, beside } = wanted;
    const { run, cell } = this.session;
    try {
      this.#kept.set(key, { found: await api.experiment(run!.run, this.layer.name, cell[0], settings, beside), fault: null });
    } catch (reason) {
      if (!(reason instanceof Problem)) throw reason;
      if (reason.runNotKept && !again && (await broughtBack(this.session))) return this.#ask(wanted, true);
      if (!reason.lasting) throw reason;
      this.#kept.set(key, { found: null, fault: reason.sentence });
    }
    for (const old of [...this.#kept.keys()].slice(0, -KEPT)) this.#kept.delete(old);
  }

  #show(): void {
    const next = { ...this.shown };
    for (const { which, key } of this.wanted) next[which] = this.#kept.get(key) ?? next[which];
    if (next.a !== this.shown.a || next.b !== this.shown.b) this.shown = next;
    this.#begin();
  }

  /** Just opened: put a first difference on the second side. */
  #begin(): void {
    const { found } = this.shown.a;
    if (this.session.view.lab !== OPENED || !found || !this.wanted.length) return;
    const choices = found.knobs.find(({ name }) => name === 'kind')?.choices.map(({ value }) => value) ?? [];
    this.session.look({ lab: encode({ ...ALIKE, b: first(found.before.settings, choices) }) });
  }

  turn(which: Which, name: string, value: Setting): void {
    this.set({ ...this.sides, [which]: turned(this.sides[which], name, value, this.own) }, `${which} ${name}`);
  }

  reset = (which: Which): void => this.set({ ...this.sides, [which]: {} });
  swap = (): void => this.set({ a: this.sides.b, b: this.sides.a });

  /** Other settings; `name` is what is being turned, for a gesture is one step to be undone. */
  set(sides: Sides, name = ''): void {
    const [before, now] = [this.session.view.lab ?? OPENED, performance.now()];
    const text = encode(sides);
    if (text === before) return;
    const gesture = name !== '' && this.#last.name === name && now - this.#last.when < GESTURE;
    this.#last = { name, when: now };
    if (!gesture) this.past = [...this.past.slice(-99), before];
    this.session.look({ lab: text });
  }

  undo(): void {
    const before = this.past.at(-1);
    if (before === undefined) return;
    this.past = this.past.slice(0, -1);
    this.#last = { name: '', when: 0 };
    this.session.look({ lab: before });
  }
}
