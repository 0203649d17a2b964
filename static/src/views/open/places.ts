/**
 * Where the maps of one layer stand in a column: up to ten share the module of the page, more
 * stand closer, many become a wall. Where maps come in blocks (the branches of a stack, the groups
 * of a convolution) each block stands for itself, with a hairline between.
 */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
/** A stretch of a column's height. */
export interface Band {
  readonly y: number;
  readonly height: number;
}
export interface Module {
  readonly map: number;
  readonly pitch: number;
}
/** Rows of the page: 46 px maps 53 px apart; roomier on wide screens. */
export const MODULE: Module = { map: 46, pitch: 53 };
export const WIDE: Module = { map: 58, pitch: 66 };
export const ROWS = 10;
const LABELLED = 80;
const WALL = 72;
/** The smallest distance of two maps; where even these do not fit, the wall grows wider. */
const SMALLEST = 3;
/** Blocks need more room: none of them begins in the middle of a row. */
const STACK = 96;
/** Between two blocks. */
const APART = 12;
/** Maps one under the other are not smaller than this; sooner they become a wall. */
const LEAST = 22;

export const tall = ({ map, pitch }: Module): number => (ROWS - 1) * pitch + map;

export interface Room {
  readonly module: Module;
  /** The height there is. */
  readonly band: Band;
  /** How many maps each block has; they add up to all maps. */
  readonly blocks: readonly number[];
  /** Where each block stands, if it must stand somewhere. */
  readonly bands?: readonly Band[] | undefined;
  /** Words stand above each map. */
  readonly labelled?: boolean;
}
export interface Standing {
  readonly width: number;
  readonly places: readonly Place[];
  /** Heights of the hairlines between blocks. */
  readonly splits: readonly number[];
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

export function mapPlaces({ module, band, blocks, bands, labelled = false }: Room): Standing {
  const count = sum(blocks);
  const height = band.height - APART * (blocks.length - 1);
  if (bands || count > 2 * ROWS || (height + 3) / count < LEAST) return wall(band, blocks, bands);
  const pitch = labelled && count * LABELLED <= height ? LABELLED : Math.min(module.pitch, count <= ROWS && height >= tall(module) ? module.pitch : (height + 3) / count);
  const side = Math.min(module.map, Math.floor(pitch - 3));
  const x = (module.map - side) / 2;
  let y = band.y + (height - (count - 1) * pitch - side) / 2;
  const splits: number[] = [];
  const places = blocks.flatMap((size, b) => {
    if (b > 0) {
      splits.push(Math.round(y - (pitch - side) / 2 + APART / 2));
      y += APART;
    }
    return Array.from({ length: size }, () => {
      const place = { x, y: Math.round(y), width: side, height: side };
      y += pitch;
      return place;
    });
  });
  return { width: module.map, places, splits };
}

/** Many maps as a compact wall: the largest cells that still fit. */
function wall(band: Band, blocks: readonly number[], bands: readonly Band[] | undefined): Standing {
  let widest = blocks.length > 1 ? STACK : WALL;
  const across = (pitch: number) => Math.max(1, Math.floor(widest / pitch));
  const high = (size: number, pitch: number) => Math.ceil(size / across(pitch)) * pitch;
  const fits = (pitch: number) => (bands
    ? blocks.every((size, b) => high(size, pitch) <= bands[b]!.height)
    : sum(blocks.map((size) => high(size, pitch))) + APART * (blocks.length - 1) <= band.height);
  while (!fits(SMALLEST)) widest *= 1.25;
  let pitch = 34;
  while (!fits(pitch)) pitch -= 1;
  const side = pitch > 12 ? pitch - 2 : pitch - 1;
  let y = band.y + Math.max(0, Math.round((band.height - sum(blocks.map((size) => high(size, pitch))) - APART * (blocks.length - 1)) / 2));
  const splits: number[] = [];
  const places = blocks.flatMap((size, b) => {
    const own = bands?.[b];
    if (own) y = Math.round(own.y + Math.max(0, own.height - high(size, pitch)) / 2);
    if (b > 0) splits.push(own ? Math.round((bands![b - 1]!.y + bands![b - 1]!.height + own.y) / 2) : y - APART / 2 - 1);
    const top = y;
    y += high(size, pitch) + APART;
    return Array.from({ length: size }, (_, i) => ({
      x: (i % across(pitch)) * pitch, y: top + Math.floor(i / across(pitch)) * pitch, width: side, height: side,
    }));
  });
  return { width: Math.min(Math.max(...blocks), across(pitch)) * pitch - (pitch - side), places, splits };
}

/** The box round a block of maps. */
export function around(places: readonly Place[]): Place {
  const x = Math.min(...places.map((place) => place.x));
  const y = Math.min(...places.map((place) => place.y));
  return { x, y, width: Math.max(...places.map((place) => place.x + place.width)) - x, height: Math.max(...places.map((place) => place.y + place.height)) - y };
}
