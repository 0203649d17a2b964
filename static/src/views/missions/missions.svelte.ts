/**
 * The missions of a network, and how far the open one has come. It is checked by itself whenever
 * another run is on the page: one question at a time, the newest next, and an answer to what is
 * no longer on the page is never shown.
 */
import { active } from '../../core/edits';
import * as api from '../../data/api';
import { Problem } from '../../data/api';
import { attempt, doneBefore, missions, nameOf, rememberDone, type Finding, type Mission } from '../../data/missions';
import { broughtBack } from '../../state/back';
import type { Session } from '../../state/session.svelte';

/** How somebody stands with a mission, as long as the page is open. */
export interface Progress {
  /** How many hints were asked for. */
  readonly hints: number;
  readonly answer: number | null;
  /** How it was done, until another way is tried. */
  readonly finished: Finding | null;
}
const FRESH: Progress = { hints: 0, answer: null, finished: null };

interface Question {
  readonly key: string;
  readonly network: string;
  readonly mission: string;
  readonly run: string;
  readonly answer: number | null;
}

export class Missions {
  /** Null until they have come. */
  list = $state.raw<readonly Mission[] | null>(null);
  /** The one that is open. */
  chosen = $state<string | null>(null);
  trouble = $state<string | null>(null);
  done = $state.raw(doneBefore());
  #progress = $state.raw<Readonly<Record<string, Progress>>>({});
  #found = $state.raw<{ readonly question: Question; readonly finding: Finding } | null>(null);
  #of: string | null = null;
  #asking = false;

  constructor(readonly session: Session) {}

  // Getters: whatever is derived belongs to the panel that asked first, and this outlives it.
  get open(): Mission | null {
    return this.list?.find(({ id }) => id === this.chosen) ?? null;
  }
  get progress(): Progress {
    return this.open ? this.#progress[this.#name(this.open)] ?? FRESH : FRESH;
  }
  /** What was last seen of the open mission; it stays while the next is on its way. */
  get finding(): Finding | null {
    const { question, finding } = this.#found ?? {};
    return question && question.mission === this.chosen && question.network === this.session.network?.id ? finding ?? null : null;
  }
  /** What should be known now; null while nothing is open, a brush moves, or it is done. */
  get question(): Question | null {
    const { session, open, progress } = this;
    const network = session.network?.id;
    const run = (session.after ?? session.plain)?.run;
    if (!network || !open || !run || run.network !== network || session.surgery.live || progress.finished) return null;
    const { answer } = progress;
    return { key: JSON.stringify([run.run, open.id, answer]), network, mission: open.id, run: run.run, answer };
  }

  #name = (mission: Mission): string => nameOf(this.session.network?.id ?? '', mission.id);
  isDone = (mission: Mission): boolean => this.done.has(this.#name(mission));

  /** The missions of the network on the page, once for each network. */
  async load(): Promise<void> {
    const network = this.session.network?.id;
    if (!network || network === this.#of) return;
    this.#of = network;
    [this.list, this.trouble] = [null, null];
    try {
      const list = await missions(network);
      if (this.#of === network) this.list = list;
    } catch (reason) {
      if (this.#of !== network) return;
      this.#of = null;
      this.trouble = said(reason);
    }
  }

  toggle(id: string): void {
    this.chosen = this.chosen === id ? null : id;
    this.trouble = null;
  }

  #set(change: Partial<Progress>): void {
    if (this.open) this.#progress = { ...this.#progress, [this.#name(this.open)]: { ...this.progress, ...change } };
  }
  hint(): void {
    this.#set({ hints: Math.min(this.open?.hints.length ?? 0, this.progress.hints + 1) });
  }
  answer(value: number | null): void {
    this.#set({ answer: value });
  }
  /** Do it once more: the answer is asked for anew, and the run that did it is not looked at again. */
  again(): void {
    this.#set({ answer: null, finished: null });
  }

  /** To the picture and the layer of the mission; everything else stays as it is. */
  async begin(): Promise<void> {
    const { session, open } = this;
    if (!open) return;
    const there = session.sample?.id === open.sample && session.plain?.run.run === session.base?.run;
    if (open.sample !== null && !there) await session.openSample(open.sample);
    if (open.layer !== null && session.layer?.name !== open.layer) session.goTo(open.layer);
  }

  /** Find out what should be known; called whenever that changes. */
  async follow(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      for (let asked = this.question; asked && asked.key !== this.#found?.question.key; asked = this.question) {
        const finding = await this.#ask(asked);
        if (this.question?.key === asked.key) this.#show(asked, finding);
      }
      this.trouble = null;
    } catch (reason) {
      this.trouble = said(reason);
    } finally {
      this.#asking = false;
    }
  }

  async #ask(asked: Question, afresh = false): Promise<Finding> {
    try {
      return await attempt(asked.run, asked.mission, asked.answer);
    } catch (reason) {
      if (!(reason instanceof Problem)) throw reason;
      if (reason.runNotKept && !afresh && (await this.#broughtBack())) return this.#ask(asked, true);
      if (!reason.lasting) throw reason;
      return { done: false, sentence: reason.sentence, learned: '' };
    }
  }

  /** The picture, and then the edits on it. */
  async #broughtBack(): Promise<boolean> {
    const { session } = this;
    const { plain, after } = session;
    if (!plain || !(await broughtBack(session))) return false;
    if (after) await api.edit(plain.run.run, active(session.view.edits));
    return true;
  }

  #show(question: Question, finding: Finding): void {
    this.#found = { question, finding };
    if (!finding.done) return;
    this.#set({ finished: finding });
    this.done = new Set([...this.done, nameOf(question.network, question.mission)]);
    rememberDone(this.done);
  }
}

function said(reason: unknown): string {
  if (reason instanceof Problem) return reason.sentence;
  console.error(reason);
  return 'Something went wrong with the missions. Try again.';
}

/** The same for whoever asks: what was said and seen outlives a panel that is closed. */
const kept = new WeakMap<Session, Missions>();
export function missionsOf(session: Session): Missions {
  const known = kept.get(session) ?? new Missions(session);
  kept.set(session, known);
  return known;
}
