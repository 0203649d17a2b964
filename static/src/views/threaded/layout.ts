/**
 * Where the frames of the timeline stand. Pure numbers, in px. The main line is a row of frames;
 * branches are small frames on as many lines as there are branches, a folded module its output
 * with a tiny frame for each branch before it, and what leads nowhere runs out below.
 */
import { ranks } from '../../core/branching';
import type { Standing } from '../../core/folding';
import { bend } from '../open/branches';

export interface Sizes {
  readonly side: number;
  /** Smallest distance from frame to frame. */
  readonly pitch: number;
  readonly top: number;
  readonly rail: number;
  readonly head: boolean;
}
export const DESK: Sizes = { side: 56, pitch: 76, top: 20, rail: 97, head: true };
export const PHONE: Sizes = { side: 38, pitch: 50, top: 4, rail: 54, head: false };

export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}
/** The tiny frames of a folded module: one button for all. */
export interface Bundle {
  readonly module: string;
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly side: number;
  /** For each branch the layer whose map is shown. */
  readonly stands: readonly string[];
}
export interface Film {
  readonly width: number;
  /** Where the rail runs. */
  readonly rail: number;
  readonly spots: ReadonlyMap<string, Spot>;
  readonly bundles: readonly Bundle[];
  /** The ways between frames, as SVG path data. */
  readonly paths: readonly string[];
  /** Where ways are added. */
  readonly pluses: readonly (readonly [x: number, y: number])[];
}

/** A frame in a lane: large enough to be hit. */
const SMALL = 24;
const LINE = 28;
const STEP = 34;
const TINY = 15;
const TINY_LINE = 18;
const PARTS = 22;
/** A lane that is only carried past. */
const PAST = 12;
const MOST_GAP = 84;

interface Knot {
  readonly name: string;
  readonly inputs: readonly string[];
}
interface Block {
  readonly width: number;
  readonly height: number;
  /** Its own gap, where ways part or meet. */
  readonly parts: boolean;
  readonly put: (x: number, middle: number) => void;
}

const high = (lanes: readonly (readonly string[])[]): number => lanes.reduce((all, lane) => all + (lane.length ? LINE : PAST), 0);

/**
 * Frames fill the width evenly; when that gets too tight they keep their distance and the strip
 * scrolls. `before`: a place kept free before the first layer, for the picture as it was given.
 * `adds`: whether ways are added where they meet.
 */
