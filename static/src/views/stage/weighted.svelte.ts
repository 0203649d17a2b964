/** The weighted sum behind the chosen number, followed as it moves and checked when it rests. */
import { largest, weigh, type Account, type Weights } from '../../core/products';
import type { LayerInfo } from '../../data/types';
import { Proof } from '../../state/proof.svelte';
import type { Session } from '../../state/session.svelte';
import { sources, type Source } from './sources';

export class Weighted {
  readonly proof = new Proof();

  constructor(
    private readonly current: () => Session,
    private readonly layer: () => LayerInfo,
  ) {
    $effect(() => (this.session.pointed ? undefined : this.proof.follow(this.session.run?.run, this.layer().name, this.session.cell)));
  }

  private get session(): Session {
    return this.current();
  }

  readonly source: Source | null = $derived.by(() => sources(this.session, this.layer())[0] ?? null);

  readonly weights: Weights | null = $derived.by(() => this.session.weights.get(`${this.layer().name}.weights`) ?? null);

  readonly account: Account | null = $derived.by(() => {
    const { source, weights } = this;
    if (!source || !weights || source.reads.rule !== 'window') return null;
    const bias = this.session.weights.get(`${this.layer().name}.bias`);
    return weigh(this.session.cell, source.reads, source.maps, this.layer().shape, weights, bias);
  });

  /** The server's total where it has answered, in float64; while the choice moves, the same sum made here. */
  readonly total: number = $derived.by(() => (this.session.pointed ? null : this.proof.account)?.total ?? this.account?.total ?? Number.NaN);

  /** It adds up to the network's own float32 number; at rest the server's float64 account must agree. */
  readonly adds: boolean | null = $derived.by(() => {
    if (!this.account) return null;
    const here = Math.abs(this.total - this.session.value) <= this.account.tolerance;
    return here && (this.session.pointed !== null || (this.proof.account?.adds_up ?? true));
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
}
