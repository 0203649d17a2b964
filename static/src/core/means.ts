/** The mean of a whole map, and what each region of it brings. */
export interface Region {
  readonly name: string;
  readonly top: number;
  readonly left: number;
  readonly rows: number;
  readonly columns: number;
  /** Its part of the mean: its sum, divided by all cells of the map. */
  readonly part: number;
}

const DOWN = ['top', 'middle', 'bottom'];
const ACROSS = ['left', 'centre', 'right'];

/** A map cut into at most three by three regions whose parts add up to its mean. */
export function regions(map: ArrayLike<number>, height: number, width: number): Region[] {
  const cuts = (length: number) => {
    const count = Math.min(3, length);
    return Array.from({ length: count }, (_, i) => [Math.floor((i * length) / count), Math.floor(((i + 1) * length) / count)] as const);
  };
  const name = (names: readonly string[], i: number, count: number) => (count === 1 ? '' : count === 2 ? names[i * 2]! : names[i]!);
  const [down, across] = [cuts(height), cuts(width)];
  return down.flatMap(([top, bottom], r) => across.map(([left, right], c) => {
    let sum = 0;
    for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) sum += map[y * width + x]!;
    return {
      name: [name(DOWN, r, down.length), name(ACROSS, c, across.length)].filter(Boolean).join(' ') || 'all of it',
      top, left, rows: bottom - top, columns: right - left, part: sum / (height * width),
    };
  }));
}

export const total = (map: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < map.length; i++) sum += map[i]!;
  return sum;
};

/** The same map seen in a mirror. */
export const mirrored = (map: Float32Array, width: number): Float32Array =>
  map.map((_, i) => map[i - (i % width) + (width - 1 - (i % width))]!);
