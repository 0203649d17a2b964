/**
 * Where everything of the open strip stands. Pure arithmetic from shapes and reads; no layer is
 * known by its kind. What everything passes through stands on the main line, a column each, with
 * gaps that say what mixes. Between two of those, branches stand on lanes one above the other, as
 * far right as the longest way to them is long. A folded module is one column, its output, with a
 * small frame for each of its branches before it; a branch that leads nowhere ends below the rest.
 *
 *     maps      up to ten share the module of the page, more stand closer, many become a wall
 *     strip     a layer of single numbers, drawn as a barcode
 *     verdict   the last numbers, as named bars
 */
import { blockSizes, meets, stackBehind, stacks } from '../../core/blocks';
import { ranks, type Lane } from '../../core/branching';
import { Folding, type Module as Folded, type Standing } from '../../core/folding';
import { oneToOne } from '../../core/links';
import { isVector } from '../../core/tensor';
import type { LayerInfo } from '../../data/types';
import type { Body, Column } from './column';
import { endings } from './endings';
import { braces, heads, type Brace, type Head } from './heads';
import { bandsOf, FRAME, PLUS, type Fan, type LaneFrame, type Way } from './lanes';
import { around, mapPlaces, MODULE, ROWS, tall, type Band, type Module, type Place } from './places';

export interface Layout {
  readonly width: number;
  /** Of the main line; what ends below it needs `below` more. */
  readonly height: number;
  readonly below: number;
  readonly columns: readonly Column[];
  /** One for each branch of a folded module. */
  readonly frames: readonly LaneFrame[];
  readonly fans: readonly Fan[];
  readonly heads: readonly Head[];
  readonly braces: readonly Brace[];
  /** Where each layer's tick stands on the rail, by name. */
  readonly ticks: ReadonlyMap<string, number>;
}

const STRIP = 8;
const VERDICT = 94;
/** Before branches and behind them, where their wires part and meet. */
const PARTS = 30;
const MEETS = 26;
/** In a lane words stand over every column: they must not touch. */
const WORDS = 16;

interface Gap {
  readonly least: number;
  /** Share of what is left over when the page is wider than it must be. */
  readonly stretch: number;
}

/** The layers that are told as bars: the last, and those of its size straight before it. */
export function answering(layers: readonly LayerInfo[]): readonly LayerInfo[] {
  const last = layers.at(-1);
  if (!last || !isVector(last.shape)) return [];
  const from = layers.findLastIndex((layer) => !isVector(layer.shape) || layer.shape[0] !== last.shape[0]);
  return layers.slice(from + 1);
}

