/**
 * The wiring of one map: to everything it reads, and on to everything that reads it.
 * Paths are SVG path data in the strip's own pixels.
 */
import { channelsAfter, channelsBehind, length, oneToOne, type Span } from '../../core/links';
import type { LayerInfo } from '../../data/types';
import { bend } from './branches';
import { slot, type Layout } from './layout';
import type { Place } from './places';

export interface Chosen {
  readonly name: string;
  readonly map: number;
}
export interface Wiring {
  readonly reads: readonly string[];
  readonly readers: readonly string[];
  /** The maps at the other ends, as "layer map". */
  readonly lit: ReadonlySet<string>;
}

const MANY = 24;
export const key = (name: string, map: number): string => `${name} ${map}`;
const middle = ({ y, height }: Place): number => y + height / 2;

export function curve(from: Place, to: Place): string {
  const [x0, x1] = [from.x + from.width + 2, to.x - 3];
  const bend = (x0 + x1) / 2;
  return `M${x0} ${middle(from)}C${bend} ${middle(from)} ${bend} ${middle(to)} ${x1} ${middle(to)}`;
}

/** Many slices of a strip meet one place: a wedge of two lines. */
const wedge = (side: number, top: number, bottom: number, x: number, y: number): string => `M${side} ${top}L${x} ${y}L${side} ${bottom}`;

function bundle(layout: Layout, ends: { name: string; span: Span }, one: Place, forward: boolean): string[] {
  const { name, span } = ends;
  const first = slot(layout, name, span.from);
  const last = slot(layout, name, span.to - 1);
  if (!first || !last || length(span) === 0) return [];
  // Down to what ends below the main line leads one wire for all, see branches.ts.
  if ((first.y > layout.height) !== (one.y > layout.height)) return [];
  if (length(span) > MANY && first !== last) {
    const { x, width } = layout.columns.find((column) => column.layer.name === name) ?? first;
    return forward
      ? [wedge(x - 2, first.y, last.y + last.height, one.x + one.width + 2, middle(one))]
      : [wedge(x + width + 2, first.y, last.y + last.height, one.x - 3, middle(one))];
  }
  const places = [...new Set(Array.from({ length: Math.min(length(span), MANY) }, (_, i) => slot(layout, name, span.from + i)))].filter((place) => place !== null);
  if (places.some((place) => place.x === one.x)) return places[0] === one ? [] : [`M${one.x - 5} ${middle(first)}V${middle(last)}`];
  return places.map((place) => (forward ? curve(one, place) : curve(place, one)));
}

/** Where a map is carried past the others unchanged, its wire goes round them, too. */
function carried(layout: Layout, fork: string, join: string, from: Place, to: Place): string | null {
  const fan = layout.fans.find((one) => one.fork === fork && one.join === join);
  const way = fan?.ways.find(({ first }) => first === null);
  if (!way) return null;
  const [x0, x1] = [from.x + from.width + 2, to.x - 3];
  const across = fan!.from.x + fan!.from.width;
  const meets = fan!.plus?.x ?? x1 - 16;
  return `${bend(x0, middle(from), Math.max(x0, across) + 22, way.y)}H${meets - 8}${bend(meets - 8, way.y, x1, middle(to)).replace('M', 'L')}`;
}

export function wiring(layers: readonly LayerInfo[], layout: Layout, { name, map }: Chosen): Wiring {
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  const layer = byName.get(name);
  const here = slot(layout, name, map);
  const reads = new Set<string>();
  const readers = new Set<string>();
  const lit = new Set<string>();
  if (!layer || !here) return { reads: [], readers: [], lit };
  const light = (of: string, span: Span) => {
    for (let c = span.from; c < Math.min(span.to, span.from + MANY); c++) lit.add(key(of, c));
  };
  // A layer folded away that only passes maps on, or adds them, is read through.
  const back = (to: LayerInfo, c: number): void => to.inputs.forEach((source, i) => {
    const from = byName.get(source)!;
    for (const span of channelsBehind(to.reads[i]!, c, from.shape, to.shape)) {
      const place = slot(layout, source, span.from);
      if (!place && oneToOne(from.reads) && length(span) === 1) {
        back(from, span.from);
        continue;
      }
      light(source, span);
      const round = place && length(span) === 1 ? carried(layout, source, to.name, place, here) : null;
      for (const path of round ? [round] : bundle(layout, { name: source, span }, here, false)) reads.add(path);
    }
  });
  back(layer, map);
  // Where a map passes on to one map alone, the readers of that one are what it leads to.
  const follow = (from: LayerInfo, c: number, place: Place): void => {
    for (const next of layers) {
      next.inputs.forEach((source, i) => {
        if (source !== from.name) return;
        for (const span of channelsAfter(next.reads[i]!, c, from.shape, next.shape)) {
          const on = slot(layout, next.name, span.from);
          const alone = oneToOne(next.reads) && length(span) === 1;
          light(next.name, span);
          const round = on && alone && slot(layout, from.name, c) ? carried(layout, source, next.name, place, on) : null;
          if (on !== place) for (const path of round ? [round] : bundle(layout, { name: next.name, span }, place, true)) readers.add(path);
          if (alone) follow(next, span.from, on ?? place);
        }
      });
    }
  };
  follow(layer, map, here);
  return { reads: [...reads], readers: [...readers], lit };
}

/** The flare of every map into its own slices of a strip that unrolls it. */
export function flares(layers: readonly LayerInfo[], layout: Layout): { readonly path: string; readonly name: string; readonly map: number }[] {
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  const seen = new Set(layout.columns.map((column) => column.layer.name));
  return layers.filter(({ name, inputs }) => seen.has(name) && inputs.every((input) => seen.has(input))).flatMap((layer) =>
    layer.reads.flatMap((rule, i) => {
      const source = byName.get(layer.inputs[i]!)!;
      if (rule.rule !== 'unroll' || source.shape[1] * source.shape[2] === 1) return [];
      return Array.from({ length: source.shape[0] }, (_, map) => {
        const from = slot(layout, source.name, map);
        const [span] = channelsAfter(rule, map, source.shape, layer.shape);
        if (!span) return null;
        const top = slot(layout, layer.name, span.from);
        const bottom = slot(layout, layer.name, span.to - 1);
        if (!from || !top || !bottom) return null;
        const x = from.x + from.width + 1;
        return { name: source.name, map, path: `M${x} ${from.y}L${top.x - 1} ${top.y + 0.5}V${bottom.y + bottom.height - 0.5}L${x} ${from.y + from.height}Z` };
      }).filter((flare) => flare !== null);
    }));
}
