/** Batch normalisation, taken step by step: centred, divided by the usual spread, scaled, shifted. */
export interface Measured {
  readonly mean: number;
  readonly variance: number;
  readonly scale: number;
  readonly shift: number;
}
export interface Step {
  /** What stands before the number: "−", "÷", "×", "+". */
  readonly sign: string;
  readonly name: string;
  readonly by: number;
  /** What there is after this step. */
  readonly result: number;
}

export const spread = ({ variance }: Measured, epsilon: number): number => Math.sqrt(variance + epsilon);

export function steps(x: number, measured: Measured, epsilon: number): readonly [Step, Step, Step, Step] {
  const wide = spread(measured, epsilon);
  const centred = x - measured.mean;
  const divided = centred / wide;
  const scaled = divided * measured.scale;
  return [
    { sign: '−', name: 'usual mean', by: measured.mean, result: centred },
    { sign: '÷', name: 'usual spread', by: wide, result: divided },
    { sign: '×', name: 'scale', by: measured.scale, result: scaled },
    { sign: '+', name: 'shift', by: measured.shift, result: scaled + measured.shift },
  ];
}

/** The same as one straight line: a factor and an offset. */
export function straight(measured: Measured, epsilon: number): { readonly factor: number; readonly offset: number } {
  const factor = measured.scale / spread(measured, epsilon);
  return { factor, offset: measured.shift - measured.mean * factor };
}

/** A whole map after so many of the four steps. */
export function after(count: number, map: Float32Array, measured: Measured, epsilon: number): Float32Array {
  if (count <= 0) return map;
  return map.map((x) => steps(x, measured, epsilon)[Math.min(4, count) - 1]!.result);
}
