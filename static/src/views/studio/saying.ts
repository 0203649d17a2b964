/** What a filter does, in words, measured on its weights: said only where they say it clearly. */
import { largestOf, sum, weightAt, type Filter } from '../../core/filters';
import { number, signedNumber } from '../../core/format';
import { question } from '../../core/kernels';
import type { Depth } from '../../state/view';
import { cellText } from './cells';
import type { Making } from './chain';

/** Directions a stripe can have, and how a step along it goes; two on is at right angles. */
const STRIPES = [
  { words: 'level stripes', along: 'level line', down: 0, across: 1 },
  { words: 'every stripe that runs up to the right', along: 'diagonal', down: -1, across: 1 },
  { words: 'upright stripes', along: 'upright line', down: 1, across: 0 },
  { words: 'every stripe that runs down to the right', along: 'diagonal', down: 1, across: 1 },
] as const;

const strength = ({ weights }: Filter): number => weights.reduce((a, w) => a + Math.abs(w), 0) || 1;

/** The direction in which weights are most like their neighbours, and clearly more than in the others. */
function stripe(filter: Filter): (typeof STRIPES)[number] | null {
  if (Math.min(filter.rows, filter.columns) < 3) return null;
  const alike = STRIPES.map(({ down, across }) => {
    let total = 0;
    let count = 0;
    for (let r = 0; r < filter.rows; r++) for (let c = 0; c < filter.columns; c++) {
      const [row, column] = [r + down, c + across];
      if (row < 0 || column < 0 || row >= filter.rows || column >= filter.columns) continue;
      total += (weightAt(filter, r, c) - weightAt(filter, row, column)) ** 2;
      count += 1;
    }
    return total / Math.max(1, count);
  });
  const [best, second] = [...alike].sort((a, b) => a - b) as [number, number];
  const at = alike.indexOf(best);
  const beside = alike[(at + 2) % STRIPES.length]!;
  return best < 0.7 * second && best < 0.3 * beside ? STRIPES[at]! : null;
}

/** Bright in the middle, dark around it, or the other way round. */
function spot(filter: Filter): 'bright' | 'dark' | null {
  if (filter.rows < 3 || filter.columns < 3) return null;
  const middle = weightAt(filter, Math.floor(filter.rows / 2), Math.floor(filter.columns / 2));
  const rest = sum(filter) - middle;
  if (Math.abs(middle) < 0.25 * strength(filter) || middle * rest >= 0) return null;
  return middle > 0 ? 'bright' : 'dark';
}

/** One sentence on what the filter answers to. */
export function does(filter: Filter): string {
  const { weights } = filter;
  const painted = weights.filter((w) => w !== 0).length;
  if (painted === 0) return 'Nothing is painted yet: every weight is 0, and so is every product.';
  if (painted === 1) {
    const at = weights.findIndex((w) => w !== 0);
    const [row, column] = [Math.floor(at / filter.columns), at % filter.columns];
    const middle = row === Math.floor(filter.rows / 2) && column === Math.floor(filter.columns / 2);
    const times = weights[at] === 1 ? 'as it is' : `times ${cellText(weights[at]!)}`;
    return middle ? `Only the middle counts: the picture comes out ${times}.` : `Only one cell counts, and not the middle one: the picture comes out ${times}, moved by a few pixels.`;
  }
  if (weights.every((w) => w >= 0)) return 'Every weight is positive, so it is a kind of mean: it smooths, and keeps bright things bright.';
  if (weights.every((w) => w <= 0)) return 'Every weight is negative, so what is bright comes out orange.';
  const round = spot(filter);
  const net = Math.abs(sum(filter)) / strength(filter);
  if (round && net > 0.05) return round === 'bright' ? 'It compares the middle with its surroundings and keeps some of the picture: edges and small bright things stand out.' : 'It takes the middle away from its surroundings: small dark things come out blue.';
  if (round) return round === 'bright' ? 'It takes the surroundings away from the middle: blue where a spot is brighter than what lies around it, orange where it is darker.' : 'It takes the middle away from its surroundings: blue where a spot is darker than what lies around it, orange where it is brighter.';
  const asks = question([{ weights: [...weights], rows: Array.from({ length: filter.rows }, (_, i) => i), columns: Array.from({ length: filter.columns }, (_, i) => i) }], []);
  if (asks?.startsWith('does it get brighter')) return `It takes one side away from the other and asks: ${asks} Blue means yes, orange that it gets darker.`;
  const line = stripe(filter);
  if (line) return `It adds up the ${line.along}s where you painted blue and takes away what lies beside them. Blue marks ${line.words}.`;
  return 'It adds up what lies under the blue cells and takes away what lies under the orange ones. Blue marks places that look like the filter itself.';
}

