/**
 * What has come of networks too large to hold, piece by piece. A piece is asked for when
 * somebody looks at it; what nobody looks at is forgotten again, longest unused first, once
 * there is more than `limit` bytes of it. Few questions are under way at a time, the newest
 * first: whoever scrolls on does not wait for what has left the screen.
 */
import { untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';

export const LIMIT = 128 * 2 ** 20;
const AT_ONCE = 4;

export interface Piece {
  readonly value: unknown;
  readonly bytes: number;
}
interface Job {
  readonly name: string;
  readonly ask: () => Promise<Piece>;
}

export class Stock {
  #held = new SvelteMap<string, Piece>();
  /** When each was wanted last; counted, not timed. */
  #used = new Map<string, number>();
  #turn = 0;
  #seen = new Map<string, number>();
  #waiting: Job[] = [];
  #asking = new Set<string>();
  bytes = 0;

  /** `failed` hears why a piece did not come, and how to ask again. */
  constructor(private readonly failed: (reason: unknown, again: () => void) => void, private readonly limit = LIMIT) {}

  /** A piece, if it is here; whoever reads it in an effect is told when it comes. */
  get(name: string): unknown {
    return this.#held.get(name)?.value;
  }

  /** Have a piece fetched, unless it is here or on its way. */
  want(name: string, ask: () => Promise<Piece>): void {
    this.#used.set(name, (this.#turn += 1));
    if (untrack(() => this.#held.has(name)) || this.#asking.has(name)) return;
    this.#waiting = [...this.#waiting.filter((job) => job.name !== name), { name, ask }];
    this.#next();
  }

  /** Somebody looks at a piece until they call what this answers: so long it is not forgotten. */
  look(name: string, ask: () => Promise<Piece>): () => void {
    this.#seen.set(name, (this.#seen.get(name) ?? 0) + 1);
    this.want(name, ask);
    return () => {
      const left = (this.#seen.get(name) ?? 1) - 1;
      if (left) return void this.#seen.set(name, left);
      this.#seen.delete(name);
      this.#waiting = this.#waiting.filter((job) => job.name !== name);
    };
  }

  #next(): void {
    while (this.#asking.size < AT_ONCE) {
      const job = this.#waiting.pop();
      if (!job) return;
      void this.#fetch(job);
    }
  }

  async #fetch({ name, ask }: Job): Promise<void> {
    this.#asking.add(name);
    try {
      this.#keep(name, await ask());
    } catch (reason) {
      this.failed(reason, () => this.want(name, ask));
    } finally {
      this.#asking.delete(name);
      this.#next();
    }
  }

  #keep(name: string, piece: Piece): void {
    this.#held.set(name, piece);
    this.bytes += piece.bytes;
    if (this.bytes <= this.limit) return;
    const oldest = [...this.#held.keys()].sort((a, b) => (this.#used.get(a) ?? 0) - (this.#used.get(b) ?? 0));
    for (const old of oldest) {
      if (this.bytes <= this.limit) return;
      if (old === name || this.#seen.has(old)) continue;
      this.bytes -= this.#held.get(old)!.bytes;
      this.#held.delete(old);
      this.#used.delete(old);
    }
  }
}
