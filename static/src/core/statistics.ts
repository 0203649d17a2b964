/** How often each value occurs: `bins` counts from -extent to +extent. */
export function histogram(values: Float32Array, extent: number, bins = 48): number[] {
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) {
    const bin = Math.floor(((value / extent + 1) / 2) * bins);
    counts[Math.min(bins - 1, Math.max(0, bin))]! += 1;
  }
  return counts;
}

/** Share of numbers that are exactly zero. */
export function zeroShare(values: Float32Array): number {
  let zeros = 0;
  for (const value of values) if (value === 0) zeros += 1;
  return zeros / values.length;
}
