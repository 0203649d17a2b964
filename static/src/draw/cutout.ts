/** A few pixels of a picture, taken out as they are: to be looked at closely, and averaged. */

export interface Cutout {
  /** The pixels round the square, whole ones. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly image: ImageData;
}

/** Pixels of `picture` in a rectangle (its own pixels), widened to whole ones; null outside it. */
export function cutout(picture: HTMLImageElement, left: number, top: number, width: number, height: number): Cutout | null {
  const x0 = Math.max(0, Math.floor(left + 1e-6));
  const y0 = Math.max(0, Math.floor(top + 1e-6));
  const x1 = Math.min(picture.naturalWidth, Math.ceil(left + width - 1e-6));
  const y1 = Math.min(picture.naturalHeight, Math.ceil(top + height - 1e-6));
  if (x1 <= x0 || y1 <= y0) return null;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [x1 - x0, y1 - y0];
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  context.drawImage(picture, x0, y0, x1 - x0, y1 - y0, 0, 0, x1 - x0, y1 - y0);
  return { left: x0, top: y0, width: x1 - x0, height: y1 - y0, image: context.getImageData(0, 0, x1 - x0, y1 - y0) };
}

/** Mean of each colour over a rectangle, 0 to 1; pixels that lie in it only partly count partly. */
export function meanOver({ left, top, width, height, image }: Cutout, box: { left: number; top: number; width: number; height: number }): [number, number, number] {
  const sums = [0, 0, 0];
  let area = 0;
  for (let y = 0; y < height; y++) {
    const down = Math.min(top + y + 1, box.top + box.height) - Math.max(top + y, box.top);
    if (down <= 0) continue;
    for (let x = 0; x < width; x++) {
      const across = Math.min(left + x + 1, box.left + box.width) - Math.max(left + x, box.left);
      if (across <= 0) continue;
      area += down * across;
      for (let c = 0; c < 3; c++) sums[c]! += image.data[4 * (y * width + x) + c]! * down * across;
    }
  }
  return sums.map((sum) => sum / (area || 1) / 255) as [number, number, number];
}
