/** One number, and everything it was made of. */

/** One number and everything it was made of, in float64 (GET .../cells/...). */
export interface Provenance {
  readonly value: number;
  readonly kind: string;
  readonly bias: number | null;
  readonly total: number;
  readonly partial_sums: readonly number[];
  readonly terms: readonly Term[];
  readonly tolerance: number;
  readonly adds_up: boolean;
}

export interface Term {
  readonly layer: string;
  readonly channel: number;
  readonly row: number;
  readonly column: number;
  readonly value: number;
  readonly weight: number | null;
  readonly product: number | null;
  readonly padding: boolean;
  readonly note: string | null;
  /** What the value is compared with, where a layer compares. */
  readonly against: number | null;
}
