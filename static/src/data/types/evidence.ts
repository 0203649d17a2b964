/** Which maps speak for the answer of a run. */

/** For the likeliest class: who contributed what to whom (GET .../evidence). */
export interface RunEvidence {
  readonly target: { readonly label: string; readonly channel: number; readonly layer: string };
  readonly wires: readonly EvidenceWire[];
}

export interface EvidenceWire {
  readonly from: string;
  readonly to: string;
  /** The map it leaves and the map it reaches. */
  readonly source: number;
  readonly reader: number;
  readonly evidence: number;
}
