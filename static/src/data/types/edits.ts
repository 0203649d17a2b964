/** What edits make of a run. */
import type { Patch } from '../../core/tensor';
import type { Run, RunLayer } from './runs';

/** What edits would change, before anything is kept (POST .../edits/maps). */
export interface TriedEdits {
  /** The layers whose numbers differ. */
  readonly maps: ReadonlyMap<string, Patch>;
  readonly run: TriedRun;
  readonly changes: RunChanges;
}

export interface TriedRun extends Pick<Run, 'run' | 'prediction' | 'unsure'> {
  readonly layers: readonly TriedLayer[];
}

export interface TriedLayer extends Pick<RunLayer, 'name' | 'low' | 'high' | 'mean' | 'zeros' | 'channels' | 'loudest'> {
  /** The channels that changed, where only these were sent; null where all were. */
  readonly alone: readonly number[] | null;
}

/** How an edited run differs from the same picture unedited (GET .../changes). */
export interface RunChanges {
  readonly first: string | null;
  readonly sentence: string;
  readonly layers: readonly {
    readonly layer: string;
    readonly largest: number;
    readonly mean: number;
    readonly channel: number;
    readonly row: number;
    readonly column: number;
    readonly share: number;
  }[];
}

/** An edited network on the samples (GET .../samples). */
export interface RunSamples {
  readonly right: number;
  readonly right_before: number;
  readonly samples: readonly (Answered & { readonly id: string; readonly title: string; readonly label: string; readonly before: Answered })[];
}

export interface Answered {
  readonly predicted: string;
  readonly probability: number;
  readonly correct: boolean;
}
