/** The curves of layers that change every number by itself, and what to say about them. */
export interface Curve {
  readonly title: string;
  /** What it is called, beside others. */
  readonly name: string;
  readonly f: (x: number) => number;
  /** How steep it is: what share of a small change goes on, and of the blame comes back. */
  readonly slope: (x: number) => number;
  /** How far its plot goes at least, so that its bends can be seen. */
  readonly bends: number;
  /** What happens to a number below zero. */
  readonly below: string;
}
export type CurveOf = (settings: Readonly<Record<string, unknown>>) => Curve;

export const hinge: CurveOf = () => ({
  title: 'Below zero becomes zero, the rest goes on',
  name: 'ReLU',
  bends: 0,
  f: (x) => Math.max(0, x),
  slope: (x) => (x > 0 ? 1 : 0),
  below: 'was below zero and is now exactly 0',
});

export const bentHinge: CurveOf = ({ slope }) => {
  const a = typeof slope === 'number' ? slope : 0.01;
  return {
    title: `Below zero shrinks to ${a} of itself`,
    name: 'Leaky ReLU',
    bends: 0,
    f: (x) => (x > 0 ? x : a * x),
    slope: (x) => (x > 0 ? 1 : a),
    below: `was below zero and was multiplied by ${a}`,
  };
};

const short = (x: number): string => String(Number(x.toFixed(4)));
const share = (x: number): number => 1 / (1 + Math.exp(-x));
export const squashToOne: CurveOf = () => ({
  title: 'Every number is squeezed between 0 and 1',
  name: 'Sigmoid',
  bends: 5,
  f: share,
  slope: (x) => share(x) * (1 - share(x)),
  below: 'was below zero and lands below one half',
});

export const squashBothWays: CurveOf = ({ amplitude, slope }) => {
  const [high, steep] = [amplitude, slope].map((one) => (typeof one === 'number' ? one : 1)) as [number, number];
  const plain = high === 1 && steep === 1;
  return {
    title: `Every number is squeezed between −${short(high)} and ${short(high)}`,
    name: plain ? 'Tanh' : 'Scaled tanh',
    bends: 3 / steep,
    f: (x) => high * Math.tanh(steep * x),
    slope: (x) => high * steep * (1 - Math.tanh(steep * x) ** 2),
    below: 'was below zero and stays below zero',
  };
};
