/** Large counts as they stand in a table: "61.7 k", "138.4 M". */
const SCALES = [[1e9, 'G'], [1e6, 'M'], [1e3, 'k']] as const;

export function short(count: number): string {
  const scale = SCALES.find(([size]) => count >= size);
  if (!scale || count < 10_000) return count.toLocaleString('en-US');
  const value = count / scale[0];
  return `${value.toFixed(value < 100 ? 1 : 0)}\u00a0${scale[1]}`;
}
