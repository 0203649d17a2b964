/** The convolution's stage: the sum as it is written, the window as it slides. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { weigh, type Weights } from '../../static/src/core/products';
import { AS_LEARNED, outcome, type Trial } from '../../static/src/core/trials';
import type { Tensor } from '../../static/src/core/tensor';
import type { Session } from '../../static/src/state/session.svelte';
import { Slide } from '../../static/src/views/stage/slide.svelte';
import { inFull, inShort, verdict } from '../../static/src/views/stage/written';
import { window_ } from './networks';

const input: Tensor = { shape: [3, 3, 3], data: Float32Array.from({ length: 27 }, (_, i) => (i % 5) / 4) };
const weights: Weights = { dims: [1, 3, 3, 3], shape: [1, 3, 3], data: Float32Array.from({ length: 27 }, (_, i) => ((i * 7) % 11) / 10 - 0.4) };
const bias: Tensor = { shape: [1, 1, 1], data: Float32Array.of(0.25) };
const account = weigh([0, 0, 0], window_(), input, [1, 1, 1], weights, bias);
const names = (c: number) => ['red', 'green', 'blue'][c]!;
const value = (text: string) => Number(text.replace('−', '-').replace('≈', ''));
const told = (trial: Trial) => inFull(account, outcome(account, trial), trial, names, 1);

describe('the sum as it is written', () => {
  test('adds up digit by digit', () => {
    const { rows, total, exact } = told(AS_LEARNED);
    expect(rows.map((row) => row.name)).toEqual(['red', 'green', 'blue', 'bias of filter 1']);
    expect(rows.reduce((sum, row) => sum + Math.round(value(row.text) * 100), 0)).toBe(Math.round(value(total) * 100));
    expect(exact).toBe(true);
  });
  test('strikes out what is left out, and adds the rest', () => {
    const { rows, total } = told({ ...AS_LEARNED, muted: new Set([1]) });
    expect(rows.map((row) => row.struck ?? false)).toEqual([false, true, false, false]);
    const added = rows.filter((row) => !row.struck).reduce((sum, row) => sum + Math.round(value(row.text) * 100), 0);
    expect(added).toBe(Math.round(value(total) * 100));
  });
  test.each(['average', 'max'] as const)('has a line of its own for the %s, and does not add the channels', (combination) => {
    const { rows, total } = told({ ...AS_LEARNED, combination });
    expect(rows.slice(0, 3).every((row) => row.faint)).toBe(true);
    const [combined, added] = rows.slice(3);
    expect(Math.round(value(combined!.text) * 100) + Math.round(value(added!.text) * 100)).toBe(Math.round(value(total) * 100));
  });
  test('has no line for a bias that does not exist, until one is tried', () => {
    const none = (trial: Trial) => inShort({ ...account, bias: 0 }, 0, trial, 1, false).rows.map((row) => row.name);
    expect(none(AS_LEARNED)).toEqual(['three sums']);
    expect(none({ ...AS_LEARNED, shift: 1 })).toEqual(['three sums', 'bias of filter 1']);
  });
  test('says how many are heard', () => {
    const [row] = inShort(account, 0, { ...AS_LEARNED, muted: new Set([0]) }, 1).rows;
    expect(row!.name).toBe('two of three sums');
  });
  test('says by how much a trial misses, or that it does not', () => {
    expect(verdict(1.5, 2.75, false)).toContain('the map says +2.75, this is 1.25 less');
    expect(verdict(3, 2.75, false)).toContain('0.25 more');
    expect(verdict(2.75, 2.75, true)).toContain('still the map’s own number, 2.75');
  });
});

describe('the sliding window', () => {
  let frames: FrameRequestCallback[] = [];
  let now = 0;
  beforeEach(() => {
    [frames, now] = [[], 0];
    vi.stubGlobal('requestAnimationFrame', (call: FrameRequestCallback) => frames.push(call));
    vi.stubGlobal('cancelAnimationFrame', () => (frames = []));
    vi.spyOn(performance, 'now').mockImplementation(() => now);
  });
  const run = (ms: number) => {
    now += ms;
    const due = frames;
    frames = [];
    for (const call of due) call(now);
  };
  const page = (speed: number) => {
    const state = { layer: { shape: [2, 3, 4] as const }, cell: [1, 0, 0] as readonly number[], pointed: null as readonly number[] | null, clock: { speed, pause: () => {} } };
    return Object.assign(state, {
      point: (cell: readonly number[]) => { state.pointed = state.cell = cell; },
      choose: vi.fn(() => { state.pointed = null; }),
    });
  };
  const slide = (speed: number) => {
    const session = page(speed);
    return { session, slide: new Slide(session as unknown as Session) };
  };

  test('steps back as well, and over the edge', () => {
    const { session, slide: window } = slide(1);
    window.step(-1);
    expect(session.cell).toEqual([1, 2, 3]);
    window.step();
    expect(session.cell).toEqual([1, 0, 0]);
  });
  test('takes ninety milliseconds a place, and stops when it has seen everything', () => {
    const { session, slide: window } = slide(1);
    window.toggle();
    run(89);
    expect(session.cell).toEqual([1, 0, 0]);
    run(2);
    expect(session.cell).toEqual([1, 0, 1]);
    run(90 * 40);
    expect(session.cell, 'none is skipped').toEqual([1, 0, 2]);
    for (let i = 0; i < 12; i++) run(91);
    expect(window.playing).toBe(false);
    expect(session.choose).toHaveBeenCalledOnce();
    expect(session.cell).toEqual([1, 0, 0]);
  });
  test('tells a slow step part by part', () => {
    const { slide: window } = slide(0.25);
    window.toggle();
    run(361);
    const late = () => (['numbers', 'sums', 'total', 'cell'] as const).map((part) => window.late(part) !== null);
    expect(late()).toEqual([true, true, true, true]);
    run(80);
    expect(late()).toEqual([false, true, true, true]);
    run(150);
    expect(late()).toEqual([false, false, false, true]);
    run(80);
    expect(late()).toEqual([false, false, false, false]);
  });
  test('leaves the numbers alone where nobody could read them', () => {
    const { session, slide: window } = slide(8);
    window.toggle();
    run(60);
    expect(session.cell).toEqual([1, 1, 1]);
    expect(window.racing).toBe(true);
    expect(window.late('numbers')).toEqual([1, 0, 0]);
    expect(window.late('cell')).toBeNull();
    window.stop();
    expect(window.late('numbers')).toBeNull();
  });
});
