/**
 * Things the page does that may fail: the newest wins, older ones are given up, and a failure
 * is said in a sentence with a way to try again. Nothing is lost by one.
 */
import { Problem } from '../data/api';

export interface Trouble {
  readonly sentence: string;
  readonly retry: (() => void) | null;
}

const OURS = 'Something on this page went wrong. Reload it, and if it happens again, tell us what you did.';

export class Errands {
  /** What is being waited for, in words; null when nothing is. */
  busy = $state<string | null>(null);
  trouble = $state.raw<Trouble | null>(null);
  /** A remark that is no fault: a damaged link, a picture that had to be sent again. */
  remark = $state<string | null>(null);
  #latest: AbortController | null = null;

  /** Run one; `again` is how to try it another time. `current` tells the work whether it is still wanted. */
  async attempt(doing: string | null, work: (current: () => boolean, signal: AbortSignal) => Promise<void>, again: () => void): Promise<void> {
    this.#latest?.abort();
    const mine = (this.#latest = new AbortController());
    const current = () => mine === this.#latest;
    this.busy = doing;
    this.trouble = null;
    try {
      await work(current, mine.signal);
    } catch (reason) {
      if (current()) this.report(reason, again);
    } finally {
      if (current()) this.busy = null;
    }
  }

  /** A remark beside those already made. */
  say(sentence: string): void {
    this.remark = this.remark ? `${this.remark} ${sentence}` : sentence;
  }

  /** Something could not be done: a sentence, and a way to try again. */
  fail(sentence: string, again: (() => void) | null): void {
    this.trouble = { sentence, retry: again && (() => { this.trouble = null; again(); }) };
  }

  /** Say why something failed. What was no answer of the server is a fault of ours, and goes to the console too. */
  report(reason: unknown, again: () => void): void {
    const known = reason instanceof Problem;
    if (!known) console.error(reason);
    this.fail(known ? reason.sentence : OURS, known && reason.lasting ? null : again);
  }
}
