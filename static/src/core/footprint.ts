/**
 * Where a result lies on the picture it was made from. A filter without padding loses the border,
 * a stride or a pool makes cells larger; laid over the picture the result must still fit it.
 */
export interface Moves {
  /** Rows and columns of the window, its step, what is laid around, and the distance of its taps. */
  readonly size: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly padding: readonly [number, number];
  readonly dilation: readonly [number, number];
}

/** A 2×2 pool with a stride of 2. */
export const POOL: Moves = { size: [2, 2], stride: [2, 2], padding: [0, 0], dilation: [1, 1] };

/** Along one axis: the result's cells stand at `start + i · pitch` (their middles), in cells of the picture. */
interface Axis {
  readonly start: number;
  readonly pitch: number;
}

function along(moves: readonly Moves[], axis: 0 | 1): Axis {
  return moves.reduce<Axis>(({ start, pitch }, move) => {
    const middle = (move.dilation[axis] * (move.size[axis] - 1)) / 2 - move.padding[axis];
    return { start: start + pitch * middle, pitch: pitch * move.stride[axis] };
  }, { start: 0.5, pitch: 1 });
}

export interface Rect {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
}

/** The rectangle a result of `shape` covers on the picture, in cells of the picture; it may reach over the edge. */
export function footprint(moves: readonly Moves[], [rows, columns]: readonly [number, number]): Rect {
  const [down, across] = [along(moves, 0), along(moves, 1)];
  return {
    top: down.start - down.pitch / 2,
    left: across.start - across.pitch / 2,
    height: rows * down.pitch,
    width: columns * across.pitch,
  };
}

/** Everything on the picture that one cell of the result depends on. */
export function sight(moves: readonly Moves[], [row, column]: readonly [number, number]): Rect {
  const ends = (axis: 0 | 1, at: number) => [...moves].reverse().reduce(([low, high], move) => [
    low! * move.stride[axis] - move.padding[axis],
    high! * move.stride[axis] - move.padding[axis] + move.dilation[axis] * (move.size[axis] - 1),
  ], [at, at]) as [number, number];
  const [[top, bottom], [left, right]] = [ends(0, row), ends(1, column)];
  return { top, left, height: bottom - top + 1, width: right - left + 1 };
}