/** What the sum of its weights means. */
export function sums(filter: Filter): string {
  const total = sum(filter);
  const { length } = filter.weights;
  const what = length === 1 ? 'Its one weight is' : `Its ${length} weights add up to`;
  const share = Math.abs(total) / strength(filter);
  const flat = share < 0.08 ? 'so a flat wall gives nearly nothing' : Math.abs(total - 1) < 0.005 ? 'so a flat wall keeps its brightness' : total > 0 ? `so a flat wall comes out ${number(total)} times as bright` : 'so a flat wall comes out orange';
  return `${what} ${signedNumber(total)}, ${flat}.`;
}

/** A row of a dense layer on the pad: what it speaks for, and which map of it this is. */
export interface Row {
  readonly speaksFor: string;
  readonly map: string;
}
function rowSaid(filter: Filter, depth: Depth, { speaksFor, map }: Row): readonly string[] {
  if (depth === 'eli5') return [`Every spot of ${map} has a vote of its own. Blue spots vote for ${speaksFor} when the map is bright there, orange spots vote against it.`];
  const votes = `Each cell of ${map} has a weight of its own here. Where the map is bright, blue cells speak for ${speaksFor} and orange cells against it.`;
  const total = `Its ${filter.weights.length} weights on this map add up to ${signedNumber(sum(filter))}.`;
  return depth === 'summary' ? [votes, total] : [votes, total, 'It is the part of one row of the dense layer that reads this map, laid out as the map was before it was flattened: cell y, x of map c is number c·h·w + y·w + x of the row. No window slides here, so no weight is used twice.'];
}

/** The same at the depth that is asked for. */
export function said(filter: Filter, making: Making, depth: Depth, row: Row | null = null): readonly string[] {
  if (row) return rowSaid(filter, depth, row);
  const chain = making.steps.length > 1 ? [`It is filter ${making.at + 1} of ${making.steps.length}; each reads the map that the one before it made.`] : [];
  if (depth === 'eli5') {
    return ['Think of a stencil with blue and orange spots. You lay it on the picture, everywhere in turn. Where bright things lie under blue spots the answer is big; where they lie under orange ones it is below zero.', does(filter)];
  }
  if (depth === 'summary') return [does(filter), sums(filter), ...chain];
  const step = making.steps[making.at]!;
  return [
    does(filter),
    sums(filter),
    `The largest weight has a magnitude of ${number(largestOf([filter]))}; the root of all squares is ${number(Math.sqrt(filter.weights.reduce((a, w) => a + w * w, 0)))}.`,
    step.flip
      ? 'The filter is turned by half a turn before it is laid on: a convolution as mathematicians have it. For filters that look the same upside down this changes nothing.'
      : 'It is laid on as it is, without being turned over: strictly a cross-correlation, which is what networks call a convolution.',
    making.steps[0]!.slices.length === 1 && making.at === 0 ? 'One filter for all channels sees their mean, so a grey picture gives the same as each of its channels.' : 'Every channel is multiplied with its own slice, and the sums of all channels are added.',
    ...chain,
  ];
}

/** The line of NumPy that makes the result. */
export function code(filter: Filter, making: Making): string {
  const step = making.steps[making.at]!;
  const turn = step.flip ? 'k[::-1, ::-1]' : 'k';
  const mode = { zeros: "'constant'", reflect: "'mirror'", edge: "'nearest'" }[step.border];
  const each = making.learned || step.slices.length > 1;
  const x = making.at > 0 ? 'x' : each ? 'x[c]' : 'x.mean(0)';
  const k = each ? turn.replace('k', 'k[c]') : turn;
  const line = `scipy.ndimage.correlate(\n    ${x}, ${k}, mode=${mode})`;
  return `k.shape, k.sum()  # ${filter.rows} × ${filter.columns}, ${signedNumber(sum(filter))}\ny = ${each ? `sum(${line}\n    for c in range(len(k)))` : line}${step.bias ? ` + ${cellText(step.bias)}` : ''}`;
}
