/** The layers that a network is built of. */
import type { Reads } from '../../core/geometry';
import type { Shape } from '../../core/tensor';

export interface Words {
  readonly verb: string;
  readonly formula: string;
  readonly summary: string;
  readonly eli5: string;
  readonly in_depth: string;
  /** "label: sum = result; remark": how its sizes and counts come about. */
  readonly arithmetic: readonly string[];
  /** NumPy lines that make one of its numbers again; {channel}, {row} and {column} are left to fill in. */
  readonly code: string;
}

export interface LayerInfo {
  readonly name: string;
  readonly kind: string;
  readonly stage: string;
  readonly inputs: readonly string[];
  readonly shape: Shape;
  readonly parameters: number;
  readonly macs: number;
  readonly bytes: number;
  readonly receptive_field: readonly [number, number];
  readonly block: number | null;
  /** The part of the network it belongs to, such as an inception module; null outside one. */
  readonly module: string | null;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly reads: readonly Reads[];
  /** Which of its settings the laboratory can change; often none. */
  readonly knobs: readonly string[];
  /** Rows and columns at the far border that no window reaches. */
  readonly unread: readonly [number, number];
  readonly words: Words;
}
