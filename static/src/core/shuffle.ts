/** An order lost, but never by accident: the same seed always shuffles the same way. */
import type { Weights } from './products';

/** Mulberry32: small, and good enough for cards. */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Which old place each new place is filled from. */
export function shuffled(count: number, seed: number): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  const roll = dice(seed);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(roll() * (i + 1));
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
