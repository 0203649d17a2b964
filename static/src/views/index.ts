/**
 * Which close-up serves which kind of layer: the only place where a kind's name meets a view.
 * A kind that is not listed gets the honest general one: inputs, window, output.
 */
import type { Component } from 'svelte';
import type { Pick } from '../core/pooling';
import type { LayerInfo } from '../data/types';
import type { Session } from '../state/session.svelte';
import type * as closeUps from './stage/closeUps';
import { bentHinge, hinge, squashBothWays, squashToOne, type CurveOf } from './stage/curves';

export interface CloseUpProps {
  session: Session;
  layer: LayerInfo;
  kind: Kind;
}
export type CloseUp = Component<CloseUpProps>;

export interface Kind {
  /** By name: the close-ups come in a file of their own, with the stage. */
  readonly closeUp: keyof typeof closeUps;
  /** For layers that change every number by itself. */
  readonly curve?: CurveOf;
  /** For layers that keep one number of each window. */
  readonly pick?: Pick;
  /** For layers whose numbers are the shares of one whole. */
  readonly shares?: true;
  /** For shares of distances: the smallest gets most. What is shared out is minus the distance. */
  readonly nearest?: true;
}

const KINDS: Readonly<Record<string, Kind>> = {
  input: { closeUp: 'Input' },
  conv2d: { closeUp: 'Conv2d' },
  linked_conv2d: { closeUp: 'Conv2d' },
  relu: { closeUp: 'Activation', curve: hinge },
  leaky_relu: { closeUp: 'Activation', curve: bentHinge },
  sigmoid: { closeUp: 'Activation', curve: squashToOne },
  tanh: { closeUp: 'Activation', curve: squashBothWays },
  max_pool: { closeUp: 'Pool', pick: 'biggest' },
  average_pool: { closeUp: 'Pool', pick: 'average' },
  subsample: { closeUp: 'Subsample' },
  global_average_pool: { closeUp: 'GlobalAverage' },
  flatten: { closeUp: 'Flatten' },
  dense: { closeUp: 'Dense' },
  rbf: { closeUp: 'Distances' },
  softmax: { closeUp: 'Softmax', shares: true },
  softmin: { closeUp: 'Softmax', shares: true, nearest: true },
  dropout: { closeUp: 'Dropout' },
  batch_norm: { closeUp: 'BatchNorm' },
  rescale: { closeUp: 'Rescale' },
  local_response_norm: { closeUp: 'ResponseNorm' },
  add: { closeUp: 'Add' },
  concat: { closeUp: 'Concat' },
};
const GENERAL: Kind = { closeUp: 'General' };

export const kindOf = (kind: string): Kind => KINDS[kind] ?? GENERAL;
