/** Chance that can be had again: the same seed draws the same numbers. (mulberry32) */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Which numbers a round of learning switches off. */
export function off(count: number, rate: number, seed: number): boolean[] {
  const draw = chance(seed);
  return Array.from({ length: count }, () => draw() < rate);
}

/** What a round of learning does to numbers: those that are off become 0, the rest grow so that their sum stays the same on average. */
export const dropped = (values: Float32Array, off: readonly boolean[], rate: number): Float32Array =>
  values.map((value, i) => (off[i] ? 0 : value / (1 - rate)));
