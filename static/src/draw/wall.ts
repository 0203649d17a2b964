/**
 * Thousands of maps on one canvas. They hang in blocks, one under the other, each with a head.
 * A few rows at a time are painted at their final size and kept as a band: whoever scrolls only
 * sees bands moved about, and a new one now and then.
 */
import { index } from '../core/colour';
import type { Tensor } from '../core/tensor';
import type { Spot } from './column';
import type { Ink } from './paint';

/** Maps side by side, as near to a square as it goes: canvases have a longest side. */
export interface Sheet {
  readonly canvas: HTMLCanvasElement;
  readonly across: number;
  readonly width: number;
  readonly height: number;
}

/** Some maps of a layer (all, where `order` is left out) on a canvas, one pixel a cell. */
export function sheet(maps: Tensor, ink: (c: number) => Ink, order: ArrayLike<number> = { length: maps.shape[0] }): Sheet {
  const [, height, width] = maps.shape;
  const across = Math.max(1, Math.ceil(Math.sqrt((order.length * height) / width)));
  const canvas = document.createElement('canvas');
  canvas.width = across * width;
  canvas.height = Math.ceil(order.length / across) * height;
  const image = new ImageData(canvas.width, Math.max(1, canvas.height));
  const words = new Uint32Array(image.data.buffer);
  for (let place = 0; place < order.length; place++) {
    const c = order[place] ?? place;
    const { extent, table } = ink(c);
    let from = c * width * height;
    const left = (place % across) * width;
    const top = Math.floor(place / across) * height;
    for (let y = top; y < top + height; y++) {
      const line = y * canvas.width + left;
      for (let x = 0; x < width; x++) words[line + x] = table[index(maps.data[from++]!, extent)]!;
    }
  }
  canvas.getContext('2d')?.putImageData(image, 0, 0);
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

/** Where a block hangs: `head` px for its words, then its rows. */
export interface Hung {
  readonly top: number;
  readonly rowsTop: number;
  readonly rows: number;
  readonly bottom: number;
  /** Its first map, counted through all blocks. */
  readonly first: number;
  readonly count: number;
}

/** Blocks of so many maps, one under the other. */
export function hang(counts: readonly number[], grid: Grid, head: number, gap: number): readonly Hung[] {
  let [top, first] = [0, 0];
  return counts.map((count) => {
    const rows = Math.ceil(count / grid.across);
    const hung = { top, rowsTop: top + head, rows, bottom: top + head + rows * grid.pitch, first, count };
    top = hung.bottom + gap;
    first += count;
    return hung;
  });
}

/** The blocks of which something lies between `top` and `top + height`, as [from, to). */
export function blocksBetween(hung: readonly Hung[], top: number, height: number): readonly [from: number, to: number] {
  const from = hung.findIndex((block) => block.bottom > top);
  if (from < 0) return [hung.length, hung.length];
  const to = hung.findIndex((block, i) => i >= from && block.top >= top + height);
  return [from, to < 0 ? hung.length : to];
}

export const blockOf = (hung: readonly Hung[], place: number): number => hung.findLastIndex(({ first }) => first <= place);

/** Upper left corner of a place. */
export function spotOf(hung: readonly Hung[], grid: Grid, place: number): { readonly x: number; readonly y: number } {
  const block = hung[blockOf(hung, place)]!;
  const at = place - block.first;
  return { x: (at % grid.across) * grid.pitch, y: block.rowsTop + Math.floor(at / grid.across) * grid.pitch };
}

/** The place under a point; null between the maps. */
export function placeUnder(hung: readonly Hung[], grid: Grid, x: number, y: number): number | null {
  const block = hung.find(({ rowsTop, bottom }) => y >= rowsTop && y < bottom);
  if (!block) return null;
  const [across, down] = [Math.floor(x / grid.pitch), Math.floor((y - block.rowsTop) / grid.pitch)];
  const at = down * grid.across + across;
  const between = x - across * grid.pitch > grid.side || y - block.rowsTop - down * grid.pitch > grid.side;
  return between || across < 0 || across >= grid.across || at >= block.count ? null : block.first + at;
}

/** So many rows up or down, in the same column as far as there is one. */
export function rowsFrom(hung: readonly Hung[], grid: Grid, place: number, by: number): number {
  let i = blockOf(hung, place);
  const column = (place - hung[i]!.first) % grid.across;
  let row = Math.floor((place - hung[i]!.first) / grid.across) + by;
  while (row < 0 && i > 0) row += hung[(i -= 1)]!.rows;
  while (row >= hung[i]!.rows && i < hung.length - 1) row -= hung[i++]!.rows;
  const block = hung[i]!;
  const within = Math.min(block.count - 1, Math.max(0, Math.min(block.rows - 1, row)) * grid.across + column);
  return block.first + within;
}

/** What hangs in a block. */
export interface Painted {
  readonly maps: Tensor | undefined;
  readonly ink: (c: number) => Ink;
  readonly order: ArrayLike<number>;
  /** Another whenever something about it is drawn otherwise. */
  readonly stamp: string;
}

/** How high a band is, about, in px, and how many are kept. */
const BAND = 224;
const KEPT = 64;

/** Bands that were painted before, the newest last. */
export class Bands {
  #kept = new Map<string, HTMLCanvasElement>();

  /** Paint what is in sight; `blank` is the colour of maps that are still on their way. Afterwards, `ahead` paints what comes next. */
  draw(canvas: HTMLCanvasElement, blocks: readonly Painted[], hung: readonly Hung[], grid: Grid, top: number, room: { width: number; height: number }, blank: string, ratio = window.devicePixelRatio || 1): void {
    const [w, h] = [Math.round(room.width * ratio), Math.round(room.height * ratio)];
    if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h];
    const context = canvas.getContext('2d');
    if (!context) return;
    context.clearRect(0, 0, w, h);
    for (const { block, row, y } of bandsBetween(hung, grid, top, room.height)) {
      context.drawImage(this.#band(blocks[block]!, hung[block]!, grid, row, blank, ratio), 0, Math.round((y - top) * ratio));
    }
  }

  /** Paint one band that will soon be in sight; true while there are more. */
  ahead(blocks: readonly Painted[], hung: readonly Hung[], grid: Grid, top: number, height: number, blank: string, ratio = window.devicePixelRatio || 1): boolean {
    const missing = bandsBetween(hung, grid, top, height).filter(({ block, row }) => !this.#kept.has(nameOf(blocks[block]!, row, blank, ratio)));
    const next = missing[0];
    if (next) this.#band(blocks[next.block]!, hung[next.block]!, grid, next.row, blank, ratio);
    return missing.length > 1;
  }

  #band(painted: Painted, hung: Hung, grid: Grid, row: number, blank: string, ratio: number): HTMLCanvasElement {
    const name = nameOf(painted, row, blank, ratio);
    const band = this.#kept.get(name) ?? paintBand(painted, hung, grid, row, blank, ratio);
    this.#kept.delete(name);
    this.#kept.set(name, band);
    for (const old of [...this.#kept.keys()].slice(0, -KEPT)) this.#kept.delete(old);
    return band;
  }
}

const nameOf = (painted: Painted, row: number, blank: string, ratio: number): string => `${painted.stamp} ${row} ${blank} ${ratio}`;
const rowsOf = ({ pitch }: Grid): number => Math.max(1, Math.round(BAND / pitch));

/** The bands of which something lies in sight: their block, their first row, where they begin. */
function bandsBetween(hung: readonly Hung[], grid: Grid, top: number, height: number): { block: number; row: number; y: number }[] {
  const [from, to] = blocksBetween(hung, top, height);
  const each = rowsOf(grid);
  const found = [];
  for (let block = from; block < to; block++) {
    const { rowsTop, rows } = hung[block]!;
    const [first, last] = rowsBetween(grid, rows, top - rowsTop, height);
    for (let row = first - (first % each); row < last; row += each) found.push({ block, row, y: rowsTop + row * grid.pitch });
  }
  return found;
}

function paintBand({ maps, ink, order }: Painted, { count, rows }: Hung, grid: Grid, row: number, blank: string, ratio: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  const last = Math.min(rows, row + rowsOf(grid));
  canvas.width = Math.max(1, Math.ceil(grid.across * grid.pitch * ratio));
  canvas.height = Math.max(1, Math.ceil((last - row) * grid.pitch * ratio));
  const context = canvas.getContext('2d');
  if (!context) return canvas;
  const [from, to] = [row * grid.across, Math.min(count, last * grid.across)];
  const side = Math.round(grid.side * ratio);
  const shown = maps && sheet(maps, ink, Array.from({ length: to - from }, (_, i) => order[from + i]!));
  context.fillStyle = blank;
  context.imageSmoothingQuality = 'medium';
  if (shown) context.imageSmoothingEnabled = side / shown.width < 1.6;
  for (let i = 0; i < to - from; i++) {
    const [x, y] = [Math.round((i % grid.across) * grid.pitch * ratio), Math.round(Math.floor(i / grid.across) * grid.pitch * ratio)];
    if (!shown) context.fillRect(x, y, side, side);
    else context.drawImage(shown.canvas, (i % shown.across) * shown.width, Math.floor(i / shown.across) * shown.height, shown.width, shown.height, x, y, side, side);
  }
  return canvas;
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
