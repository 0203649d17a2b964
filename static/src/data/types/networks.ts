/** The networks there are. */
import type { LayerInfo } from './layers';

export type Origin = 'learned' | 'drawn' | 'loaded';

export interface NetworkSummary {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly year: number | null;
  readonly input: { readonly channels: number; readonly height: number; readonly width: number };
  /** Of many, the list of networks names only the first; a network by itself names all. */
  readonly classes: readonly string[];
  readonly class_count: number;
  /** The class that stands for everything it does not know, if it has one. */
  readonly otherwise: string | null;
  readonly parameters: number;
  /** Of branches that lead nowhere: no part of the answer. */
  readonly auxiliary_parameters: number;
  readonly macs: number;
  readonly dense_share: number;
  readonly receptive_field: readonly [number, number];
  readonly trained: boolean;
  readonly accuracy: number | null;
  /** Where its weights come from. Drawn ones follow from a seed and know nothing. */
  readonly weights: Origin;
  /** The network it is a small twin of, by its id. */
  readonly original: string | null;
}

export interface Network extends NetworkSummary {
  readonly layers: readonly LayerInfo[];
  readonly samples: readonly Sample[];
  readonly preprocessing: { readonly kind: string };
  readonly unsure_below: number;
  /** The name of the weights that somebody has loaded for it. */
  readonly loaded: string | null;
  /** What has to be said beside every answer. */
  readonly caution: string | null;
}

export interface Sample {
  readonly id: string;
  readonly title: string;
  readonly label: string;
  readonly picture: string;
  readonly run: string;
  /** What the network takes it for; null where its weights are not its own: nobody judges it then. */
  readonly predicted: string | null;
  readonly probability: number | null;
  readonly unsure: boolean;
  readonly correct: boolean | null;
}
