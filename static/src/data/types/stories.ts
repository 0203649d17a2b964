/** What is told about a network. */

/** What is told about a network (GET /api/networks/{network}/story); variants share one. */
export interface Story {
  readonly network: string;
  readonly idea: string;
  readonly summary: string;
  readonly eli5: string;
  readonly in_depth: string;
  /** What to see in it that the one before lacked. */
  readonly see: string;
  readonly wrong: readonly { readonly believed: string; readonly true: string }[];
  readonly sources: readonly { readonly title: string; readonly authors: string; readonly year: number; readonly where: string; readonly address: string }[];
}
