/**
 * A list of numbers carried on through the rest of a network: weighed, bent, shared out. For
 * trials the network itself never makes, such as a list whose order was lost; double precision.
 */
import { chances } from './chances';
import type { Weights } from './products';

export type Onward =
  | { readonly rule: 'weigh'; readonly weights: Weights; readonly bias: ArrayLike<number> | undefined }
  | { readonly rule: 'each'; readonly f: (x: number) => number }
  | { readonly rule: 'share' };

function weigh(values: ArrayLike<number>, { dims, data }: Weights, bias: ArrayLike<number> | undefined): number[] {
  const [units = 0, inputs = 0] = dims;
  return Array.from({ length: units }, (_, unit) => {
    let sum = 0;
    for (let i = 0; i < inputs; i++) sum += data[unit * inputs + i]! * values[i]!;
    return sum + (bias?.[unit] ?? 0);
  });
}

/** What every step makes of the list, in turn. */
export function onward(values: ArrayLike<number>, steps: readonly Onward[]): number[][] {
  const made: number[][] = [];
  let now = Array.from(values);
  for (const step of steps) {
    now = step.rule === 'weigh' ? weigh(now, step.weights, step.bias)
      : step.rule === 'each' ? now.map(step.f)
      : chances(now).all.map((one) => one.share);
    made.push(now);
  }
  return made;
}
