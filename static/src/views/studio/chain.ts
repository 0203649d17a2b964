/** The chain of filters in the studio: what each is and how it is moved, what they are laid on, and where they lead. */
import { fromRows, type Filter } from '../../core/filters';
import type { FilterStep } from '../../data/filters';

export type Pair = readonly [number, number];
/** A ready-made filter that lies on the pad, and where its knobs stand. */
export interface ChosenPreset {
  readonly name: string;
  readonly values: Readonly<Record<string, number>>;
}
/** One filter of the chain and how it is moved. */
export interface Step extends Omit<FilterStep, 'weights'> {
  /** One for all channels, or one for each. Empty for a learned filter: it is known by its place. */
  readonly slices: readonly Filter[];
  readonly preset: ChosenPreset | null;
  /** What somebody calls it, if they do. */
  readonly name: string;
}
/** What the filters are laid on: the picture, one map of a layer, or all of them. */
export type Source = { readonly layer: null } | { readonly layer: string; readonly map: number | null };
export interface Place {
  readonly layer: string;
  readonly channel: number;
}

export interface Making {
  readonly steps: readonly Step[];
  /** Which of them is on the pad, and which of its slices. */
  readonly at: number;
  readonly slice: number;
  readonly source: Source;
  /** Where "put it into" leads; null until somebody chooses. */
  readonly target: Place | null;
  readonly rescale: boolean;
  /** The network follows the brush. */
  readonly follow: boolean;
  /** The pad holds what the target itself has learned, but for the slices that were painted. */
  readonly learned: boolean;
  readonly painted: ReadonlyMap<number, Filter>;
}

/** A stripe that runs up to the right: something to see at once. */
const DIAGONAL = fromRows([
  [-0.8, -0.5, 0.1, 0.6, 0.3],
  [-0.7, -0.2, 0.8, 0.6, 0],
  [-0.5, 0.4, 1, 0.2, -0.5],
  [0, 0.6, 0.6, -0.3, -0.8],
  [0.3, 0.4, 0.1, -0.7, -0.8],
])!;
export const stepOf = (...slices: Filter[]): Step => ({
  slices, preset: null, name: '', bias: 0, stride: [1, 1], padding: 'same', border: 'zeros', dilation: [1, 1], flip: false, relu: false, pool: null,
});
export const START: Making = {
  steps: [stepOf(DIAGONAL)], at: 0, slice: 0, source: { layer: null }, target: null, rescale: true, follow: false, learned: false, painted: new Map(),
};
export const MOST_STEPS = 4;
export const LARGEST_SIDE = 11;
