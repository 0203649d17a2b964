/**
 * Where everything of the open strip stands: one column per layer, gaps that say what mixes.
 * Pure arithmetic from shapes and reads; no layer is known by its kind.
 *
 *     maps      up to ten share the module of the page, more stand closer, many become a wall
 *     strip     a layer of single numbers, drawn as a barcode
 *     verdict   the last numbers, as named bars
 */
import { oneToOne } from '../../core/links';
import { size, whole } from '../../core/format';
import { isVector } from '../../core/tensor';
import type { LayerInfo } from '../../data/types';

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface Column extends Place {
  readonly form: 'maps' | 'strip' | 'verdict';
  readonly layer: LayerInfo;
  /** One place per map; for a strip the slots are slices of the bar and are asked of `slot`. */
  readonly places: readonly Place[];
}
export interface Head {
  readonly x: number;
  readonly words: string;
  readonly sizes: string;
  readonly layers: readonly string[];
}
export interface Brace {
  readonly x: number;
  readonly width: number;
  readonly words: string;
}
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly columns: readonly Column[];
  readonly heads: readonly Head[];
  readonly braces: readonly Brace[];
  /** Where each layer's tick stands on the rail, by name. */
  readonly ticks: ReadonlyMap<string, number>;
}

export interface Module {
  readonly map: number;
  readonly pitch: number;
}
/** Rows of the page: 46 px maps 53 px apart; roomier on wide screens. */
export const MODULE: Module = { map: 46, pitch: 53 };
export const WIDE: Module = { map: 58, pitch: 66 };
const ROWS = 10;
const STRIP = 8;
const VERDICT = 94;
const LABELLED = 80;
const WALL = 72;
/** About as wide as a letter of a brace's words is. */
const LETTER = 5.7;

interface Gap {
  readonly least: number;
  /** Share of what is left over when the page is wider than it must be. */
  readonly stretch: number;
}

const tall = ({ map, pitch }: Module): number => (ROWS - 1) * pitch + map;

/** The layers that are told as bars: the last, and those of its size straight before it. */
export function answering(layers: readonly LayerInfo[]): readonly LayerInfo[] {
  const last = layers.at(-1);
  if (!last || !isVector(last.shape)) return [];
  const from = layers.findLastIndex((layer) => !isVector(layer.shape) || layer.shape[0] !== last.shape[0]);
  return layers.slice(from + 1);
}

/** Places of `count` maps inside a column, centred on its height. */
function mapPlaces(count: number, labelled: boolean, module: Module): { width: number; places: Place[] } {
  const height = tall(module);
  if (count > 2 * ROWS) return wall(count, height);
  const pitch = labelled && count * LABELLED <= height ? LABELLED : count <= ROWS ? module.pitch : (height + 3) / count;
  const side = Math.min(module.map, Math.floor(pitch - 3));
  const top = (height - (count - 1) * pitch - side) / 2;
  const x = (module.map - side) / 2;
  return { width: module.map, places: Array.from({ length: count }, (_, i) => ({ x, y: Math.round(top + i * pitch), width: side, height: side })) };
}

/** Many maps as a compact wall: the largest cells that still fit. */
function wall(count: number, height: number): { width: number; places: Place[] } {
  let pitch = 34;
  while (pitch > 2 && Math.floor(WALL / pitch) * Math.floor(height / pitch) < count) pitch -= 1;
  const across = Math.floor(WALL / pitch);
  const side = pitch > 12 ? pitch - 2 : pitch - 1;
  const top = Math.round((height - Math.ceil(count / across) * pitch) / 2);
  const places = Array.from({ length: count }, (_, i) => ({
    x: (i % across) * pitch, y: Math.max(0, top) + Math.floor(i / across) * pitch, width: side, height: side,
  }));
  return { width: across * pitch - (pitch - side), places };
}

function gapBefore(layer: LayerInfo, before: LayerInfo, folded: boolean): Gap {
  if (folded) return { least: 14, stretch: 0.3 };
  if (isVector(layer.shape)) {
    if (isVector(before.shape)) return { least: 46, stretch: 0.6 };
    return layer.reads.some((rule) => rule.rule === 'unroll') ? { least: 12, stretch: 0.2 } : { least: 26, stretch: 1 };
  }
  if (layer.block !== before.block && before.inputs.length > 0) return { least: 26, stretch: 1.4 };
  return oneToOne(layer.reads) ? { least: 8, stretch: 0.3 } : { least: 24, stretch: 1 };
}

