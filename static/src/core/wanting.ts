/**
 * What a close-up reads of a network too large to fetch as a whole: the chosen map, and of every
 * layer behind it the maps, or the cells, that the chosen number was made of.
 */
import { field, type Node } from './geometry';
import { isVector, type Cell, type Shape } from './tensor';

/** One piece of a layer: all of it, one of its maps, or of all its maps a square of cells. */
export type Piece =
  | { readonly layer: string; readonly all: true }
  | { readonly layer: string; readonly map: number }
  | { readonly layer: string; readonly tile: Tile };

/** Which square of the grid that the maps of a layer are cut into. */
export type Tile = readonly [row: number, column: number];

/** Cells along the side of a square: few questions while a window moves, and none of them long. */
export const SIDE = 32;
/** Numbers beyond which a layer that is heard as a whole is read square by square: two megabytes. */
export const WHOLE = 500_000;
/** Maps that are asked for one by one; a filter that hears more of them hears the layer. */
const FEW = 16;

const count = ([c, h, w]: Shape): number => c * h * w;

/** How many numbers a piece of a layer is. */
export function numbersIn(piece: Piece, [channels, height, width]: Shape): number {
  if ('map' in piece) return height * width;
  if (!('tile' in piece)) return channels * height * width;
  const [[top, bottom], [left, right]] = [stretch(piece.tile[0], height), stretch(piece.tile[1], width)];
  return channels * (bottom - top) * (right - left);
}

/** The square in which a cell lies. */
export const tileOf = (row: number, column: number): Tile => [Math.floor(row / SIDE), Math.floor(column / SIDE)];

/** Rows (or columns) of a square, the last not included. */
export const stretch = (tile: number, length: number): readonly [from: number, to: number] => [tile * SIDE, Math.min(length, (tile + 1) * SIDE)];

/** The squares that hold some rows and columns, as far as they lie in the map. */
function tiles(rows: readonly number[], columns: readonly number[], [, height, width]: Shape): Tile[] {
  const touched = (places: readonly number[], length: number) => [...new Set(places.filter((at) => at >= 0 && at < length).map((at) => Math.floor(at / SIDE)))];
  return touched(rows, height).flatMap((row) => touched(columns, width).map((column): Tile => [row, column]));
}

/** Everything that is read to show how one number came about; lists of numbers are always at hand. */
export function wanted(layers: readonly Node[], name: string, cell: Cell): Piece[] {
  const found = new Map<string, Piece>();
  const add = (piece: Piece) => found.set(JSON.stringify(piece), piece);
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  /** Behind a list stand the maps it was made of, and all of them count. */
  const behind = (list: Node): void => {
    for (const input of list.inputs) {
      const from = byName.get(input)!;
      if (isVector(from.shape)) behind(from);
      else add({ layer: input, all: true });
    }
  };
  const layer = byName.get(name);
  if (!layer) return [];
  if (isVector(layer.shape)) behind(layer);
  else {
    add({ layer: name, map: cell[0] });
    layer.inputs.forEach((input, i) => {
      const from = byName.get(input)!;
      if (isVector(from.shape)) return behind(from);
      const { channels, rows, columns } = field(layer.reads[i]!, cell, from.shape, layer.shape);
      if (channels.length <= FEW && channels.length < from.shape[0]) for (const map of channels) add({ layer: input, map });
      else if (count(from.shape) <= WHOLE) add({ layer: input, all: true });
      else for (const tile of tiles(rows, columns, from.shape)) add({ layer: input, tile });
    });
  }
  return [...found.values()];
}
