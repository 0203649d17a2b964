/** Two runs of one network, laid on each other. */

/** Two runs of one network, laid on each other (GET /api/runs/{run}/against/{other}). */
export interface Beside {
  readonly run: string;
  readonly against: string;
  readonly first: string | null;
  readonly sentence: string;
  readonly layers: readonly BesideLayer[];
}

export interface BesideLayer {
  readonly layer: string;
  readonly largest: number;
  readonly mean: number;
  readonly channel: number;
  readonly row: number;
  readonly column: number;
  /** Of its numbers, those that differ. */
  readonly share: number;
  /** The mean difference, in mean numbers. */
  readonly relative: number;
}
