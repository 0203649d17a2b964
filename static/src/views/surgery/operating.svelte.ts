/** The tools that change one map of one layer: what they stand at, and what turning them makes of the list of edits. */
import { added, changeOf, removed, type Edit, type Edits } from '../../core/edits';
import { extent } from '../../core/tensor';
import type { LayerInfo } from '../../data/types';
import type { Session } from '../../state/session.svelte';

/** Kept while one walks from layer to layer: whoever operates goes on operating. */
class Table {
  open = $state(false);
}
export const table = new Table();

const isOf = (layer: string, channel: number) => ({ edit }: { edit: Edit }): boolean => edit.layer === layer && edit.channel === channel;

/** Without everything that was done to one map, and without places it gave away. */
export const healed = (edits: Edits, layer: string, channel: number): Edits =>
  edits.filter(({ edit }) => edit.layer !== layer || (edit.channel !== channel && edit.swap !== channel));

/** With one edit made, or taken out where it is `null`. */
export function put(edits: Edits, layer: string, channel: number, change: 'scale' | 'bias', value: number | null): Edits {
  if (value !== null) return added(edits, { layer, channel, [change]: value });
  const at = edits.findIndex((one) => isOf(layer, channel)(one) && changeOf(one.edit) === change);
  return at < 0 ? edits : removed(edits, at);
}

/** A step of 1, 2 or 5 times a power of ten, about `share` of a number. */
export function round(value: number, share = 1): number {
  const rough = value * share;
  if (!(rough > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough * 0.999)!;
}

export class Operating {
  #gesture = 0;
  readonly map: number = $derived.by(() => this.session().cell[0]);
  readonly #mine = $derived.by(() => this.session().view.edits.filter(isOf(this.layer().name, this.map)));
  /** Something was done to this map, on or off. */
  readonly touched: boolean = $derived.by(() => healed(this.session().view.edits, this.layer().name, this.map).length < this.session().view.edits.length);
  readonly scale: number = $derived.by(() => this.#last('scale') ?? 1);
  readonly silenced: boolean = $derived(this.scale === 0);

  /** Its bias as it was learned; null where the weights have not come or it has none. */
  readonly learned: number | null = $derived.by(() => this.session().learned.get(`${this.layer().name}.bias`)?.data[this.map] ?? null);
  readonly bias: number = $derived.by(() => this.#last('bias') ?? this.learned ?? 0);
  /** As far as a bias can be moved: enough to drown whatever the layer says. */
  readonly reach: number = $derived.by(() => {
    const told = this.session().plain?.run.layers.find(({ name }) => name === this.layer().name);
    return round(told ? extent(told) : 1);
  });
  /** A filter that can be painted. */
  readonly paints: boolean = $derived.by(() => this.session().learned.get(`${this.layer().name}.weights`)?.dims.length === 4);

  constructor(readonly session: () => Session, readonly layer: () => LayerInfo) {}

  /** The hand takes hold of a slider: all that it does until it lets go is one step. */
  grip = (): void => {
    this.#gesture += 1;
  };
  boost = (scale: number): void => this.#change('scale', scale === 1 ? null : scale, 'boost');
  silence = (): void => this.#change('scale', this.silenced ? null : 0);
  lift = (bias: number): void => {
    const back = this.learned !== null && Math.abs(bias - this.learned) < this.reach / 400;
    this.#change('bias', back ? null : Math.fround(bias), 'bias');
  };
  swap = (other: number): void => this.#put(added(this.session().view.edits, { layer: this.layer().name, channel: this.map, swap: other }));
  reset = (): void => this.#put(healed(this.session().view.edits, this.layer().name, this.map));

  #last(change: 'scale' | 'bias'): number | undefined {
    return this.#mine.findLast(({ edit, on }) => on && edit[change] !== undefined)?.edit[change];
  }
  #change(change: 'scale' | 'bias', value: number | null, drag?: string): void {
    const { edits } = this.session().view;
    this.#put(put(edits, this.layer().name, this.map, change, value), drag && `${drag} ${this.layer().name} ${this.map} ${this.#gesture}`);
  }
  /** Whoever looks at the network as it was wants to see what he does to it. */
  #put(edits: Edits, gesture?: string): void {
    const session = this.session();
    if (edits === session.view.edits) return;
    if (session.view.ink === 'before') session.look({ ink: 'after' });
    session.change({ edits }, gesture);
  }
}
