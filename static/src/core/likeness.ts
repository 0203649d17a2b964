/**
 * Maps in an order in which those that look alike stand together: from the loudest on, the next
 * is always the one most like the last. (Greedy, so the end of the line is where the odd ones
 * are left over; good enough to see families of filters.)
 */
import type { Tensor } from './tensor';

/** Maps are compared at this many cells along a side. */
const SIDE = 8;
/** Milliseconds of arithmetic after which the page gets its turn. */
const SLICE = 8;

/** Each map as a row of SIDE × SIDE means of length one; rows of zeros for maps without any contrast. */
export function looks({ shape: [channels, height, width], data }: Tensor): Float32Array {
  const [rows, columns] = [Math.min(SIDE, height), Math.min(SIDE, width)];
  const size = rows * columns;
  const all = new Float32Array(channels * size);
  const cells = new Float32Array(size);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) cells[Math.floor((y * rows) / height) * columns + Math.floor((x * columns) / width)]! += 1;
  for (let c = 0; c < channels; c++) {
    const own = all.subarray(c * size, (c + 1) * size);
    for (let y = 0; y < height; y++) {
      const line = (c * height + y) * width;
      const row = Math.floor((y * rows) / height) * columns;
      for (let x = 0; x < width; x++) own[row + Math.floor((x * columns) / width)]! += data[line + x]!;
    }
    let square = 0;
    for (let i = 0; i < size; i++) {
      own[i]! /= cells[i]!;
      square += own[i]! ** 2;
    }
    const length = Math.sqrt(square);
    if (length > 0) for (let i = 0; i < size; i++) own[i]! /= length;
  }
  return all;
}

/** The next turn of the page. */
const breath = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Channels of `maps` in order of likeness, `first` at the front; null when it is not wanted any more. Takes many turns of the page. */
export async function alike(maps: Tensor, first: number, signal?: AbortSignal): Promise<number[] | null> {
  const count = maps.shape[0];
  const rows = looks(maps);
  const size = rows.length / count;
  const left = Array.from({ length: count }, (_, c) => c).filter((c) => c !== first);
  const order = [first];
  let since = performance.now();
  while (left.length) {
    const last = order.at(-1)! * size;
    let [best, most] = [0, -Infinity];
    for (let i = 0; i < left.length; i++) {
      const from = left[i]! * size;
      let likeness = 0;
      for (let k = 0; k < size; k++) likeness += rows[last + k]! * rows[from + k]!;
      if (likeness > most) [best, most] = [i, likeness];
    }
    order.push(left[best]!);
    // The last takes the place of the one that is gone: among equals, which comes first does not matter.
    const end = left.pop()!;
    if (best < left.length) left[best] = end;
    if (performance.now() - since < SLICE) continue;
    await breath();
    if (signal?.aborted) return null;
    since = performance.now();
  }
  return order;
}
