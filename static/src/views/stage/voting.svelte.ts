/**
 * The vote behind one number of a layer that weighs a whole list: values, weights, products;
 * folded back into maps where the list came from maps; beside another number's, where one is chosen.
 */
import { kindOf } from '..';
import { field } from '../../core/geometry';
import { evidence, weightiest, type Evidence } from '../../core/evidence';
import { number, signedNumber, whole } from '../../core/format';
import type { Weights } from '../../core/products';
import type { LayerInfo } from '../../data/types';
import { Proof } from '../../state/proof.svelte';
import type { Session } from '../../state/session.svelte';
import { oneOf } from './dials';
import { className, sources, type Source } from './sources';
import { folded, type Fold } from './votes';

/** Maps after each other, the loudest first, or single numbers. */
export type Order = 'maps' | 'loudest' | 'numbers';
/** More rows than this are no longer read: the loudest are shown, the rest stands together. */
const MOST = 16;
const SHOWN = 10;
/** A list is drawn as well, which leaves room for fewer. */
const SHOWN_BESIDE_LIST = 6;
/** More numbers than this are no list to choose from. */
const FEW = 16;

export class Voting {
  readonly proof = new Proof();
  /** The number of the list under the pointer. */
  pointed = $state<number | null>(null);

  constructor(
    private readonly current: () => Session,
    private readonly of: () => LayerInfo,
  ) {
    $effect(() => (this.session.pointed ? undefined : this.proof.follow(this.session.run?.run, this.layer.name, this.session.cell)));
  }

  get session(): Session {
    return this.current();
  }
  get layer(): LayerInfo {
    return this.of();
  }

  readonly source: Source = $derived.by(() => sources(this.session, this.layer)[0]!);
  readonly values: Float32Array = $derived.by(() => this.source.maps.data);
  readonly fold: Fold | null = $derived.by(() => folded(this.session, this.source));
  readonly area: number = $derived(this.fold ? this.fold.height * this.fold.width : 1);
  readonly weights: Weights | null = $derived.by(() => this.session.weights.get(`${this.layer.name}.weights`) ?? null);
  readonly chosen: number = $derived.by(() => this.session.cell[0]);
  readonly rival: number | null = $derived.by(() => {
    const rival = this.few ? oneOf(this.session, 'rival', this.layer.shape[0]) : null;
    return rival === this.chosen ? null : rival;
  });
  readonly few: boolean = $derived.by(() => this.layer.shape[0] <= FEW);
  readonly row: Float32Array = $derived.by(() => this.rowOf(this.chosen));
  readonly votes: Evidence = $derived(this.#evidence(this.row));
  readonly rivalRow: Float32Array | null = $derived.by(() => (this.rival === null ? null : this.rowOf(this.rival)));
  readonly rivalVotes: Evidence | null = $derived(this.rivalRow && this.#evidence(this.rivalRow));

  /** What each map, or each number, says for the chosen one; beside a rival: how much more than for the rival. */
  readonly says: readonly number[] = $derived.by(() => {
    const [mine, theirs] = [this.byMap ? this.votes.groups : this.votes.products, this.byMap ? this.rivalVotes?.groups : this.rivalVotes?.products];
    return Array.from(mine, (sum, i) => sum - (theirs?.[i] ?? 0));
  });
  readonly order: Order = $derived.by(() => {
    const asked = this.session.tool('by');
    if (!this.fold || asked === 'numbers') return 'numbers';
    return asked === 'loudest' || this.fold.maps > MOST ? 'loudest' : 'maps';
  });
  readonly byMap: boolean = $derived(this.order !== 'numbers');
  /** Rows to show: maps or numbers by their place. */
  readonly rows: readonly number[] = $derived(
    this.order === 'maps' ? [...this.says.keys()] : weightiest(this.says, this.byMap && this.says.length <= MOST ? MOST : this.fold ? SHOWN : SHOWN_BESIDE_LIST));
  readonly rest: { readonly count: number; readonly sum: number } = $derived.by(() => {
    const all = this.says.reduce((a, b) => a + b, 0);
    return { count: this.says.length - this.rows.length, sum: all - this.rows.reduce((sum, i) => sum + this.says[i]!, 0) };
  });
  readonly total: number = $derived.by(() => this.votes.total - (this.rivalVotes?.total ?? 0));

  /** The number looked at more closely: pointed at, else set by hand. */
  readonly term: number | null = $derived.by(() => this.pointed ?? oneOf(this.session, 'term', this.values.length));

  /** It adds up to the network's own float32 number; at rest the server's float64 account must agree. */
  readonly adds: boolean | null = $derived.by(() => {
    const { votes, session } = this;
    const bias = this.bias(this.chosen);
    const near = Math.abs(votes.total + bias - session.value) <= 2e-6 * (votes.plus - votes.minus + Math.abs(bias) + 1);
    return near && (session.pointed !== null || (this.proof.account?.adds_up ?? true));
  });
  /** Some layer reads these numbers only to share one whole among them. */
  readonly shared: LayerInfo | null = $derived.by(() =>
    this.session.layers.find((l) => l.inputs.includes(this.layer.name) && kindOf(l.kind).shares && !kindOf(l.kind).nearest) ?? null);

  rowOf(unit: number): Float32Array {
    const count = this.values.length;
    return this.weights!.data.subarray(unit * count, (unit + 1) * count);
  }
  bias(unit: number): number {
    return this.session.weights.get(`${this.layer.name}.bias`)?.data[unit] ?? 0;
  }
  name(unit: number): string {
    return className(this.session, this.layer, unit) ?? `number ${unit + 1}`;
  }
  #evidence(row: Float32Array): Evidence {
    return evidence(this.values, row, this.area);
  }

  /** Map, row and column that the `i`-th number of the list was unrolled from. */
  from(i: number): readonly [map: number, row: number, column: number] | null {
    const { fold } = this;
    if (!fold) return null;
    const { channels, rows, columns } = field(fold.source.reads, [i, 0, 0], fold.source.maps.shape, this.source.layer.shape);
    return [channels[0]!, rows[0]!, columns[0]!];
  }
  place(i: number): string {
    const from = this.from(i);
    return from ? `map ${from[0] + 1}, row ${from[1]}, column ${from[2]}` : `number ${whole(i + 1)}`;
  }
  /** "0.82 × +0.35 = +0.29". */
  worked(i: number): string {
    return `${number(this.values[i]!)} × ${signedNumber(this.row[i]!)} = ${signedNumber(this.votes.products[i]!)}`;
  }

  point = (i: number | null): void => {
    this.pointed = i;
  };
  pick = (i: number): void => this.session.setTool('term', String(i));
  follow = (i: number): void => this.session.descend(this.source.layer.name, i, [0, 0]);
}
