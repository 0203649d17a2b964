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
import * as line from './text/numpy';

export interface CloseUpProps {
  session: Session;
  layer: LayerInfo;
  kind: Kind;
}
export type CloseUp = Component<CloseUpProps>;

export interface Kind {
  /** By name: the close-ups come in a file of their own, with the stage. */
  readonly closeUp: keyof typeof closeUps;
  /** The NumPy line that makes one number of this layer. */
  readonly line: line.Line;
  /** For layers that change every number by itself. */
  readonly curve?: CurveOf;
  /** For layers that keep one number of each window. */
  readonly pick?: Pick;
}

const KINDS: Readonly<Record<string, Kind>> = {
  input: { closeUp: 'Input', line: line.pixel },
  conv2d: { closeUp: 'Conv2d', line: line.weighted },
  relu: { closeUp: 'Activation', line: line.hinge, curve: hinge },
  leaky_relu: { closeUp: 'Activation', line: line.bentHinge, curve: bentHinge },
  sigmoid: { closeUp: 'Activation', line: line.squashed, curve: squashToOne },
  tanh: { closeUp: 'Activation', line: line.squashedBothWays, curve: squashBothWays },
  max_pool: { closeUp: 'Pool', line: line.biggest, pick: 'biggest' },
  average_pool: { closeUp: 'Pool', line: line.mean, pick: 'average' },
  global_average_pool: { closeUp: 'General', line: line.mean },
  flatten: { closeUp: 'Flatten', line: line.unrolled },
  dense: { closeUp: 'Dense', line: line.vote },
  softmax: { closeUp: 'Softmax', line: line.share },
};
const GENERAL: Kind = { closeUp: 'General', line: line.window };

export const kindOf = (kind: string): Kind => KINDS[kind] ?? GENERAL;