function gapBefore(layer: LayerInfo, before: LayerInfo): Gap {
  if (isVector(layer.shape)) {
    if (isVector(before.shape)) return { least: 46, stretch: 0.6 };
    return layer.reads.some((rule) => rule.rule === 'unroll') ? { least: 12, stretch: 0.2 } : { least: 26, stretch: 1 };
  }
  if (layer.block !== before.block && before.inputs.length > 0) return { least: 26, stretch: 1.4 };
  return oneToOne(layer.reads) ? { least: 8, stretch: 0.3 } : { least: 24, stretch: 1 };
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const middle = ({ y, height }: Place): number => y + height / 2;

/** Something on the main line, before it has a place: the gap it keeps, its width, and how it is put at an x. */
interface Block {
  readonly gap: Gap;
  readonly width: number;
  readonly put: (x: number, wider: number) => void;
}

/** Lay the strip out in `width` px; wider than that where it cannot be helped, and then it scrolls. */
export function arrange(layers: readonly LayerInfo[], width: number, module: Module = MODULE, standing: readonly Standing[] = new Folding(layers).standing([])): Layout {
  const height = tall(module);
  const all: Band = { y: 0, height };
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  const find = (name: string) => byName.get(name);
  const bars = answering(layers);
  const columns: Column[] = [];
  const frames: LaneFrame[] = [];
  const fans: Fan[] = [];
  const column = (name: string) => columns.find((one) => one.layer.name === name)!;

  function body(layer: LayerInfo, band: Band, bands?: readonly Band[]): Body {
    if (bars.includes(layer)) return { form: 'verdict', width: VERDICT, splits: [], places: rows(layer.shape[0], module) };
    if (isVector(layer.shape)) return { form: 'strip', width: STRIP, splits: [], places: [] };
    const labelled = layer.inputs.length === 0;
    return { form: 'maps', ...mapPlaces({ module, band, bands, labelled, blocks: blockSizes(layer, find) }) };
  }
  function stand(layer: LayerInfo, one: Body, x: number, band: Band, more: { laned?: boolean; module: string | null; wider?: number }): Column {
    const left = Math.round(x);
    const across = one.width + (one.form === 'verdict' ? (more.wider ?? 0) : 0);
    const places = one.places.map((place) => ({ ...place, x: left + place.x, width: one.form === 'verdict' ? across : place.width }));
    const made: Column = { ...one, layer, places, x: left, y: band.y, width: across, height: band.height, laned: more.laned ?? false, module: more.module };
    columns.push(made);
    return made;
  }

  function layerBlock(layer: LayerInfo, before: LayerInfo | null, of: string | null, branches: Branches | null): Block {
    const bands = branches && stacks(layer) ? intoBands(layer, branches) : undefined;
    const one = body(layer, all, bands);
    const gap = before === null ? { least: 0, stretch: 0 } : bars.includes(layer) ? { least: 14, stretch: 0.3 } : gapBefore(layer, before);
    return {
      gap: branches ? { least: MEETS + (meets(layer) ? PLUS : 0), stretch: 0.3 } : gap,
      width: one.width,
      put: (x, wider) => {
        const made = stand(layer, one, x, all, { module: of, wider });
        if (branches) fans.push(fan(branches.fork, layer, made, branches.lanes, branches.bands, (lane) => lane.map(column)));
      },
    };
  }

  function fan(fork: string, join: LayerInfo, made: Column, lanes: readonly Lane[], bands: readonly Band[], boxes: (lane: Lane) => readonly Place[]): Fan {
    const plus = meets(join) ? { x: made.x - MEETS / 2 - PLUS / 2, y: Math.round(height / 2) } : null;
    const sizes = stacks(join) ? blockSizes(join, find) : null;
    const ways = lanes.map((lane, i): Way => {
      const own = boxes(lane);
      const block = sizes ? join.inputs.indexOf(lane.at(-1) ?? fork) : -1;
      const from = sizes && block >= 0 ? sum(sizes.slice(0, block)) : 0;
      const into = sizes && block >= 0 && made.form === 'maps' ? around(made.places.slice(from, from + sizes[block]!)) : null;
      return { y: own[0] ? middle(own[0]) : bands[i]!.y + bands[i]!.height / 2, first: own[0] ?? null, last: own.at(-1) ?? null, into: into ?? plus ?? { x: made.x, y: height / 2 } };
    });
    return { fork, join: join.name, from: column(visible(fork)), to: made, plus, ways };
  }
  /** A layer that has a column: itself, or the output of the folded module that hides it. */
  const hidden = new Map(standing.flatMap((one) => (one.form === 'folded' ? one.module.layers.map((name): [string, string] => [name, one.module.output]) : [])));
  const visible = (name: string): string => hidden.get(name) ?? name;

  interface Branches {
    readonly fork: string;
    readonly lanes: readonly Lane[];
    readonly bands: readonly Band[];
  }
  function intoBands(join: LayerInfo, { lanes, bands, fork }: Branches): readonly Band[] | undefined {
    const own = join.inputs.map((input) => lanes.findIndex((lane) => (lane.at(-1) ?? fork) === input)).map((i) => bands[i]);
    return own.every((band) => band !== undefined) ? own : undefined;
  }

  function branchBlock(piece: Standing & { form: 'branches' }, branches: Branches): Block {
    const of = ranks(layers, piece.lanes.flat());
    const count = Math.max(...of.values()) + 1;
    const inLane = piece.lanes.map((lane, i) => lane.map((name) => ({ layer: find(name)!, band: branches.bands[i]! })));
    const bodies = inLane.flat().map(({ layer, band }) => ({ layer, band, body: body(layer, band), rank: of.get(layer.name)! }));
    const at = (rank: number) => bodies.filter((one) => one.rank === rank);
    const gaps = Array.from({ length: count }, (_, rank) => (rank === 0 ? 0 : Math.max(WORDS, ...at(rank).map(({ layer }) => gapBefore(layer, find(layer.inputs[0]!)!).least))));
    const widths = Array.from({ length: count }, (_, rank) => Math.max(...at(rank).map((one) => one.body.width)));
    return {
      gap: { least: PARTS, stretch: 1 },
      width: sum(gaps) + sum(widths),
      put: (x) => {
        let left = x;
        for (let rank = 0; rank < count; rank++) {
          left += gaps[rank]!;
          for (const one of at(rank)) stand(one.layer, one.body, left, one.band, { laned: true, module: piece.module });
          left += widths[rank]!;
        }
      },
    };
  }

  function foldedBlock(folded: Folded, before: LayerInfo): Block {
    const output = find(folded.output)!;
    const join = stackBehind(output, find) ?? folded.layers.map((name) => find(name)!).findLast((layer) => meets(layer) || stacks(layer));
    const stacked = join !== undefined && stacks(join) && join.shape[0] === output.shape[0];
    const sizes = stacked ? blockSizes(join, find) : blockSizes(output, find);
    const one: Body = isVector(output.shape) ? body(output, all) : { form: 'maps', ...mapPlaces({ module, band: all, blocks: sizes }) };
    const inner = MEETS + (join && meets(join) ? PLUS : 0);
    const fork = folded.layers.map((name) => find(name)!).flatMap(({ inputs }) => inputs).find((input) => !folded.layers.includes(input)) ?? before.name;
    return {
      gap: { least: PARTS, stretch: 1 },
      width: FRAME + inner + one.width,
      put: (x) => {
        const made = stand(output, one, x + FRAME + inner, all, { module: folded.name });
        const lanes = folded.lanes;
        const full = lanes.filter((lane) => lane.length);
        const centres = full.map((lane, i) => {
          const block = stacked ? join.inputs.indexOf(lane.at(-1)!) : -1;
          const from = block < 0 ? 0 : sum(sizes.slice(0, block));
          return block < 0 ? height / 2 + (i - (full.length - 1) / 2) * 72 : middle(around(made.places.slice(from, from + sizes[block]!)));
        });
        const put = new Map(full.map((lane, i): [Lane, LaneFrame] => {
          const least = i > 0 ? centres[i - 1]! + FRAME + 6 : 0;
          centres[i] = Math.max(least, centres[i]!);
          return [lane, { x: Math.round(x), y: Math.round(centres[i]! - FRAME / 2), width: FRAME, height: FRAME, layers: lane, stands: lane.at(-1)!, module: folded.name }];
        }));
        frames.push(...put.values());
        const bands = lanes.map(() => ({ y: 0, height: 20 }));
        fans.push(fan(fork, join ?? output, made, lanes, bands, (lane) => [put.get(lane)!].filter(Boolean)));
      },
    };
  }

  // First the widths, then the places: what is left over is shared by the gaps.
  const blocks: Block[] = [];
  let before: LayerInfo | null = null;
  let branches: Branches | null = null;
  for (const one of standing) {
    if (one.form === 'ending') continue;
    if (one.form === 'branches') {
      branches = { fork: one.fork, lanes: one.lanes, bands: bandsOf(one.lanes.map((lane) => lane.map((name) => find(name)!)), height) };
      blocks.push(branchBlock(one, branches));
      continue;
    }
    const layer: LayerInfo = find(one.form === 'layer' ? one.name : one.module.output)!;
    if (one.form === 'layer' && bars.includes(layer) && layer !== bars.at(-1)) continue;
    blocks.push(one.form === 'layer' ? layerBlock(layer, before, one.module, branches) : foldedBlock(one.module, before ?? layer));
    [before, branches] = [layer, null];
  }
  const least = sum(blocks.map((block) => block.width + block.gap.least));
  const spare = Math.max(0, width - least);
  const wider = bars.length ? Math.min(72, spare * 0.2) : 0;
  const unit = (spare - wider) / (sum(blocks.map(({ gap }) => gap.stretch)) || 1);
  let x = 0;
  for (const block of blocks) {
    x += block.gap.least + block.gap.stretch * unit;
    block.put(x, wider);
    x += block.width;
  }
  const end = columns.at(-1)!;
  const ended = endings({ standing, find, height, at: (name) => column(visible(name)), body, stand });
  const right = Math.max(x + wider, ended.right);
  return {
    width: Math.max(width, Math.round(right)),
    height,
    below: ended.below,
    columns,
    frames: [...frames, ...ended.frames],
    fans: [...fans, ...ended.fans],
    heads: heads(columns.filter(({ laned }) => !laned), bars, end),
    braces: [...braces(columns.filter(({ y }) => y < height), frames, standing), ...ended.braces],
    ticks: ticks(columns, bars),
  };
}

function rows(classes: number, { map, pitch }: Module): Place[] {
  return Array.from({ length: Math.min(classes, ROWS) }, (_, i) => ({ x: 0, y: i * pitch, width: VERDICT, height: map }));
}

function ticks(columns: readonly Column[], bars: readonly LayerInfo[]): Map<string, number> {
  const places = new Map<string, number>();
  for (const column of columns) {
    if (column.form !== 'verdict') places.set(column.layer.name, column.x + column.width / 2);
    else bars.forEach((layer, i) => places.set(layer.name, column.x + 16 + 32 * i));
  }
  return places;
}

/** The box of one map, one slice of a strip, one bar, or the frame of a folded branch; null for what has no place of its own. */
export function slot(layout: Layout, name: string, c: number): Place | null {
  const column = layout.columns.find((candidate) => candidate.layer.name === name);
  if (!column) {
    if (layout.ticks.has(name)) return layout.columns.find((candidate) => candidate.form === 'verdict')?.places[c] ?? null;
    return layout.frames.find(({ layers }) => layers.includes(name)) ?? null;
  }
  if (column.form !== 'strip') return column.places[c] ?? null;
  const slice = column.height / column.layer.shape[0];
  return { x: column.x, y: column.y + c * slice, width: column.width, height: slice };
}
