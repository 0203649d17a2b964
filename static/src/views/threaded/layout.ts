/** Where the frames of the timeline stand. Pure numbers, in px. */
export interface Sizes {
  readonly side: number;
  /** Smallest distance from frame to frame. */
  readonly pitch: number;
  readonly top: number;
  readonly rail: number;
  readonly head: boolean;
}
export const DESK: Sizes = { side: 56, pitch: 76, top: 20, rail: 97, head: true };
export const PHONE: Sizes = { side: 38, pitch: 50, top: 4, rail: 54, head: false };

export interface Layout {
  readonly width: number;
  readonly x: (i: number) => number;
}

/**
 * Frames fill the width evenly; when that gets too tight they keep their distance and the strip
 * scrolls. `before`: places kept free before the first layer, for the picture as it was given.
 */
export function lay(layers: number, width: number, { side, pitch, head }: Sizes, before = 0): Layout {
  const count = layers + before;
  const even = count > 1 ? (width - side) / (count - 1) : 0;
  const step = head ? Math.max(pitch, Math.min(even, 140)) : pitch;
  return { width: Math.max(head ? width : 0, step * (count - 1) + side), x: (i) => (i + before) * step };
}
