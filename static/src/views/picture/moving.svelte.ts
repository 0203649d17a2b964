/**
 * "Move the picture about": whether its sliders are on the page, what sliders there are, and the
 * verdict along each of them. A curve is asked for once the sliders rest; until it is here the
 * old one stays, and says that it is old.
 */
import { active, encodeEdits, isEdited } from '../../core/edits';
import * as api from '../../data/api';
import type { Alteration, Changes, Sweep } from '../../data/types';
import type { Session } from '../../state/session.svelte';
import { isAltered } from '../../state/view';

const REST = 140;
const KEPT = 80;
/** Changes that follow each other this closely are one step in the history. */
const GESTURE = 1500;

interface Held {
  readonly key: string;
  readonly sweep: Sweep;
}

class Moving {
  open = $state(false);
  /** Somebody has just asked for the sliders: the focus goes there once they are here. */
  asked = false;
  alterations = $state.raw<readonly Alteration[]>([]);
  held = $state.raw<Readonly<Record<string, Held>>>({});
  /** The slider that was touched last: its curve is told in words. */
  active = $state('');
  #begun = false;
  #kept = new Map<string, Sweep>();
  #last = { name: '', when: 0 };

  /** A link that moves the picture about opens the sliders too. */
  begin(session: Session): void {
    if (this.#begun) return;
    this.#begun = true;
    this.open = isAltered(session.view);
  }

  async fetch(session: Session): Promise<void> {
    if (this.alterations.length) return;
    try {
      this.alterations = await api.alterations();
    } catch (reason) {
      session.errands.report(reason, () => void this.fetch(session));
    }
  }

  /** What the others are set to while one slider is swept, and what the network was edited to. */
  #key({ base, view }: Session, name: string, changes: Changes): string {
    return JSON.stringify([base!.run, encodeEdits(view.edits.filter(({ on }) => on)), name, without(changes, name)]);
  }

  /** Whether the curve of a slider is the one for where the others stand. */
  fresh = (session: Session, name: string): boolean => this.held[name]?.key === this.#key(session, name, session.view.altered);

  /** Get every curve that is missing, the touched slider's first, one at a time; answers how to stop. */
  follow(session: Session): () => void {
    const [base, { altered: changes, edits }] = [session.base!.run, session.view];
    const wanted = this.alterations.map(({ name }) => ({ name, key: this.#key(session, name, changes) }));
    const known = wanted.filter(({ name, key }) => this.#kept.has(key) && this.held[name]?.key !== key);
    if (known.length) this.held = { ...this.held, ...Object.fromEntries(known.map(({ name, key }) => [name, { key, sweep: this.#kept.get(key)! }])) };
    const missing = wanted.filter(({ key }) => !this.#kept.has(key)).sort((a, b) => Number(b.name === this.active) - Number(a.name === this.active));
    if (!missing.length) return () => {};
    const stop = new AbortController();
    const ask = async () => {
      const from = isEdited(edits) ? (await api.edit(base, active(edits), stop.signal)).run : base;
      for (const { name, key } of missing) {
        const sweep = await api.sweep(from, name, without(changes, name), stop.signal);
        this.#kept.set(key, sweep);
        for (const old of [...this.#kept.keys()].slice(0, -KEPT)) this.#kept.delete(old);
        this.held = { ...this.held, [name]: { key, sweep } };
      }
    };
    const timer = setTimeout(() => ask().catch(() => {
      // Without its curve a slider works as before.
    }), Object.keys(this.held).length ? REST : 0);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }

  /** Set one slider; a row of changes to the same one is one step in the history. */
  set(session: Session, name: string, value: number): void {
    this.active = name;
    const now = performance.now();
    const gesture = this.#last.name === name && now - this.#last.when < GESTURE;
    this.#last = { name, when: now };
    this.alter(session, { ...session.view.altered, [name]: value }, gesture ? 'replace' : 'push');
  }

  /** All sliders at once; the ones at rest are left out, the others stand in the order of the page. */
  alter(session: Session, changes: Changes, history: 'push' | 'replace' = 'push'): void {
    const moved = this.alterations.filter(({ name, neutral }) => name in changes && changes[name] !== neutral);
    const next = Object.fromEntries(moved.map(({ name }) => [name, Number(changes[name]!.toFixed(4))]));
    if (JSON.stringify(next) !== JSON.stringify(session.view.altered)) session.alter(next, history);
  }
}

const without = (changes: Changes, name: string): Changes => Object.fromEntries(Object.entries(changes).filter(([other]) => other !== name));

export const moving = new Moving();
