/** All maps of a layer on one canvas, at the screen's own resolution. */
import type { Tensor } from '../core/tensor';
import { pixels, type Ink } from './paint';

export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Cells smaller than this many screen pixels are averaged; larger ones keep their edges. */
const CRISP = 1.6;

/** The maps of a layer lie one under the other in memory, so one image holds them all. */
export function atlas(maps: Tensor, ink: (c: number) => Ink): ImageData {
  const [channels, height, width] = maps.shape;
  const plane = height * width;
  const image = new ImageData(width, height * channels);
  const words = new Uint32Array(image.data.buffer);
  for (let c = 0; c < channels; c++) {
    const { extent, table } = ink(c);
    pixels(maps.data.subarray(c * plane, (c + 1) * plane), extent, table, words.subarray(c * plane, (c + 1) * plane));
  }
  return image;
}

/** A frame wherever a map will be: what is known of a layer before it is computed. */
export function drawFrames(canvas: HTMLCanvasElement, spots: readonly Spot[], box: { width: number; height: number }, ratio = window.devicePixelRatio || 1): void {
  canvas.width = Math.round(box.width * ratio);
  canvas.height = Math.round(box.height * ratio);
  const context = canvas.getContext('2d');
  if (!context) return;
  const colours = getComputedStyle(canvas);
  context.scale(ratio, ratio);
  context.fillStyle = colours.getPropertyValue('--sunk');
  context.strokeStyle = colours.getPropertyValue('--line2');
  for (const { x, y, width, height } of spots) {
    context.fillRect(x, y, width, height);
    if (width > 6) context.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
  }
}

/** Draw every map at its spot (CSS pixels, relative to the canvas). */
export function drawColumn(canvas: HTMLCanvasElement, maps: Tensor, spots: readonly Spot[], box: { width: number; height: number }, ink: (c: number) => Ink, ratio = window.devicePixelRatio || 1): void {
  const [, height, width] = maps.shape;
  canvas.width = Math.round(box.width * ratio);
  canvas.height = Math.round(box.height * ratio);
  const context = canvas.getContext('2d');
  if (!context) return;
  const image = atlas(maps, ink);
  const source = document.createElement('canvas');
  source.width = image.width;
  source.height = image.height;
  source.getContext('2d')!.putImageData(image, 0, 0);
  context.imageSmoothingQuality = 'high';
  spots.forEach((spot, c) => {
    context.imageSmoothingEnabled = (spot.width * ratio) / width < CRISP;
    context.drawImage(source, 0, c * height, width, height,
      Math.round(spot.x * ratio), Math.round(spot.y * ratio), Math.round(spot.width * ratio), Math.round(spot.height * ratio));
  });
}

/** A layer of single numbers as a barcode, first number on top; the height is averaged down by the browser. */
export function drawStrip(canvas: HTMLCanvasElement, values: Float32Array, ink: Ink, upright = true): void {
  canvas.width = upright ? 1 : values.length;
  canvas.height = upright ? values.length : 1;
  const context = canvas.getContext('2d');
  if (!context) return;
  const image = context.createImageData(canvas.width, canvas.height);
  pixels(values, ink.extent, ink.table, new Uint32Array(image.data.buffer));
  context.putImageData(image, 0, 0);
}
