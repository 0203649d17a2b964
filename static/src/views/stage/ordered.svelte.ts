/**
 * In which order many channels stand on the stage, and how many of them: as they come, or those
 * that decide most first, the rest folded into one line. While the window moves nobody changes
 * places; the order is made anew where it rests.
 */
import { weightiest } from '../../core/evidence';
import type { Account } from '../../core/products';
import type { Session } from '../../state/session.svelte';
import type { Weighted } from './weighted.svelte';

const MOST = 16;

/** A slice by its place in the account. */
export interface Placed {
  readonly at: number;
}

export class Ordered {
  #kept: readonly number[] = [];

  constructor(
    private readonly session: () => Session,
    private readonly weighted: () => Weighted,
  ) {}

  readonly most = MOST;
  readonly count: number = $derived.by(() => this.weighted().account?.slices.length ?? 0);
  readonly many: boolean = $derived.by(() => this.count > MOST);
  readonly bySize: boolean = $derived.by(() => this.many || this.session().tool('order') === 'size');
  readonly all: boolean = $derived.by(() => !this.many || this.session().tool('all') === '1');
  /** So many rows that they scroll. */
  readonly scrolls: boolean = $derived.by(() => this.many && this.all);

  /** Places in the account, those that decide most first. */
  readonly loudest: readonly number[] = $derived.by(() => {
    const slices = this.weighted().account?.slices ?? [];
    const moving = this.session().pointed !== null && this.#kept.length === slices.length;
    if (!moving) this.#kept = weightiest(slices.map((slice) => slice.sum), slices.length);
    return this.#kept;
  });
  readonly #order: readonly number[] = $derived.by(() => (this.bySize ? this.loudest : Array.from({ length: this.count }, (_, i) => i)));

  readonly shown: readonly Placed[] = $derived.by(() => this.#order.slice(0, this.all ? this.count : MOST - 1).map((at) => ({ at })));
  /** How many are folded away. */
  readonly rest: number = $derived.by(() => this.count - this.shown.length);

  /** What those that are folded away come to. */
  together(sums: Account): number {
    return this.#order.slice(this.shown.length).reduce((sum, at) => sum + sums.slices[at]!.sum, 0);
  }

  sort(bySize: boolean): void {
    this.session().setTool('order', bySize ? 'size' : null);
  }
  unfold(all: boolean): void {
    this.session().setTool('all', all ? '1' : null);
  }
}
