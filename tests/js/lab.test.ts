/** The laboratory: its settings as text, its places, its headline, and one question at a time. */
import { flushSync } from 'svelte';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { WindowReads } from '../../static/src/core/geometry';
import type { Experiment } from '../../static/src/data/types';
import { Session } from '../../static/src/state/session.svelte';
import { decode as decodeView, encode as encodeView, START } from '../../static/src/state/view';
import { home, inside, middle, moves, nearest, stretches, surrounded, taps } from '../../static/src/views/lab/ground';
import { headed } from '../../static/src/views/lab/headed';
import { topics } from '../../static/src/views/lab/Lab.words';
import { Lab } from '../../static/src/views/lab/lab.svelte';
import { ALIKE, decode, encode, first, OPENED, turned, type Sides } from '../../static/src/views/lab/sides';
import { network, run, TINY, window_ } from './networks';

describe('two sets of settings are one short text', () => {
  const cases: readonly [Sides, string][] = [
    [ALIKE, '|'],
    [{ a: {}, b: { stride: 2 } }, '|stride:2'],
    [{ a: { padding: 1 }, b: { padding: 1, border: 'reflect' } }, 'padding:1|padding:1;border:reflect'],
    [{ a: { size: [2, 3], ceil: true }, b: { kind: 'average_pool', ceil: false } }, 'size:2,3;ceil:on|kind:average_pool;ceil:off'],
    [{ a: { kind: 'leaky_relu', slope: 0.25 }, b: {} }, 'kind:leaky_relu;slope:0.25|'],
  ];
  test.each(cases)('%o', (sides, text) => {
    expect(encode(sides)).toBe(text);
    expect(decode(text)).toEqual(sides);
    const view = { ...START, layer: 'conv_1_1', lab: text };
    expect(decodeView(encodeView(view))).toEqual({ view, damaged: [] });
  });
  test.each(['', '|', '|||', 'x', 'stride', 'stride:', ':2|', 'stride:2:3', 'stride:-1', 'stride:1e9', 'stride:99999', 'A:1', 'size:1,2,3'])('%j makes no sense and does no harm', (text) => {
    expect(decode(text)).toEqual(ALIKE);
  });
  test('what can be read of a damaged link is', () => {
    expect(decode('stride:2;bo rder:x|padding:1;;size:9')).toEqual({ a: { stride: 2 }, b: { padding: 1, size: 9 } });
  });
});

describe('turning a knob', () => {
  const own = { size: 3, stride: 1, border: 'zeros' };
  test('keeps only what differs from the network', () => {
    expect(turned({}, 'stride', 2, own)).toEqual({ stride: 2 });
    expect(turned({ stride: 2, size: 5 }, 'stride', 1, own)).toEqual({ size: 5 });
    expect(turned({ size: [2, 3] }, 'size', 3, own)).toEqual({});
  });
  test('another kind keeps what both kinds have', () => {
    const activation = { kind: 'one' };
    expect(turned({ kind: 'bent', slope: 0.2 }, 'kind', 'other', activation)).toEqual({ kind: 'other' });
    expect(turned({ kind: 'bent', slope: 0.2 }, 'kind', 'one', activation)).toEqual({});
  });
  test('the first difference is another rule, else a wider step', () => {
    expect(first({ kind: 'b', stride: 2 }, ['a', 'b'])).toEqual({ kind: 'a' });
    expect(first({ stride: 2, size: 3 }, [])).toEqual({ stride: 3 });
    expect(first({}, [])).toEqual({});
  });
});

describe('the ground', () => {
  test('a mirrored border does not tell the edge twice', () => {
    expect([-2, -1, 0, 3, 4, 5].map((line) => home(line, 4, true))).toEqual([2, 1, 0, 3, 2, 1]);
    expect(home(-1, 4, false)).toBeNull();
    const around = { top: 1, bottom: 0, left: 0, right: 1 };
    expect([...surrounded([1, 2, 3, 4], [2, 2], around, true)]).toEqual([3, 4, 3, 1, 2, 1, 3, 4, 3]);
    expect([...surrounded([1, 2, 3, 4], [2, 2], around, false)]).toEqual([0, 0, 0, 1, 2, 0, 3, 4, 0]);
  });
  test('a window reads where it says', () => {
    const window = window_({ size: [3, 2], stride: [2, 1], padding: [1, 0], dilation: [2, 1] });
    expect(taps(window, [1, 4])).toEqual({ rows: [1, 3, 5], columns: [4, 5] });
    expect(middle(window, [1, 4])).toEqual([3, 4.5]);
  });
  test.each([window_(), window_({ stride: [2, 2] }), window_({ size: [2, 2], stride: [3, 3], padding: [1, 1] }), window_({ dilation: [3, 3] })])('every cell is the nearest to the middle of its own window', (window: WindowReads) => {
    for (let row = 0; row < 5; row++) for (let column = 0; column < 4; column++) {
      expect(nearest(window, middle(window, [row, column]), [5, 4])).toEqual([row, column]);
    }
  });
  test('where there is no window, places are themselves', () => {
    expect(nearest(moves(null), middle(moves(null), [2, 3]), [4, 4])).toEqual([2, 3]);
  });
  test('the inside of a map is what saw nothing made up', () => {
    expect(inside(window_({ padding: [1, 1] }), [6, 6], [6, 6])).toEqual({ top: 1, left: 1, rows: 4, columns: 4 });
    expect(inside(window_(), [6, 6], [4, 4])).toBeNull();
  });
  test('neighbouring lines are one stretch', () => {
    expect(stretches([3, 4, 7])).toEqual([[3, 2], [7, 1]]);
    expect(stretches([])).toEqual([]);
  });
});

