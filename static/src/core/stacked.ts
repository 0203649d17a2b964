/**
 * Small filters on top of each other against one large one that sees as far: each brick lets a
 * number see further, and costs a square of weights between every two maps.
 */
export interface Stack {
  readonly bricks: number;
  /** Rows (and columns) of the input that one number at the top depends on. */
  readonly field: number;
  /** Weights between `channels` maps, biases not counted: of the stack, and of one filter that sees as far. */
  readonly weights: number;
  readonly single: number;
  /** The same for one map read by one map: 9 a brick, the field squared. */
  readonly perPair: number;
  readonly singlePerPair: number;
}

/** How far one number sees through `bricks` filters of `size` by `size`, one cell a step. */
export const fieldOf = (bricks: number, size = 3): number => 1 + bricks * (size - 1);

export function stack(bricks: number, channels: number, size = 3): Stack {
  const field = fieldOf(bricks, size);
  const [perPair, singlePerPair] = [bricks * size * size, bricks ? field * field : 0];
  return { bricks, field, perPair, singlePerPair, weights: perPair * channels * channels, single: singlePerPair * channels * channels };
}

/** On how many ways one number at the top reaches each cell of the input, as shares of the most: the middle counts most. */
export function ways(bricks: number, size = 3): readonly (readonly number[])[] {
  let line = [1];
  for (let i = 0; i < bricks; i++) {
    const wider = new Array<number>(line.length + size - 1).fill(0);
    line.forEach((count, at) => { for (let t = 0; t < size; t++) wider[at + t]! += count; });
    line = wider;
  }
  const most = Math.max(...line) ** 2;
  return line.map((row) => line.map((column) => (row * column) / most));
}
