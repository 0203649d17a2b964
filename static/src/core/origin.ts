/**
 * Where a number of the network's input lies in the picture as it was given: back through the
 * moving about (turned, scaled, shifted), the shrinking and the cutting. Places are edges, not
 * middles: cell (row, column) covers [row, row + 1) x [column, column + 1).
 */
export type Point = readonly [x: number, y: number];

/** How the network's input lies on the picture: its top left corner there, and one cell's side. */
export interface Placing {
  readonly left: number;
  readonly top: number;
  readonly pitch: number;
  /** False where the place was found by laying one over the other, and is right to a cell or so. */
  readonly exact: boolean;
}
interface Cells {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}
export type Altered = Readonly<Record<string, number>>;

/** A square was cut out and made as small as the input: one division. */
export const cutOut = ({ left, top, side }: { left: number; top: number; side: number }, columns: number): Placing =>
  ({ left, top, pitch: side / columns, exact: true });

/** From a place on the moved picture to the same place before it was moved, in cells. */
export function unmoved([x, y]: Point, [rows, columns]: readonly [number, number], { rotate = 0, scale = 1, shift_x = 0, shift_y = 0 }: Altered): Point {
  const angle = (rotate * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [across, down] = [x - columns / 2 - shift_x, y - rows / 2 - shift_y];
  return [(sin * down + cos * across) / scale + columns / 2, (cos * down - sin * across) / scale + rows / 2];
}

/** The four corners, in pixels of the picture as given, of a box of input cells (ends included). */
export function corners(placing: Placing, size: readonly [rows: number, columns: number], altered: Altered, { top, left, bottom, right }: Cells): Point[] {
  return ([[left, top], [right + 1, top], [right + 1, bottom + 1], [left, bottom + 1]] as const).map((corner) => {
    const [x, y] = unmoved(corner, size, altered);
    return [placing.left + x * placing.pitch, placing.top + y * placing.pitch];
  });
}

/** Grown about its middle until it can be seen: `least` a side. */
export function grown(points: readonly Point[], least: number): Point[] {
  const [cx, cy] = middle(points);
  const side = Math.hypot(points[1]![0] - points[0]![0], points[1]![1] - points[0]![1]);
  const up = Math.hypot(points[3]![0] - points[0]![0], points[3]![1] - points[0]![1]);
  const by = Math.max(1, least / Math.max(1e-6, Math.min(side, up)));
  return points.map(([x, y]) => [cx + (x - cx) * by, cy + (y - cy) * by]);
}

export const middle = (points: readonly Point[]): Point =>
  [points.reduce((sum, [x]) => sum + x, 0) / points.length, points.reduce((sum, [, y]) => sum + y, 0) / points.length];

/** Whether a picture was turned, scaled or shifted, so that squares moved. */
export const wasMoved = ({ rotate = 0, scale = 1, shift_x = 0, shift_y = 0 }: Altered): boolean => rotate !== 0 || scale !== 1 || shift_x !== 0 || shift_y !== 0;
/** Whether its brightness or noise was changed, so that numbers did. */
export const wasLit = ({ brightness = 1, noise = 0 }: Altered): boolean => brightness !== 1 || noise !== 0;
