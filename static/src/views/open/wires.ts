/**
 * The wiring of one map: to everything it reads, and on to everything that reads it.
 * Paths are SVG path data in the strip's own pixels.
 */
import { channelsAfter, channelsBehind, length, oneToOne, type Span } from '../../core/links';
import type { LayerInfo } from '../../data/types';
import { slot, type Layout, type Place } from './layout';

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
  if (length(span) > MANY) {
    return forward
      ? [wedge(first.x - 2, first.y, last.y + last.height, one.x + one.width + 2, middle(one))]
      : [wedge(first.x + first.width + 2, first.y, last.y + last.height, one.x - 3, middle(one))];
  }
  const places = Array.from({ length: length(span) }, (_, i) => slot(layout, name, span.from + i)).filter((place) => place !== null);
  if (places.some((place) => place.x === one.x)) return [`M${one.x - 5} ${middle(first)}V${middle(last)}`];
  return places.map((place) => (forward ? curve(one, place) : curve(place, one)));
}

export function wiring(layers: readonly LayerInfo[], layout: Layout, { name, map }: Chosen): Wiring {
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  const layer = byName.get(name);
  const here = slot(layout, name, map);
  const reads: string[] = [];
  const readers: string[] = [];
  const lit = new Set<string>();
  if (!layer || !here) return { reads, readers, lit };
  const light = (of: string, span: Span) => {
    for (let c = span.from; c < Math.min(span.to, span.from + MANY); c++) lit.add(key(of, c));
  };
  layer.inputs.forEach((source, i) => {
    for (const span of channelsBehind(layer.reads[i]!, map, byName.get(source)!.shape, layer.shape)) {
      light(source, span);
      reads.push(...bundle(layout, { name: source, span }, here, false));
    }
  });
  // Where a map passes on to one map alone, the readers of that one are what it leads to.
  const follow = (from: LayerInfo, c: number, place: Place) => {
    for (const next of layers) {
      next.inputs.forEach((source, i) => {
        if (source !== from.name) return;
        for (const span of channelsAfter(next.reads[i]!, c, from.shape, next.shape)) {
          light(next.name, span);
          readers.push(...bundle(layout, { name: next.name, span }, place, true));
          const on = slot(layout, next.name, span.from);
          if (oneToOne(next.reads) && length(span) === 1 && on) follow(next, span.from, on);
        }
      });
    }
  };
  follow(layer, map, here);
  return { reads, readers, lit };
}

/** The flare of every map into its own slices of a strip that unrolls it. */
export function flares(layers: readonly LayerInfo[], layout: Layout): { readonly path: string; readonly name: string; readonly map: number }[] {
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  return layers.flatMap((layer) =>
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
