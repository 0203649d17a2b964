/**
 * Lay a picture over the numbers a network made of it, and see where the two agree best. Needed
 * where a drawing was cut, fitted and centred by its ink: no single division leads back then.
 */
import type { Placing } from './origin';

/** Grey values, row by row. */
export interface Grey {
  readonly values: ArrayLike<number>;
  readonly width: number;
  readonly height: number;
}

/** MNIST fits ink into so many cells. */
const INK = 20;
/** Agreement (correlation, either sign: ink may have been turned round) below which nothing is claimed. */
const SURE = 0.85;

/** `crop`: the square round the ink; `scale`: pixels of the picture in one of `picture`'s. */
export function register(picture: Grey, scale: number, seen: Grey, crop: { left: number; top: number; side: number }): Placing | null {
  const ink = bounds(seen);
  if (!ink) return null;
  const [mx, my] = [crop.left + crop.side / 2, crop.top + crop.side / 2];
  let best: Placing | null = null;
  let most = SURE;
  const attempt = (left: number, top: number, pitch: number) => {
    const agreement = Math.abs(correlation(picture, scale, seen, left, top, pitch));
    if (agreement > most) [most, best] = [agreement, { left, top, pitch, exact: false }];
  };
  for (const stretch of [0.94, 0.97, 1, 1.03, 1.06]) {
    const pitch = (crop.side / INK) * stretch;
    for (let dy = -1.5; dy <= 1.5; dy += 0.25) {
      for (let dx = -1.5; dx <= 1.5; dx += 0.25) attempt(mx - (ink.x + dx) * pitch, my - (ink.y + dy) * pitch, pitch);
    }
  }
  // A digit that was already right is only framed.
  for (const size of [28, 32]) {
    if (Math.abs(crop.side - size) < 1) attempt(crop.left - (seen.width - size) / 2, crop.top - (seen.height - size) / 2, 1);
  }
  return best;
}

/** The middle of what is not dark. */
function bounds({ values, width, height }: Grey): { x: number; y: number } | null {
  let [top, left, bottom, right] = [height, width, -1, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (values[y * width + x]! < 0.12) continue;
      [top, left, bottom, right] = [Math.min(top, y), Math.min(left, x), Math.max(bottom, y), Math.max(right, x)];
    }
  }
  return bottom < 0 ? null : { x: (left + right + 1) / 2, y: (top + bottom + 1) / 2 };
}

function correlation(picture: Grey, scale: number, seen: Grey, left: number, top: number, pitch: number): number {
  let [n, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0];
  for (let y = 0; y < seen.height; y++) {
    for (let x = 0; x < seen.width; x++) {
      const u = Math.floor((left + (x + 0.5) * pitch) / scale);
      const v = Math.floor((top + (y + 0.5) * pitch) / scale);
      if (u < 0 || v < 0 || u >= picture.width || v >= picture.height) continue;
      const [p, q] = [picture.values[v * picture.width + u]!, seen.values[y * seen.width + x]!];
      n += 1;
      a += p;
      b += q;
      aa += p * p;
      bb += q * q;
      ab += p * q;
    }
  }
  const spread = Math.sqrt((n * aa - a * a) * (n * bb - b * b));
  return spread > 0 ? (n * ab - a * b) / spread : 0;
}
