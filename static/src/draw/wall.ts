/** Thousands of maps on one canvas: drawn once into a sheet, and from there only those in sight. */
import type { Tensor } from '../core/tensor';
import type { Spot } from './column';
import { pixels, type Ink } from './paint';

/** All maps of a layer side by side, as near to a square as it goes: canvases have a longest side. */
export interface Sheet {
  readonly canvas: HTMLCanvasElement;
  readonly across: number;
  readonly width: number;
  readonly height: number;
}

export function sheet(maps: Tensor, ink: (c: number) => Ink): Sheet {
  const [channels, height, width] = maps.shape;
  const across = Math.max(1, Math.ceil(Math.sqrt((channels * height) / width)));
  const canvas = document.createElement('canvas');
  canvas.width = across * width;
  canvas.height = Math.ceil(channels / across) * height;
  const context = canvas.getContext('2d');
  const image = new ImageData(width, height);
  const words = new Uint32Array(image.data.buffer);
  for (let c = 0; c < channels; c++) {
    const { extent, table } = ink(c);
    pixels(maps.data.subarray(c * width * height, (c + 1) * width * height), extent, table, words);
    context?.putImageData(image, (c % across) * width, Math.floor(c / across) * height);
  }
  return { canvas, across, width, height };
}

export interface Grid {
  readonly across: number;
  readonly pitch: number;
  readonly side: number;
}

/** Which rows of a grid lie between `top` and `top + height` (px). */
export function rowsBetween({ pitch }: Grid, rows: number, top: number, height: number): readonly [from: number, to: number] {
  return [Math.max(0, Math.floor(top / pitch)), Math.min(rows, Math.ceil((top + height) / pitch))];
}

/** Draw what is in sight; `order` says which map stands at which place. */
export function drawWall(canvas: HTMLCanvasElement, from: Sheet, order: ArrayLike<number>, grid: Grid, top: number, room: { width: number; height: number }, ratio = window.devicePixelRatio || 1): void {
  const [w, h] = [Math.round(room.width * ratio), Math.round(room.height * ratio)];
  if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h];
  const context = canvas.getContext('2d');
  if (!context) return;
  context.clearRect(0, 0, w, h);
  context.imageSmoothingQuality = 'high';
  context.imageSmoothingEnabled = (grid.side * ratio) / from.width < 1.6;
  const [first, last] = rowsBetween(grid, Math.ceil(order.length / grid.across), top, room.height);
  const side = Math.round(grid.side * ratio);
  for (let place = first * grid.across; place < Math.min(order.length, last * grid.across); place++) {
    const map = order[place]!;
    context.drawImage(from.canvas, (map % from.across) * from.width, Math.floor(map / from.across) * from.height, from.width, from.height,
      Math.round((place % grid.across) * grid.pitch * ratio), Math.round((Math.floor(place / grid.across) * grid.pitch - top) * ratio), side, side);
  }
}

/** Draw every map of a sheet at a place of its own. */
export function drawPlaces(canvas: HTMLCanvasElement, from: Sheet, spots: readonly Spot[], room: { width: number; height: number }, ratio = window.devicePixelRatio || 1): void {
  [canvas.width, canvas.height] = [Math.round(room.width * ratio), Math.round(room.height * ratio)];
  const context = canvas.getContext('2d');
  if (!context) return;
  context.imageSmoothingQuality = 'high';
  spots.forEach((spot, map) => {
    context.imageSmoothingEnabled = (spot.width * ratio) / from.width < 1.6;
    context.drawImage(from.canvas, (map % from.across) * from.width, Math.floor(map / from.across) * from.height, from.width, from.height,
      Math.round(spot.x * ratio), Math.round(spot.y * ratio), Math.round(spot.width * ratio), Math.round(spot.height * ratio));
  });
}