/** Lay the strip out in `width` px; wider than that where it cannot be helped, and then it scrolls. */
export function arrange(layers: readonly LayerInfo[], width: number, module: Module = MODULE): Layout {
  const height = tall(module);
  const bars = answering(layers);
  const drawn = [...layers.slice(0, layers.length - bars.length), ...bars.slice(-1)];
  const gaps = drawn.map((layer, i): Gap => i === 0 ? { least: 0, stretch: 0 } : gapBefore(layer, drawn[i - 1]!, bars.includes(layer)));
  const bodies = drawn.map((layer) => {
    if (bars.includes(layer)) return { form: 'verdict' as const, width: VERDICT, places: rows(layer.shape[0], module) };
    if (isVector(layer.shape)) return { form: 'strip' as const, width: STRIP, places: [] };
    return { form: 'maps' as const, ...mapPlaces(layer.shape[0], layer.inputs.length === 0, module) };
  });
  const least = sum(bodies.map((body) => body.width)) + sum(gaps.map((gap) => gap.least));
  const verdict = bodies.some((body) => body.form === 'verdict') ? 1 : 0;
  const spare = Math.max(0, width - least);
  const wider = verdict * Math.min(72, spare * 0.2);
  const unit = (spare - wider) / (sum(gaps.map((gap) => gap.stretch)) || 1);
  let x = 0;
  const columns = drawn.map((layer, i): Column => {
    const body = bodies[i]!;
    x += gaps[i]!.least + gaps[i]!.stretch * unit;
    const left = Math.round(x);
    const across = body.width + (body.form === 'verdict' ? wider : 0);
    x += across;
    const places = body.places.map((place) => ({ ...place, x: left + place.x, width: body.form === 'verdict' ? across : place.width }));
    return { form: body.form, layer, x: left, y: 0, width: across, height, places };
  });
  return { width: Math.max(width, Math.round(x)), height, columns, heads: heads(columns, bars), braces: braces(columns), ticks: ticks(columns, bars) };
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

function rows(classes: number, { map, pitch }: Module): Place[] {
  return Array.from({ length: Math.min(classes, ROWS) }, (_, i) => ({ x: 0, y: i * pitch, width: VERDICT, height: map }));
}

/** Stage word and size over every column; a strip that stands close shares the head of the verdict. */
function heads(columns: readonly Column[], bars: readonly LayerInfo[]): Head[] {
  const last = columns.at(-1);
  const shared = last?.form === 'verdict' && columns.at(-2)?.form === 'strip' ? columns.at(-2)! : null;
  return columns.filter((column) => column !== shared).map((column) => {
    const names = column.form === 'verdict' ? bars.map((layer) => layer.name) : [column.layer.name];
    if (column !== last || !shared) return { x: column.x, words: column.layer.stage, sizes: size(column.layer.shape), layers: names };
    return {
      x: shared.x,
      words: `${shared.layer.stage}, ${column.layer.stage}`,
      sizes: `${whole(shared.layer.shape[0])} to ${whole(column.layer.shape[0])}`,
      layers: [shared.layer.name, ...names],
    };
  });
}

/** Hairlines that name the blocks, and how much of the picture one number of them sees. */
function braces(columns: readonly Column[]): Brace[] {
  const groups: { key: string; columns: Column[] }[] = [];
  columns.forEach((column, i) => {
    const flat = column.form !== 'maps';
    const joins = flat && (columns.slice(i).every((c) => c.form !== 'maps'));
    const key = column.layer.inputs.length === 0 ? 'picture' : joins ? (i >= columns.length - 2 ? 'verdict' : 'single numbers') : `block ${column.layer.block ?? 1}`;
    if (groups.at(-1)?.key === key) groups.at(-1)!.columns.push(column);
    else groups.push({ key, columns: [column] });
  });
  return groups.map(({ key, columns: members }) => {
    const x = members[0]!.x;
    const end = members.at(-1)!;
    const width = end.x + end.width - x;
    const sees = `${end.layer.receptive_field[0]}×${end.layer.receptive_field[1]} pixels`;
    const block = [`${key}: one number sees ${sees}`, `${key}: sees ${sees}`, key];
    const words = key.startsWith('block') ? block.find((text) => text.length * LETTER <= width) ?? key : key;
    return { x, width, words };
  });
}

function ticks(columns: readonly Column[], bars: readonly LayerInfo[]): Map<string, number> {
  const places = new Map<string, number>();
  for (const column of columns) {
    if (column.form !== 'verdict') places.set(column.layer.name, column.x + column.width / 2);
    else bars.forEach((layer, i) => places.set(layer.name, column.x + 16 + 32 * i));
  }
  return places;
}

/** The box of one map, one slice of a strip, or one bar; null for what has no place of its own. */
export function slot(layout: Layout, name: string, c: number): Place | null {
  const column = layout.columns.find((candidate) => candidate.layer.name === name)
    ?? (layout.ticks.has(name) ? layout.columns.find((candidate) => candidate.form === 'verdict') : undefined);
  if (!column) return null;
  if (column.form !== 'strip') return column.places[c] ?? null;
  const slice = column.height / column.layer.shape[0];
  return { x: column.x, y: c * slice, width: column.width, height: slice };
}
