/**
 * Local response normalisation, taken step by step: the squares of neighbouring channels at one
 * place are added up, and what they come to divides the number.
 */
import { at, channel, type Tensor } from './tensor';

export interface Response {
  readonly k: number;
  readonly alpha: number;
  readonly beta: number;
}
export interface Heard {
  readonly channel: number;
  readonly value: number;
  readonly square: number;
}

/** The numbers of some channels at one place, and their squares. */
export const hear = (maps: Tensor, channels: readonly number[], row: number, column: number): Heard[] =>
  channels.map((channel) => {
    const value = at(maps, [channel, row, column]);
    return { channel, value, square: value * value };
  });

/** k plus alpha times the sum of the squares: how loud it is here, never below k. */
export const loudness = (sum: number, { k, alpha }: Response): number => k + alpha * sum;

/** What a number is divided by. */
export const divisor = (sum: number, how: Response): number => loudness(sum, how) ** how.beta;

/** One map of the output, made of the input maps. */
export function normalised(maps: Tensor, map: number, channels: readonly number[], how: Response): Float32Array {
  const heard = channels.map((c) => channel(maps, c));
  return channel(maps, map).map((value, i) => value / divisor(heard.reduce((sum, one) => sum + one[i]! ** 2, 0), how));
}
