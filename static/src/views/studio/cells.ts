/** How the cells of a filter are set: their size on the pad, their text, the ends of their colour scale. */
import { number } from '../../core/format';
import { largestOf, short, type Filter } from '../../core/filters';

/** The pad is never wider than this, px; a cell never larger. */
export const ROOM = 302;
const CELL = 52;

export const gapOf = (most: number): number => (most > 8 ? 1 : 2);
export function cellSize({ rows, columns }: Pick<Filter, 'rows' | 'columns'>, room = ROOM): number {
  const most = Math.max(rows, columns);
  return Math.min(CELL, Math.floor((room - gapOf(most) * (most - 1)) / most));
}

/** Letters that still fit such a cell; 0 where numbers no longer do. */
export const letters = (cell: number): number => (cell >= 48 ? 14 : cell >= 40 ? 12.5 : cell >= 34 ? 11.5 : cell >= 31 ? 10.5 : cell >= 25 ? 9.5 : 0);

/** "0.6", "−0.13", "2": as many decimals as it has, two at most, fewer in small cells. */
export function cellText(value: number, cell = CELL): string {
  const most = cell < 31 || Math.abs(value) >= 10 ? 1 : 2;
  const text = number(value, most);
  return /[.]\d0$/.test(text) ? number(value, 1) : text;
}

/** "−1", "0.35": the end of a scale. */
export const endText = (value: number): string => String(short(value)).replace('-', '\u2212');

/** The number in full, to be typed over: with a plain minus, as it is typed. */
export const typed = (value: number): string => String(short(value));
export function parsed(text: string): number | null {
  const value = Number(text.trim().replace('\u2212', '-').replace(',', '.'));
  return text.trim() !== '' && Number.isFinite(value) && Math.abs(value) <= LARGEST ? value : null;
}
/** Weights beyond this are refused everywhere. */
export const LARGEST = 1e4;

/** Both ends of the colour scale: a round number that holds all weights; one at least, unless they were learned. */
export function scaleOf(slices: readonly Filter[], learned: boolean): number {
  const largest = largestOf(slices);
  return learned ? round(largest) : Math.max(1, round(largest));
}
function round(value: number): number {
  if (value === 0) return 1;
  const unit = 10 ** Math.floor(Math.log10(value) + 1e-9);
  return short([1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((step) => step * unit).find((step) => step >= value * 0.99999)!);
}
