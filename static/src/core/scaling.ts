/** Another scale for the same numbers, by a straight line: stretched, then moved. What was 0 becomes `low`, what was 1 becomes `high`. */
export interface Scale {
  readonly low: number;
  readonly high: number;
}

export const stretch = ({ low, high }: Scale): number => high - low;

/** The number that becomes 0: what is taken away where one moves first and stretches after. */
export const middle = (scale: Scale): number => (0 - scale.low) / stretch(scale);

/** A number after neither, one or both of the two steps. */
export function after(steps: number, x: number, scale: Scale): number {
  if (steps <= 0) return x;
  const wide = x * stretch(scale);
  return steps === 1 ? wide : wide + scale.low;
}

/** Where numbers lie, and how far they spread around it. */
export function spread(values: ArrayLike<number>): { readonly mean: number; readonly variance: number } {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  const mean = sum / values.length;
  for (let i = 0; i < values.length; i++) squares += (values[i]! - mean) ** 2;
  return { mean, variance: squares / values.length };
}
