/** Maps laid out in one row, the way back, and what becomes of the verdict when the order is lost. */
import { field } from '../../core/geometry';
import { onward } from '../../core/onward';
import { inverse, reordered, reorderedWeights, shuffled } from '../../core/shuffle';
import { isVector, type Cell } from '../../core/tensor';
import type { LayerInfo } from '../../data/types';
import type { Session } from '../../state/session.svelte';
import { amount, isOn } from './dials';
import { restOf, type Rest } from './onward';
import { sources, type Source } from './sources';

/** Seeds go round after this many. */
const SEEDS = 999;
const SHOWN = 10;

export class Unrolling {
  constructor(
    private readonly current: () => Session,
    private readonly of: () => LayerInfo,
  ) {}

  get session(): Session {
    return this.current();
  }
  get layer(): LayerInfo {
    return this.of();
  }

  readonly source: Source = $derived.by(() => sources(this.session, this.layer)[0]!);
  readonly maps: number = $derived(this.source.maps.shape[0]);
  readonly height: number = $derived(this.source.maps.shape[1]);
  readonly width: number = $derived(this.source.maps.shape[2]);
  readonly area: number = $derived(this.height * this.width);
  /** One number a map: there is nothing to unroll. */
  readonly trivial: boolean = $derived(isVector(this.source.maps.shape));
  /** The strip as the layer made it. */
  readonly strip: Float32Array = $derived.by(() => this.session.numbers(this.layer.name)!.data);

  readonly index: number = $derived.by(() => this.session.cell[0]);
  readonly from: Cell = $derived(this.origin(this.index));
  /** Maps to show: all, or some around the chosen one. */
  readonly shown: readonly number[] = $derived.by(() => {
    const first = Math.max(0, Math.min(this.maps - SHOWN, this.from[0] - 4));
    return Array.from({ length: Math.min(SHOWN, this.maps) }, (_, i) => first + i);
  });

  readonly seed: number = $derived.by(() => amount(this.session, 'shuffle', 0, 1, SEEDS));
  /** Which place of the strip each place is filled from; null while it is in order. */
  readonly order: readonly number[] | null = $derived(this.seed ? shuffled(this.strip.length, this.seed) : null);
  readonly #back: readonly number[] | null = $derived(this.order && inverse(this.order));
  readonly laid: Float32Array = $derived(this.order ? reordered(this.strip, this.order) : this.strip);
  /** Where the chosen number stands in the strip as it is laid. */
  readonly place: number = $derived(this.#back ? this.#back[this.index]! : this.index);

  /** The weights were put into the same order. */
  readonly alike: boolean = $derived.by(() => this.order !== null && isOn(this.session, 'alike'));
  readonly rest: Rest | null = $derived.by(() => restOf(this.session, this.layer));
  /** What the network makes of the strip. */
  readonly verdict: ArrayLike<number> | null = $derived.by(() => (this.rest && this.session.numbers(this.rest.end.name)?.data) ?? null);
  /** What it would make of the strip as it is laid. */
  readonly instead: readonly number[] | null = $derived.by(() => {
    const { rest, order } = this;
    if (!rest || !order) return null;
    const [first, ...others] = rest.steps;
    const steps = this.alike && first!.rule === 'weigh' ? [{ ...first!, weights: reorderedWeights(first!.weights, order) }, ...others] : rest.steps;
    return onward(this.laid, steps).at(-1)!;
  });

  origin(i: number): Cell {
    const { channels, rows, columns } = field(this.source.reads, [i, 0, 0], this.source.maps.shape, this.layer.shape);
    return [channels[0] ?? 0, rows[0] ?? 0, columns[0] ?? 0];
  }
  /** The number that is laid at a place. */
  laidAt = (place: number): number => this.order?.[place] ?? place;
  at = ([map, row, column]: Cell): number => map * this.area + row * this.width + column;

  point = (i: number | null): void => this.session.point(i === null ? null : [i, 0, 0]);
  choose = (i: number): void => this.session.choose(i, [0, 0]);
  follow = (i: number = this.index): void => {
    const [map, row, column] = this.origin(i);
    this.session.descend(this.source.layer.name, map, [row, column]);
  };

  shuffle(): void {
    this.session.setTool('shuffle', String((this.seed % SEEDS) + 1));
  }
  straighten(): void {
    const { shuffle: _, alike: __, ...rest } = this.session.view.tools;
    this.session.look({ tools: rest });
  }
}