export function film(layers: readonly Knot[], standing: readonly Standing[], width: number, sizes: Sizes, before: boolean, adds: (layer: string) => boolean): Film {
  const { side, pitch, top, head } = sizes;
  const spots = new Map<string, Spot>();
  const bundles: Bundle[] = [];
  const paths: string[] = [];
  const pluses: [number, number][] = [];
  const blocks: Block[] = before ? [{ width: side, height: side, parts: false, put: () => {} }] : [];
  /** What a wire leaves: the right edge of the frame that stands for a layer. */
  const hidden = new Map(standing.flatMap((one) => (one.form === 'folded' ? one.module.layers.map((name): [string, string] => [name, one.module.output]) : [])));
  const at = (name: string): Spot => spots.get(name) ?? spots.get(hidden.get(name) ?? '') ?? { x: 0, y: 0, side };
  const out = (spot: Spot): [number, number] => [spot.x + spot.side + 3, spot.y + spot.side / 2];
  const meet = (join: string, spot: Spot): [number, number] => {
    if (!adds(join)) return [spot.x - 4, spot.y + spot.side / 2];
    const plus: [number, number] = [spot.x - 10, spot.y + spot.side / 2];
    pluses.push(plus);
    return [plus[0] - 6, plus[1]];
  };
  const over = ([x0, y0]: [number, number], y: number, [x1, y1]: [number, number]) => `${bend(x0, y0, x0 + 14, y)}H${x1 - 14}${bend(x1 - 14, y, x1, y1).replace('M', 'L')}`;

  let pending: { fork: string; ends: readonly [lane: readonly string[], past: number][] } | null = null;
  for (const one of standing) {
    if (one.form === 'layer') {
      const meets: typeof pending = pending;
      pending = null;
      blocks.push({
        width: side, height: side, parts: meets !== null,
        put: (x, middle) => {
          const spot = { x, y: middle - side / 2, side };
          spots.set(one.name, spot);
          if (!meets) return;
          const point = meet(one.name, spot);
          for (const [lane, past] of meets.ends) {
            const last = spots.get(lane.at(-1) ?? '');
            paths.push(last ? bend(...out(last), ...point) : over(out(at(meets.fork)), middle + past, point));
          }
        },
      });
    } else if (one.form === 'branches') {
      const of = ranks(layers, one.lanes.flat());
      const all = high(one.lanes);
      let y = -all / 2;
      const lines = one.lanes.map((lane): [readonly string[], number] => {
        const line = y + (lane.length ? LINE : PAST) / 2;
        y += lane.length ? LINE : PAST;
        return [lane, line];
      });
      pending = { fork: one.fork, ends: lines };
      blocks.push({
        width: Math.max(...of.values()) * STEP + SMALL, height: all, parts: true,
        put: (x, middle) => {
          for (const [lane, line] of lines) {
            lane.forEach((name, i) => {
              const spot = { x: x + of.get(name)! * STEP, y: middle + line - SMALL / 2, side: SMALL };
              spots.set(name, spot);
              const from = i > 0 ? at(lane[i - 1]!) : at(one.fork);
              paths.push(bend(...out(from), spot.x - 3, spot.y + SMALL / 2));
            });
          }
        },
      });
    } else if (one.form === 'folded') {
      const { module } = one;
      const full = module.lanes.filter((lane) => lane.length);
      const join = module.layers.find(adds);
      const gap = join ? 30 : 20;
      const fork = layers.filter(({ name }) => module.layers.includes(name)).flatMap(({ inputs }) => inputs).find((input) => !module.layers.includes(input)) ?? '';
      const tall = full.length * TINY_LINE;
      blocks.push({
        width: TINY + gap + side, height: Math.max(side, tall), parts: true,
        put: (x, middle) => {
          const spot = { x: x + TINY + gap, y: middle - side / 2, side };
          spots.set(module.output, spot);
          bundles.push({ module: module.name, x, y: middle - tall / 2, height: tall, side: TINY, stands: full.map((lane) => lane.at(-1)!) });
          const point = meet(join ?? module.output, spot);
          full.forEach((_, i) => {
            const y = middle - tall / 2 + (i + 0.5) * TINY_LINE;
            paths.push(bend(...out(at(fork)), x - 3, y), bend(x + TINY + 3, y, ...point));
          });
          if (module.lanes.length > full.length) paths.push(over(out(at(fork)), middle - side / 2 - 3, point));
        },
      });
    }
  }

  const count = blocks.length;
  const parts = blocks.filter((block) => block.parts).length;
  const taken = blocks.reduce((all, block) => all + block.width, 0);
  const least = pitch - side;
  const free = count > 1 ? (width - taken - parts * (PARTS - least)) / (count - 1) : 0;
  const gap = head ? Math.max(least, Math.min(free, MOST_GAP)) : least;
  const tallest = Math.max(side, ...blocks.map((block) => block.height));
  const middle = top + tallest / 2;
  let x = 0;
  blocks.forEach((block, i) => {
    x += i === 0 ? 0 : gap + (block.parts ? PARTS - least : 0);
    block.put(x, middle);
    x += block.width;
  });
  const below = runOut(standing, at, spots, paths, top + tallest + 10);
  return { width: Math.max(head ? width : 0, x, below.right), rail: sizes.rail - side + tallest + below.height, spots, bundles, paths, pluses };
}

/** What leads nowhere, below the line, from the right to the left: each comes down beside those further right, or below them. */
function runOut(standing: readonly Standing[], at: (name: string) => Spot, spots: Map<string, Spot>, paths: string[], top: number): { right: number; height: number } {
  const placed: { from: number; line: number }[] = [];
  let right = 0;
  for (const one of standing.filter((piece) => piece.form === 'ending').reverse()) {
    const names = one.folded ? [one.module.output] : one.module.layers;
    const from = at(one.fork);
    const x0 = from.x + from.side / 2;
    const start = x0 + 16;
    const end = start + (names.length - 1) * STEP + SMALL + 12;
    const line = Math.max(-1, ...placed.filter((other) => other.from < end + 8).map((other) => other.line)) + 1;
    placed.push({ from: x0, line });
    const y = top + line * LINE;
    names.forEach((name, i) => spots.set(name, { x: start + i * STEP, y, side: SMALL }));
    const middle = y + SMALL / 2;
    paths.push(`M${x0} ${from.y + from.side + 5}V${middle - 6}Q${x0} ${middle} ${x0 + 6} ${middle}H${start - 3}`);
    names.slice(1).forEach((_, i) => paths.push(`M${start + i * STEP + SMALL + 2} ${middle}h${STEP - SMALL - 4}`));
    paths.push(`M${end - 9} ${middle}H${end - 2}M${end - 2} ${middle - 5}v10`);
    right = Math.max(right, end);
  }
  return { right, height: placed.length ? (Math.max(...placed.map(({ line }) => line)) + 1) * LINE + 10 : 0 };
}
