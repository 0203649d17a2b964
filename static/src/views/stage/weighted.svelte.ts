/** The weighted sum behind the chosen number, followed as it moves and checked when it rests. */
import { largest, weigh, type Account, type Weights } from '../../core/products';
import { at, channel, isVector, SomeMaps, type Cell, type Tensor } from '../../core/tensor';
import { combine, heard, mapUnder, outcome, type Recipe } from '../../core/trials';
import type { LayerInfo } from '../../data/types';
import { Proof } from '../../state/proof.svelte';
import type { Session } from '../../state/session.svelte';
import type { Part, Slide } from './slide.svelte';
import { sources, weightsOf, type Source } from './sources';
import { Trials } from './trials.svelte';

/** One product, in all the places where it can be seen. */
export interface Term {
  readonly channel: number;
  readonly i: number;
}

export class Weighted {
  readonly proof = new Proof();
  readonly trials: Trials;
  /** The product under the pointer or the keys: it lights up together with its input and its weight. */
  lit = $state.raw<Term | null>(null);

  constructor(
    private readonly current: () => Session,
    private readonly layer: () => LayerInfo,
    private readonly sliding: () => Slide,
  ) {
    this.trials = new Trials(current);
    // Another rule is tried on the whole map, so all that it reads is fetched.
    $effect(() => (this.trials.reworked && this.source ? this.session.read(this.source.layer.name) : undefined));
    $effect(() => (this.session.pointed ? undefined : this.proof.follow(this.session.run?.run, this.layer().name, this.session.cell)));
  }

  private get session(): Session {
    return this.current();
  }

  readonly source: Source | null = $derived.by(() => sources(this.session, this.layer())[0] ?? null);

  readonly weights: Weights | null = $derived.by(() => weightsOf(this.session, this.layer()));

  readonly recipe: Recipe | null = $derived.by(() => {
    const { source, weights } = this;
    if (!source || !weights || source.reads.rule !== 'window') return null;
    const bias = this.session.weights.get(`${this.layer().name}.bias`);
    return { reads: source.reads, input: source.maps, output: this.layer().shape, weights, bias };
  });

  /** Some layers have no bias at all. */
  get biased(): boolean {
    return this.recipe?.bias !== undefined;
  }

  #account(cell: Cell): Account | null {
    if (!this.recipe) return null;
    const { reads, input, output, weights, bias } = this.recipe;
    return weigh(cell, reads, input, output, weights, bias, this.trials.now.flip);
  }
  /** The cell of one part of the story: where the window is, or where it was while this part is still to come. */
  #cell = (part: Part): Cell => this.sliding().late(part) ?? this.session.cell;

  /** Every product, as the grids show them. */
  readonly account: Account | null = $derived.by(() => this.#account(this.#cell('numbers')));
  /** The same for the column of sums, which in a slow step comes a moment later. */
  readonly sums: Account | null = $derived.by(() => this.#account(this.#cell('sums')));
  readonly #last: Account | null = $derived.by(() => this.#account(this.#cell('total')));

  /** The cell that the output marks. */
  readonly cell: Cell = $derived.by(() => this.#cell('cell'));

  /** What the sums come to by the rule that is tried, before the bias. */
  readonly combined: number = $derived.by(() => (this.sums ? combine(heard(this.sums, this.trials.now), this.trials.now.combination) : Number.NaN));

  /** By the rule that is tried; else the server's total where it has answered, in float64; while the choice moves, the same sum made here. */
  readonly total: number = $derived.by(() => {
    if (!this.#last) return Number.NaN;
    if (this.trials.tried) return outcome(this.#last, this.trials.now);
    return (this.session.pointed ? null : this.proof.account)?.total ?? this.#last.total;
  });

  /** The network's own number at the same place. */
  readonly truth: number = $derived.by(() => {
    const late = this.sliding().late('total');
    const maps = this.session.numbers(this.layer().name);
    return late && maps ? at(maps, late) : this.session.value;
  });

  /** It is the network's own float32 number; at rest the server's float64 account must agree. */
  readonly adds: boolean | null = $derived.by(() => {
    if (!this.#last) return null;
    const here = Math.abs(this.total - this.truth) <= this.#last.tolerance;
    return here && (this.session.pointed !== null || this.trials.tried || (this.proof.account?.adds_up ?? true));
  });

  /** The map under everything that is tried but the bias, which only adds a constant to it. */
  readonly #reworked: Tensor | null = $derived.by(() => {
    const { recipe, trials } = this;
    if (!recipe || !trials.reworked || recipe.input instanceof SomeMaps) return null;
    const { flip, combination, muted } = trials.now;
    const filters = isVector(recipe.output) ? recipe.output[0] : 1;
    const first = isVector(recipe.output) ? 0 : this.filter;
    const made = Array.from({ length: filters }, (_, i) => mapUnder(first + i, recipe, { flip, combination, muted, shift: 0 }));
    if (made.length === 1) return { shape: [1, recipe.output[1], recipe.output[2]], data: made[0]! };
    return { shape: recipe.output, data: Float32Array.from(made, (one) => one[0]!) };
  });
  /** The filter whose map is shown; apart from the cell, so that a map is not made again for every place. */
  readonly filter: number = $derived.by(() => this.session.cell[0]);

  /** The map (or the vector) that stands beside the sum: the network's own, or what the trial makes of it. */
  readonly map: Tensor = $derived.by(() => {
    const maps = this.session.numbers(this.layer().name)!;
    const own: Tensor = isVector(maps.shape) ? maps : { shape: [1, maps.shape[1], maps.shape[2]], data: channel(maps, this.filter) };
    const { shape, data } = this.#reworked ?? own;
    const { shift } = this.trials.now;
    return shift === 0 ? { shape, data } : { shape, data: data.map((value) => value + shift) };
  });

  /** Largest weight of this filter: the end of its colour scale. */
  readonly extent: number = $derived.by(() => largest((this.account?.slices ?? []).flatMap((slice) => slice.weights)));

  /** End of the products' scale: this window's largest, but never so small that nothing looks like much. */
  readonly reach: number = $derived.by(() => {
    const { source, account } = this;
    if (!source || !account) return 1;
    const most = source.picture ? 1 : this.session.extentOf(source.layer.name, account.slices[0]?.channel ?? 0);
    return Math.max(largest(account.slices.flatMap((slice) => slice.products)), 0.2 * this.extent * most);
  });

  /** The window goes too fast for numbers: they wait. */
  get resting(): boolean {
    return this.sliding().racing;
  }

  light(term: Term | null): void {
    if (term?.channel !== this.lit?.channel || term?.i !== this.lit?.i) this.lit = term;
  }
  /** Which number of a channel's window is lit; -1 where none is. */
  litIn = (c: number): number => (this.lit?.channel === c ? this.lit.i : -1);
}
