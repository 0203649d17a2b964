/** One picture through one network. */
import type { Shape } from '../../core/tensor';
import type { Origin } from './networks';

export interface Crop {
  readonly left: number;
  readonly top: number;
  readonly side: number;
}

export interface RunLayer {
  readonly name: string;
  readonly kind: string;
  readonly stage: string;
  readonly shape: Shape;
  readonly low: number;
  readonly high: number;
  readonly mean: number;
  readonly zeros: number;
  readonly negative: number;
  readonly channels: readonly { readonly low: number; readonly high: number; readonly mean: number }[];
  readonly loudest: { readonly channel: number; readonly row: number; readonly column: number; readonly value: number };
  readonly sentence: string;
  readonly links: Readonly<Record<string, string>>;
}

export interface Run {
  readonly run: string;
  readonly network: string;
  readonly picture: {
    readonly width: number;
    readonly height: number;
    readonly format: string;
    readonly crop: Crop;
    readonly notes: readonly string[];
    readonly pixels: string;
  };
  readonly prediction: readonly { readonly label: string; readonly probability: number }[];
  readonly unsure: boolean;
  readonly blank: boolean;
  readonly noise: boolean;
  readonly weights: Origin;
  readonly loaded: string | null;
  /** What has to be said beside the prediction: that the weights were drawn at random, or are somebody's. */
  readonly caution: string | null;
  readonly layers: readonly RunLayer[];
}
