/** An order lost, but never by accident: the same seed always shuffles the same way. */
import { chance } from './chance';
import type { Weights } from './products';

/** Which old place each new place is filled from (Fisher and Yates). */
export function shuffled(count: number, seed: number): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  const draw = chance(seed);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(draw() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

/** Where each old place went. */
export function inverse(order: readonly number[]): number[] {
  const back = new Array<number>(order.length);
  order.forEach((from, to) => (back[from] = to));
  return back;
}

export const reordered = (values: Float32Array, order: readonly number[]): Float32Array => Float32Array.from(order, (from) => values[from]!);

/** The same weights for a list in another order: every row reordered alike. */
export function reorderedWeights({ dims, shape, data }: Weights, order: readonly number[]): Weights {
  const [units = 0, inputs = 0] = dims;
  const moved = new Float32Array(data.length);
  for (let unit = 0; unit < units; unit++) moved.set(reordered(data.subarray(unit * inputs, (unit + 1) * inputs), order), unit * inputs);
  return { dims, shape, data: moved };
}
