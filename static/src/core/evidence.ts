/** A row of weights and what it weighs, folded back into the maps it came from. */
export interface Evidence {
  readonly products: Float32Array;
  /** One sum per map. */
  readonly groups: readonly number[];
  readonly plus: number;
  readonly minus: number;
  readonly total: number;
}

export function evidence(values: Float32Array, weights: Float32Array, per: number): Evidence {
  const products = new Float32Array(values.length);
  const groups = new Array<number>(Math.ceil(values.length / per)).fill(0);
  let plus = 0;
  let minus = 0;
  for (let i = 0; i < values.length; i++) {
    const product = values[i]! * weights[i]!;
    products[i] = product;
    groups[Math.floor(i / per)]! += product;
    if (product > 0) plus += product;
    else minus += product;
  }
  return { products, groups, plus, minus, total: plus + minus };
}

/** Places of the numbers that weigh most, the weightiest first; of equals, the first. */
export function weightiest(numbers: ArrayLike<number>, count: number): number[] {
  const places = Array.from(numbers, (_, i) => i);
  return places.sort((a, b) => Math.abs(numbers[b]!) - Math.abs(numbers[a]!) || a - b).slice(0, count);
}