test('a headline is short, and nothing is lost', () => {
  expect(headed(['Stride 2 instead of 1: 62×62 becomes 31×31, a quarter of the numbers; the last row is never read.', 'And more.'])).toEqual({
    title: 'Stride 2 instead of 1: 62×62 becomes 31×31',
    rest: ['A quarter of the numbers; the last row is never read.', 'And more.'],
  });
  expect(headed(['Kernel size 11 instead of 3, stride 2 instead of 1 and border reflected instead of zeros: 62×62 becomes 27×27, 19 % of the numbers.'])).toMatchObject({
    title: '62×62 becomes 27×27',
    rest: ['Kernel size 11 instead of 3, stride 2 instead of 1 and border reflected instead of zeros.', '19 % of the numbers.'],
  });
  expect(headed(['Both sides are set alike: the same numbers, one by one.']).title).toBe('Both sides are set alike: the same numbers');
  expect(headed([]).title).toBe('What would come out?');
});

describe('one question at a time, the newest first', () => {
  afterEach(() => vi.unstubAllGlobals());

  const answer = (settings: object): Partial<Experiment> => ({
    settings: { stride: 1, ...settings }, knobs: [], difference: [], shape: [4, 6, 6], channel: 1,
    before: { kind: 'k', settings: { stride: 1 }, shape: [4, 6, 6], parameters: 0, macs: 0 },
  });
  interface Asked { readonly body: { settings: object; beside: object }; readonly answer: (status?: number) => Promise<void> }
  function open(lab: string) {
    const asked: Asked[] = [];
    vi.stubGlobal('fetch', (_: string, init: RequestInit) => new Promise<Response>((resolve) => {
      const body = JSON.parse(String(init.body)) as Asked['body'];
      asked.push({
        body,
        answer: async (status = 200) => {
          const told = status === 200 ? answer(body.settings) : { detail: 'stride is 99.', type: 'bad-experiment' };
          resolve(new Response(JSON.stringify(told), { status }));
          for (let i = 0; i < 12; i++) await Promise.resolve();
          await new Promise((done) => setTimeout(done));
        },
      });
    }));
    const session = new Session();
    session.network = network('tiny-vgg');
    Object.defineProperty(session, 'run', { value: run('one') });
    Object.assign(session.view, { layer: 'conv', lab });
    const made = new Lab(session, TINY[1]!);
    return { asked, session, lab: made };
  }

  test('both sides are asked for, one after the other, and then remembered', async () => {
    const { asked, lab } = open('|stride:2');
    void lab.follow();
    expect(asked.map(({ body }) => body)).toMatchObject([{ settings: {}, beside: {} }]);
    await asked[0]!.answer();
    expect(asked[1]!.body).toMatchObject({ settings: { stride: 2 }, beside: {} });
    await asked[1]!.answer();
    expect([lab.shown.a.found?.settings, lab.shown.b.found?.settings]).toEqual([{ stride: 1 }, { stride: 2 }]);
    expect(lab.waiting).toBe(false);
    await lab.follow();
    expect(asked).toHaveLength(2);
  });

  test('what is no longer wanted is never drawn, nor asked for', async () => {
    const { asked, lab } = open('|stride:2');
    void lab.follow();
    await asked[0]!.answer();
    for (const stride of [3, 4, 5, 6]) {
      lab.turn('b', 'stride', stride);
      void lab.follow();
    }
    expect(asked).toHaveLength(2);
    await asked[1]!.answer();
    expect(lab.shown.b.found).toBeNull();
    expect(asked[2]!.body.settings).toEqual({ stride: 6 });
    await asked[2]!.answer();
    expect(lab.shown.b.found?.settings.stride).toBe(6);
    expect(asked).toHaveLength(3);
  });

  test('what is refused is said on its side, and the other goes on', async () => {
    const { asked, lab } = open('stride:99|stride:2');
    void lab.follow();
    await asked[0]!.answer(422);
    expect(lab.shown.a).toEqual({ found: null, fault: 'stride is 99.' });
    await asked[1]!.answer();
    expect(lab.shown.b.found?.settings.stride).toBe(2);
  });

  test('just opened, the second side gets a first difference', async () => {
    const { asked, lab, session } = open(OPENED);
    void lab.follow();
    await asked[0]!.answer();
    flushSync();
    expect(session.view.lab).toBe('|stride:2');
  });

  test('an answer that comes after the laboratory was left changes nothing', async () => {
    const { asked, lab, session } = open(OPENED);
    void lab.follow();
    lab.close();
    await asked[0]!.answer();
    flushSync();
    expect(session.view.lab).toBe(OPENED);
    expect(lab.shown.a.found).toBeNull();
    expect(asked).toHaveLength(1);
  });

  test('undo goes back gesture by gesture; swap and reset are steps of their own', async () => {
    const { asked, lab, session } = open('|');
    void lab.follow();
    await asked[0]!.answer();
    lab.turn('b', 'stride', 2);
    lab.turn('b', 'stride', 3);
    lab.turn('b', 'stride', 4);
    lab.turn('a', 'padding', 1);
    lab.swap();
    expect(session.view.lab).toBe('stride:4|padding:1');
    lab.undo();
    expect(session.view.lab).toBe('padding:1|stride:4');
    lab.undo();
    lab.undo();
    expect(session.view.lab).toBe('|');
    lab.undo();
    expect(session.view.lab).toBe('|');
    lab.turn('a', 'padding', 2);
    lab.reset('a');
    expect(session.view.lab).toBe('|');
  });
});

test('every knob the engine may send has words', () => {
  for (const name of ['kind', 'size', 'stride', 'padding', 'border', 'ceil', 'dilation', 'filters', 'fill', 'slope']) {
    expect(topics[`lab-${name}`], name).toBeDefined();
  }
});
