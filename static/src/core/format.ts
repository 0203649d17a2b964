/** Numbers as people read them: real minus signs, an honest zero, sums that add up. */
const MINUS = '\u2212';

/** "0" for exact zero, "≈0" for what only rounds to it, otherwise `digits` decimals. */
export function number(value: number, digits = 2): string {
  if (value === 0) return '0';
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '–' : value > 0 ? '∞' : `${MINUS}∞`;
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return '≈0';
  return (value < 0 ? MINUS : '') + text;
}

/** The same with its sign always shown, for things that are added. */
export function signedNumber(value: number, digits = 2): string {
  const text = number(value, digits);
  return value > 0 && text !== '≈0' ? `+${text}` : text;
}

/** A number at full float32 length, for the chosen one. */
export function exact(value: number): string {
  return number(value, Math.abs(value) >= 100 ? 4 : 7);
}

/** "90 %", "3.5 %", "< 0.1 %": one decimal below ten per cent. */
export function percent(share: number): string {
  if (share > 0 && share < 0.0005) return '< 0.1 %';
  if (share < 1 && share > 0.9995) return '> 99.9 %';
  const value = share * 100;
  return `${value.toFixed(value < 9.95 || value > 99.5 ? 1 : 0)} %`.replace('100.0 %', '100 %').replace(/^0\.0 %$/, '0 %');
}

/** Thousands with a comma: 1,037,880. */
export const whole = (value: number): string => Math.round(value).toLocaleString('en-US');

/** "62×62" for maps, "1,690" for a strip of numbers. */
export const size = ([channels, height, width]: readonly [number, number, number]): string =>
  height === 1 && width === 1 ? whole(channels) : `${height}×${width}`;

export const bytes = (count: number): string =>
  count < 1000 ? `${count} B` : count < 1e6 ? `${(count / 1000).toFixed(count < 9950 ? 1 : 0)} kB` : `${(count / 1e6).toFixed(1)} MB`;

/**
 * Round parts to `digits` decimals so that the printed parts add up to the printed total
 * (largest-remainder rounding): nobody who checks the sum by hand is let down.
 */
export function roundToSum(parts: readonly number[], total: number, digits = 2): number[] {
  const unit = 10 ** digits;
  const target = Math.round(total * unit);
  const floors = parts.map((part) => Math.floor(part * unit));
  const short = target - floors.reduce((a, b) => a + b, 0);
  const order = parts
    .map((part, i) => ({ i, rest: part * unit - floors[i]! }))
    .filter(({ i }) => parts[i] !== 0)
    .sort((a, b) => b.rest - a.rest);
  if (short < 0 || short > order.length) return parts.map((part) => Math.round(part * unit) / unit);
  for (const { i } of order.slice(0, short)) floors[i]! += 1;
  return floors.map((value) => value / unit);
}

/** A large count as people say it: "138 million", "15,470 million"; small ones in full. */
export function short(count: number): string {
  const value = count / 1e6;
  return value < 1 ? whole(count) : `${value < 9.95 ? value.toFixed(1).replace('.0', '') : whole(value)} million`;
}

export const plural = (count: number, one: string, many = `${one}s`): string => `${whole(count)} ${count === 1 ? one : many}`;
