/**
 * The edits on the workbench: what they make of the picture, beside the network as it was
 * learned, and every step of them, to be taken back.
 *
 *     run, maps    what is on the page
 *     before       the same through the network as it was learned, once it is edited
 */
import type { Weights } from '../core/products';
import type { Tensor } from '../core/tensor';
import type { Run } from '../data/types';
import { broughtBack } from './back';
import { History } from './history.svelte';
import { NOTHING, Page } from './page.svelte';
import { edited, Surgery, withEdits, type Edited, type Seen } from './surgery.svelte';
import type { View } from './view';

/** What undo and redo carry. */
type Made = Pick<View, 'edits' | 'studio'>;

export class Workbench extends Page {
  protected readonly mapsOf = (run: Run, signal?: AbortSignal): Promise<ReadonlyMap<string, Tensor>> => this.arrivals.maps(run, signal);
  readonly surgery = new Surgery({
    errands: this.errands,
    plain: () => this.plainRun,
    edits: () => this.view.edits,
    revert: (edits) => this.#put({ edits }),
    bring: this.mapsOf,
    again: () => broughtBack(this),
  });
  readonly #made = new History<Made>();

  /** The network with its edits on this picture; null while nothing is edited. */
  readonly after: Seen | null = $derived.by(() => {
    const { now } = this.surgery;
    return now && now.on === this.plainRun?.run ? { run: now.run, maps: now.whole ?? withEdits(this.plainMaps, now.maps) } : null;
  });
  /** The same picture through the network as it was learned; null while nothing is edited. */
  readonly before: Seen | null = $derived(this.after && this.plain);
  /** What is on the page: the edited network, unless somebody wants to see it as it was. */
  readonly #shown: Seen | null = $derived(this.view.ink === 'before' ? this.plain : (this.after ?? this.plain));
  readonly run: Run | null = $derived(this.#shown?.run ?? null);
  readonly maps: ReadonlyMap<string, Tensor> = $derived(this.#shown?.maps ?? NOTHING);

  /** What the network has learned, by "layer.param": as much of it as has come. */
  readonly weights: ReadonlyMap<string, Weights> = $derived.by(() => {
    const { now } = this.surgery;
    return now?.weights.size && this.#shown !== this.plain ? new Map([...this.taught.weights, ...now.weights]) : this.taught.weights;
  });

  /**
   * Change the edits or what is in the studio: one step to be undone. Changes of one gesture (a
   * stroke, a drag) are one step, and while it goes on the maps follow it.
   */
  change(change: Partial<Made>, gesture?: string): void {
    this.#made.record(this.#now, gesture);
    this.#put(change, gesture !== undefined);
  }
  undo(): void {
    const before = this.#made.undo(this.#now);
    if (before) this.#put(before);
  }
  redo(): void {
    const after = this.#made.redo(this.#now);
    if (after) this.#put(after);
  }
  readonly canUndo: boolean = $derived(this.#made.past.length > 0);
  readonly canRedo: boolean = $derived(this.#made.future.length > 0);

  get #now(): Made {
    return { edits: this.view.edits, studio: this.view.studio ?? this.lastStudio };
  }
  /** What was last in the studio, for whoever comes back to it. */
  protected lastStudio = '';

  #put(change: Partial<Made>, moving = false): void {
    const { edits } = this.view;
    const studio = change.studio ?? null;
    if (studio !== null) this.lastStudio = studio;
    this.assign({
      ...(change.edits ? { edits: change.edits } : {}),
      ...(studio !== null && this.view.studio !== null ? { studio } : {}),
    });
    this.writeAtRest();
    if (change.edits && change.edits !== edits) {
      void this.sharpen();
      this.surgery.follow(moving);
    }
  }

  /** Another network: nothing of the old one can come back. */
  protected forget(): void {
    this.taught.forget();
    this.#made.forget();
  }

  /** What the edits of the page make of another picture. */
  protected edited(run: Run, signal: AbortSignal): Promise<Edited | null> {
    return edited(run, this.view.edits, this.mapsOf, signal);
  }
}
