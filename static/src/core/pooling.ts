/** Windows that shrink a map: the biggest or the average of each, and which cell won. */
import type { WindowReads } from './geometry';
import { channel, type Tensor } from './tensor';

export type Pick = 'biggest' | 'average';

/** First of the largest, row by row; padding never wins. */
export function winner(values: readonly number[], ghosts: readonly boolean[] = []): number {
  let best = -1;
  values.forEach((value, i) => {
    if (!ghosts[i] && (best < 0 || value > values[best]!)) best = i;
  });
  return best;
}

export function average(values: readonly number[], ghosts: readonly boolean[] = [], countPadding = true): number {
  const inside = countPadding ? values.length : ghosts.filter((ghost) => !ghost).length;
  return values.reduce((sum, value) => sum + value, 0) / inside;
}

/** One map pooled by either rule, in the geometry its layer states. */
export function pooled(maps: Tensor, c: number, reads: WindowReads, rows: number, columns: number, pick: Pick): Float32Array {
  const [, height, width] = maps.shape;
  const map = channel(maps, c);
  const out = new Float32Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let most = -Infinity;
      let sum = 0;
      let count = 0;
      for (let u = 0; u < reads.size[0]; u++) {
        const y = i * reads.stride[0] - reads.padding[0] + u * reads.dilation[0];
        if (y < 0 || y >= height) continue;
        for (let v = 0; v < reads.size[1]; v++) {
          const x = j * reads.stride[1] - reads.padding[1] + v * reads.dilation[1];
          if (x < 0 || x >= width) continue;
          const value = map[y * width + x]!;
          most = Math.max(most, value);
          sum += value;
          count += 1;
        }
      }
      out[i * columns + j] = count === 0 ? 0 : pick === 'biggest' ? most : sum / count;
    }
  }
  return out;
}

/** A few neighbouring windows along one axis, the chosen one among them, and the input cells they span. */
export interface Stretch {
  readonly first: number;
  readonly count: number;
  readonly from: number;
  readonly length: number;
}

export function stretch(chosen: number, size: number, stride: number, padding: number, outputs: number, most = 8): Stretch {
  const count = Math.min(outputs, Math.max(1, Math.floor((most - size) / stride) + 1), 4);
  const first = Math.min(outputs - count, Math.max(0, chosen - Math.floor((count - 1) / 2)));
  return { first, count, from: first * stride - padding, length: (count - 1) * stride + size };
}
