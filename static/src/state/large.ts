/**
 * The maps of a run that is too large to fetch as a whole (VGG-16: 28 million numbers). It is
 * read like the maps of any other run, only that most layers are missing until somebody wants
 * them: thumbnails for whoever looks at a layer, exact numbers for whoever reads them.
 */
import { untrack } from 'svelte';
import { channel, isVector, SomeMaps, type Cell, type Shape, type Tensor } from '../core/tensor';
import { SIDE, stretch, tileOf, type Piece, type Tile } from '../core/wanting';
import * as api from '../data/api';
import { numbers, type Thumbnails } from '../data/thumbnails';
import type { Run } from '../data/types';
import type { Stock } from './stock.svelte';

/** Numbers beyond which a run is not fetched as a whole; the sketch of this many is about a megabyte. */
export const LARGE = 1_500_000;

interface Sized {
  readonly name: string;
  readonly shape: Shape;
}
const count = ([c, h, w]: Shape): number => c * h * w;

export const isLarge = (layers: readonly Sized[]): boolean => layers.reduce((sum, { shape }) => sum + count(shape), 0) > LARGE;

/** What comes at once all the same: the picture, and every layer that is a list of numbers. */
export const little = (layers: readonly Sized[]): string[] => layers.filter(({ shape }, i) => i === 0 || isVector(shape)).map(({ name }) => name);

export class LargeMaps implements ReadonlyMap<string, Tensor> {
  constructor(
    readonly run: Run,
    private readonly stock: Stock,
    /** What came at once. */
    private readonly little: ReadonlyMap<string, Tensor>,
  ) {}

  #name = (layer: string, form: string): string => `${this.run.run} ${layer} ${form}`;

  /** The exact numbers of a layer, if they are here. */
  get(layer: string): Tensor | undefined {
    return this.little.get(layer) ?? (this.stock.get(this.#name(layer, 'exact')) as Tensor | undefined);
  }
  has(layer: string): boolean {
    return this.get(layer) !== undefined;
  }
  /** What is here of a layer: all of it, or the maps and cells that somebody reads; the rest is NaN. */
  some(layer: string): Tensor | undefined {
    const all = this.get(layer);
    if (all) return all;
    const shape = this.run.layers.find(({ name }) => name === layer)?.shape;
    return shape && new SomeMaps(shape, (c) => this.one(layer, c), (cell) => this.#single(layer, cell));
  }
  #tile = (layer: string, [row, column]: Tile): Tensor | undefined => this.stock.get(this.#name(layer, `tile ${row} ${column}`)) as Tensor | undefined;
  #single(layer: string, [c, row, column]: Cell): number {
    const found = this.#tile(layer, tileOf(row, column));
    if (!found) return Number.NaN;
    const [, height, width] = found.shape;
    return found.data[(c * height + (row % SIDE)) * width + (column % SIDE)]!;
  }
  /** Whether a piece is here. */
  holds(piece: Piece): boolean {
    if (this.has(piece.layer)) return true;
    if ('map' in piece) return this.one(piece.layer, piece.map) !== undefined;
    return 'tile' in piece && this.#tile(piece.layer, piece.tile) !== undefined;
  }
  /** One map exactly, if it is here. */
  one(layer: string, c: number): Float32Array | undefined {
    const all = this.get(layer);
    return all ? channel(all, c) : (this.stock.get(this.#name(layer, `map ${c}`)) as Float32Array | undefined);
  }
  thumbnails(layer: string): Thumbnails | undefined {
    return this.stock.get(this.#name(layer, 'small')) as Thumbnails | undefined;
  }
  /** Good enough to draw: as few numbers as a picture of the maps needs. */
  small(layer: string): Tensor | undefined {
    const had = this.little.get(layer);
    const thumbnails = had ? undefined : this.thumbnails(layer);
    return had ?? (thumbnails && numbers(thumbnails));
  }

  /** Somebody looks at a layer, until they call what this answers. */
  look(layer: string): () => void {
    if (this.little.has(layer)) return () => {};
    return this.stock.look(this.#name(layer, 'small'), async () => {
      const value = await api.thumbnails(this.run.run, layer);
      return { value, bytes: value.bytes };
    });
  }
  /** Somebody reads the numbers of a layer, until they call what this answers. */
  read(layer: string): () => void {
    if (this.little.has(layer)) return () => {};
    return this.stock.look(this.#name(layer, 'exact'), async () => {
      const value = (await api.maps(this.run.run, undefined, 'f32', [layer])).get(layer)!;
      return { value, bytes: value.data.byteLength };
    });
  }
  /** Somebody reads a piece of a layer, until they call what this answers. */
  readPiece(piece: Piece): () => void {
    if ('map' in piece) return this.readOne(piece.layer, piece.map);
    return 'tile' in piece ? this.#readTile(piece.layer, piece.tile) : this.read(piece.layer);
  }
  #readTile(layer: string, tile: Tile): () => void {
    if (untrack(() => this.has(layer))) return () => {};
    const [, height, width] = this.run.layers.find(({ name }) => name === layer)!.shape;
    return this.stock.look(this.#name(layer, `tile ${tile.join(' ')}`), async () => {
      const value = await api.patch(this.run.run, layer, stretch(tile[0], height), stretch(tile[1], width));
      return { value, bytes: value.data.byteLength };
    });
  }
  /** Somebody reads the numbers of one map. */
  readOne(layer: string, c: number): () => void {
    if (untrack(() => this.has(layer))) return () => {};
    return this.stock.look(this.#name(layer, `map ${c}`), async () => {
      const value = (await api.maps(this.run.run, undefined, 'f32', [layer], [c])).get(layer)!.data;
      return { value, bytes: value.byteLength };
    });
  }

  // What is here, as any map of names has it.
  get size(): number {
    return [...this.keys()].length;
  }
  *entries(): MapIterator<[string, Tensor]> {
    for (const { name } of this.run.layers) {
      const held = this.get(name);
      if (held) yield [name, held];
    }
  }
  *keys(): MapIterator<string> {
    for (const [name] of this.entries()) yield name;
  }
  *values(): MapIterator<Tensor> {
    for (const [, held] of this.entries()) yield held;
  }
  [Symbol.iterator](): MapIterator<[string, Tensor]> {
    return this.entries();
  }
  forEach(each: (value: Tensor, key: string, map: ReadonlyMap<string, Tensor>) => void): void {
    for (const [name, held] of this.entries()) each(held, name, this);
  }
}

/** What a layer is drawn from: its numbers, of a large run its thumbnails. */
export const toDraw = (maps: ReadonlyMap<string, Tensor>, layer: string): Tensor | undefined =>
  maps instanceof LargeMaps ? maps.small(layer) : maps.get(layer);
