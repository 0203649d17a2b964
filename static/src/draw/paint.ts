/** Numbers to pixels. Only the last function touches a canvas. */
import { index, signedTable, tintTable, type Table, type Theme } from '../core/colour';

/** One 32-bit pixel per number. */
export function pixels(values: ArrayLike<number>, extent: number, table: Table, out = new Uint32Array(values.length)): Uint32Array {
  for (let i = 0; i < values.length; i++) out[i] = table[index(values[i]!, extent)]!;
  return out;
}

export interface Ink {
  readonly table: Table;
  readonly extent: number;
}

export const signedInk = (extent: number, theme: Theme): Ink => ({ table: signedTable(theme), extent });
/** Pictures are drawn in the tint of their channel, 0 to 1, whatever the theme. */
export const tintInk = (channel: number, channels: number): Ink => ({ table: tintTable(channel, channels), extent: 1 });

/** Paint a map at its natural size, one pixel a cell; the style sheet scales it without smoothing. */
export function paint(canvas: HTMLCanvasElement, values: ArrayLike<number>, width: number, height: number, ink: Ink): void {
  resize(canvas, width, height);
  const context = canvas.getContext('2d');
  if (!context) return;
  const image = context.createImageData(width, height);
  pixels(values, ink.extent, ink.table, new Uint32Array(image.data.buffer));
  context.putImageData(image, 0, 0);
}

/** The three channels of a picture (values 0 to 1) as one colour image; one channel as grey. */
export function paintPicture(canvas: HTMLCanvasElement, data: Float32Array, channels: number, width: number, height: number): void {
  resize(canvas, width, height);
  const context = canvas.getContext('2d');
  if (!context) return;
  const image = context.createImageData(width, height);
  const plane = width * height;
  for (let i = 0; i < plane; i++) {
    for (let c = 0; c < 3; c++) image.data[i * 4 + c] = Math.round(data[(channels === 3 ? c : 0) * plane + i]! * 255);
    image.data[i * 4 + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}

/** A canvas that has its size keeps its surface: setting even the same size would make it anew. */
function resize(canvas: HTMLCanvasElement, width: number, height: number): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}

/** The cell under a pointer, given the map's box on screen. */
export function cellAt(point: { x: number; y: number }, box: { left: number; top: number; width: number; height: number }, rows: number, columns: number): readonly [row: number, column: number] {
  const clamp = (v: number, length: number) => Math.min(length - 1, Math.max(0, Math.floor(v)));
  return [clamp(((point.y - box.top) / box.height) * rows, rows), clamp(((point.x - box.left) / box.width) * columns, columns)];
}
