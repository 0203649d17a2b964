/** Endings: branches that lead nowhere, and where they stand below the main line. */
import type { Lane } from '../../core/branching';
import type { Standing } from '../../core/folding';
import { isVector } from '../../core/tensor';
import type { LayerInfo } from '../../data/types';
import type { Body, Column } from './column';
import type { Brace } from './heads';
import { FRAME, LABEL, type Fan, type LaneFrame } from './lanes';
import type { Band } from './places';

/** How tall its columns are. */
const ENDING = 76;

interface Ends {
  readonly standing: readonly Standing[];
  readonly find: (name: string) => LayerInfo | undefined;
  readonly height: number;
  /** The column that stands for a layer. */
  readonly at: (name: string) => Column;
  readonly body: (layer: LayerInfo, band: Band) => Body;
  readonly stand: (layer: LayerInfo, body: Body, x: number, band: Band, more: { laned: boolean; module: string | null }) => Column;
}

/** How much one line of what ends takes: a gap, its name, the words over its columns, the columns. */
const LINE = 24 + LABEL + LABEL + ENDING;

/**
 * Branches that lead nowhere, below the main line. From the right to the left, so that the wire
 * of each comes down beside those further right: where there is no room beside one, below it.
 */
export function endings({ standing, find, height, at, body, stand }: Ends): { right: number; below: number; frames: LaneFrame[]; fans: Fan[]; braces: Brace[] } {
  const frames: LaneFrame[] = [];
  const fans: Fan[] = [];
  const braces: Brace[] = [];
  const answer = standing.findLast((one) => one.form === 'layer');
  const answers = answer?.form === 'layer' ? find(answer.name)?.shape : undefined;
  const placed: { from: number; line: number }[] = [];
  let right = 0;
  for (const one of standing.filter((piece) => piece.form === 'ending').reverse()) {
    const { module, folded, fork } = one;
    const from = at(fork);
    const lane: Lane = module.lanes[0] ?? [];
    const last = find(module.output)!;
    const drawn = folded ? [last] : lane.map((name) => find(name)!);
    const words = answers && last.shape.every((side, i) => side === answers[i]) ? 'auxiliary head, only used while learning' : 'a branch that ends: nobody reads it';
    const start = Math.round(from.x + from.width / 2 + 28);
    const bodies = drawn.map((layer) => body(layer, { y: 0, height: ENDING }));
    // Words stand over a strip, too, however thin it is.
    const widths = drawn.map((layer, i) => Math.max(bodies[i]!.width, isVector(layer.shape) ? 44 : 60));
    const frame = folded ? FRAME + 26 : 0;
    const width = Math.round(Math.max(frame + widths.reduce((a, b) => a + b + 24, -24), words.length * 5.4 + 24));
    const line = Math.max(-1, ...placed.filter((other) => other.from < start + width + 20).map((other) => other.line)) + 1;
    placed.push({ from: start - 28, line });
    right = Math.max(right, start + width);

    const band: Band = { y: height + line * LINE + LINE - ENDING, height: ENDING };
    let x = start;
    if (folded) {
      const stands = lane.find((name) => !isVector(find(name)!.shape)) ?? lane[0]!;
      frames.push({ x, y: band.y + (ENDING - FRAME) / 2, width: FRAME, height: FRAME, layers: lane.filter((name) => name !== module.output), stands, module: module.name });
      x += frame;
    }
    const made = drawn.map((layer, i) => {
      const put = stand(layer, body(layer, band), x, band, { laned: true, module: module.name });
      x += widths[i]! + 24;
      return put;
    });
    fans.push({ fork, join: '', from, to: null, plus: null, ways: [{ y: band.y + ENDING / 2, first: folded ? frames.at(-1)! : made[0]!, last: made.at(-1)!, into: null }] });
    braces.push({ x: start, y: height + line * LINE + 24, width, words, module: module.layers.length < 3 ? null : module.name, folded });
  }
  return { right, below: placed.length ? (Math.max(...placed.map(({ line }) => line)) + 1) * LINE + 8 : 0, frames, fans, braces };
}
