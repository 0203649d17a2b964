/** The curves of layers that change every number by itself, and what to say about them. */
export interface Curve {
  readonly title: string;
  readonly f: (x: number) => number;
  /** What happens to a number below zero. */
  readonly below: string;
}
export type CurveOf = (settings: Readonly<Record<string, unknown>>) => Curve;

export const hinge: CurveOf = () => ({
  title: 'Below zero becomes zero, the rest goes on',
  f: (x) => Math.max(0, x),
  below: 'was below zero and is now exactly 0',
});

export const bentHinge: CurveOf = ({ slope }) => {
  const a = typeof slope === 'number' ? slope : 0.01;
  return { title: `Below zero shrinks to ${a} of itself`, f: (x) => (x > 0 ? x : a * x), below: `was below zero and was multiplied by ${a}` };
};

export const squashToOne: CurveOf = () => ({
  title: 'Every number is squeezed between 0 and 1',
  f: (x) => 1 / (1 + Math.exp(-x)),
  below: 'was below zero and lands below one half',
});

export const squashBothWays: CurveOf = () => ({
  title: 'Every number is squeezed between −1 and 1',
  f: Math.tanh,
  below: 'was below zero and stays below zero',
});
