/** How a picture is moved about, and what a network says of it then. */

/** One way to move a picture about, and its slider (GET /api/alterations). */
export interface Alteration {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly low: number;
  readonly high: number;
  readonly step: number;
  readonly neutral: number;
  readonly places: number;
  readonly about: string;
}

/** Where the sliders stand; whatever is not named is neutral. */
export type Changes = Readonly<Record<string, number>>;

/** What the network says along one slider (GET .../sweeps/...). */
export interface Sweep {
  readonly alteration: string;
  readonly unit: string;
  readonly others: Changes;
  readonly values: readonly number[];
  readonly classes: readonly string[];
  readonly probabilities: readonly (readonly number[])[];
  readonly turns: readonly { readonly at: number; readonly before: string; readonly after: string }[];
}
