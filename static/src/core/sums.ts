/** Sums as they are printed: what stands there can be checked by hand. */
import { number, roundToSum, signedNumber } from './format';

const text = (rounded: number, exact: number, digits: number, signed: boolean): string => {
  if (rounded === 0) return exact === 0 ? '0' : '≈0';
  return signed ? signedNumber(rounded, digits) : number(rounded, digits);
};

export interface PrintedSum {
  readonly parts: readonly string[];
  readonly total: string;
  /** False where the digits could not be made to add up, so that the line can say it is rounded. */
  readonly exact: boolean;
}

/** Parts and total, rounded so that the printed digits add up. */
export function printSum(parts: readonly number[], total: number, digits = 2, signed = true): PrintedSum {
  const unit = 10 ** digits;
  const rounded = roundToSum(parts, total, digits);
  const goal = Math.round(total * unit);
  return {
    parts: parts.map((part, i) => text(rounded[i]!, part, digits, signed)),
    total: text(goal / unit, total, digits, signed),
    exact: rounded.reduce((sum, part) => sum + Math.round(part * unit), 0) === goal,
  };
}
