/** What is shared out: the logits of a softmax, where the largest wins, or the distances of a softmin, where the smallest does. */
import type { Kind } from '..';
import { number, signedNumber } from '../../core/format';

export interface Heard {
  /** What one of them is called, and several. */
  readonly one: string;
  readonly many: string;
  /** What is done with them. */
  readonly shared: string;
  /** The smallest gets most: what enters the powers is minus what is heard. */
  readonly nearest: boolean;
  /** As it was heard, printed: made back from what enters the power. */
  readonly printed: (logit: number) => string;
}

export const LOGITS: Heard = { one: 'logit', many: 'logits', shared: 'the softmax', nearest: false, printed: (logit) => signedNumber(logit) };
// Taken from 0, so that 0 has no sign.
export const DISTANCES: Heard = { one: 'distance', many: 'distances', shared: 'the softmin', nearest: true, printed: (logit) => number(0 - logit) };

export const heardBy = ({ nearest }: Kind): Heard => (nearest ? DISTANCES : LOGITS);

/** What enters the powers: the larger, the larger the share. */
export const entering = (heard: Heard, given: Float32Array): Float32Array => (heard.nearest ? given.map((distance) => -distance) : given);
