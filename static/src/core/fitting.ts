/**
 * How many windows fit along an edge, and what becomes of the rest: dropped where one rounds
 * down, read by a window that hangs over where one rounds up. The rule is the engine's own
 * (app/engine/windows.py); a test holds the two together.
 */
export interface Window {
  readonly size: number;
  readonly stride: number;
  readonly padding: number;
  readonly ceil: boolean;
}

export interface Fit {
  readonly count: number;
  /** What the division gives before it is rounded: 54.25. */
  readonly exact: number;
  /** Cells at the far end of the input that no window reads. */
  readonly unread: number;
  /** Cells beyond the padded far end that the last window hangs over. */
  readonly over: number;
}

export function fit(length: number, { size, stride, padding, ceil }: Window): Fit {
  const room = length + 2 * padding - size;
  const exact = room / stride + 1;
  if (room < 0 && !ceil) return { count: 0, exact, unread: length, over: 0 };
  let count = Math.floor(room / stride) + 1;
  // A last window may hang over, unless it would begin beyond the edge.
  if (ceil && room % stride && count * stride < length + padding) count += 1;
  count = Math.max(count, 0);
  const end = (count - 1) * stride + size - padding;
  return { count, exact, unread: count ? Math.max(0, length - end) : length, over: Math.max(0, end - length - padding) };
}

/** Where each window begins, counted from the first cell of the input; padding lies before it. */
export const starts = (count: number, { stride, padding }: Window): readonly number[] => Array.from({ length: count }, (_, i) => i * stride - padding);

export interface Step extends Fit {
  readonly name: string;
  readonly window: Window;
  readonly length: number;
}

/** One window after the other over what the last one left; ends where nothing fits any more. */
export function chain(length: number, windows: readonly { readonly name: string; readonly window: Window }[]): readonly Step[] {
  const steps: Step[] = [];
  for (const { name, window } of windows) {
    const found = fit(length, window);
    steps.push({ name, window, length, ...found });
    if (found.count < 1) break;
    length = found.count;
  }
  return steps;
}
