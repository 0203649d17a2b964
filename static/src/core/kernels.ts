/**
 * What a filter on the picture asks for, said only where its weights say it clearly.
 * Everything here is measured on the weights; where nothing stands out, nothing is claimed.
 */
import type { Slice } from './products';

const CLEAR = 0.5;

type Weighted = Pick<Slice, 'weights' | 'rows' | 'columns'>;

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const strength = (values: readonly number[]): number => sum(values.map(Math.abs)) || 1;

/** -1 to 1: how much the far side outweighs the near one, along rows or columns. */
function slope({ weights, rows, columns }: Weighted, along: 'rows' | 'columns'): number {
  const [height, width] = [rows.length, columns.length];
  const middle = ((along === 'rows' ? height : width) - 1) / 2;
  const tilt = weights.map((w, i) => {
    const at = along === 'rows' ? Math.floor(i / width) : i % width;
    return at === middle ? 0 : w * Math.sign(at - middle);
  });
  return sum(tilt) / strength(weights);
}

/** "does it get brighter to the right?", or null where the weights ask nothing so simple. */
export function question(slices: readonly Weighted[], colours: readonly string[]): string | null {
  const all = slices.flatMap((slice) => slice.weights);
  const total = strength(all);
  const mean = (along: 'rows' | 'columns') => sum(slices.map((s) => (slope(s, along) * strength(s.weights)) / total));
  const [down, right] = [mean('rows'), mean('columns')];
  if (Math.max(Math.abs(down), Math.abs(right)) > CLEAR) {
    const way = Math.abs(right) >= Math.abs(down) ? (right > 0 ? 'to the right' : 'to the left') : down > 0 ? 'downwards' : 'upwards';
    return `does it get brighter ${way}?`;
  }
  const levels = slices.map((slice) => sum(slice.weights) / total);
  const flat = slices.every((slice) => Math.abs(sum(slice.weights)) / strength(slice.weights) > CLEAR);
  if (!flat) return null;
  if (levels.every((level) => level > 0)) return 'is it bright here?';
  if (levels.every((level) => level < 0)) return 'is it dark here?';
  if (colours.length !== levels.length) return null;
  const most = levels.indexOf(Math.max(...levels));
  const least = levels.indexOf(Math.min(...levels));
  return `is there more ${colours[most]} than ${colours[least]}?`;
}
