/** The square that is cut from a picture, in the picture's own pixels. */
import type { Crop } from '../../data/types';

interface Size {
  readonly width: number;
  readonly height: number;
}
/** The smallest square: enough pixels to see by, and enough on the page to take hold of. */
const least = ({ width, height }: Size): number => Math.min(Math.max(16, Math.min(width, height) / 6), width, height);

export const moved = (crop: Crop, dx: number, dy: number): Crop => ({ ...crop, left: crop.left + dx, top: crop.top + dy });

/** Larger or smaller from its corner at the bottom right; the other corner stays. */
export const resized = (crop: Crop, by: number): Crop => ({ ...crop, side: crop.side + by });

/** Whole pixels, inside the picture, never smaller than can be seen. */
export function clamp(crop: Crop, { width, height }: Size): Crop {
  const side = Math.round(Math.min(Math.max(crop.side, least({ width, height })), width, height));
  const within = (v: number, length: number) => Math.round(Math.min(Math.max(v, 0), length - side));
  return { left: within(crop.left, width), top: within(crop.top, height), side };
}

/** True where the square is the whole picture. */
export const whole = ({ left, top, side }: Crop, { width, height }: Size): boolean => left === 0 && top === 0 && side === width && side === height;
