/** The studio: newest questions win, strokes are steps, learned weights go back to their place, kept filters come back. */
import { render, screen } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { beforeEach, describe, expect, test } from 'vitest';
import { blank, fromRows, toRows } from '../../static/src/core/filters';
import * as named from '../../static/src/state/filters';
import { Session } from '../../static/src/state/session.svelte';
import { cellSize, cellText, parsed, ROOM, scaleOf } from '../../static/src/views/studio/cells';
import { families } from '../../static/src/views/studio/families';
import { learnedSlices, openOnPad, placeName } from '../../static/src/views/studio/learned';
import { START, stepOf } from '../../static/src/views/studio/chain';
import { decode, encode } from '../../static/src/views/studio/link';
import { Newest } from '../../static/src/views/studio/newest';
import Pad from '../../static/src/views/studio/Pad.svelte';
import { does, sums } from '../../static/src/views/studio/saying';
import { makingIn, slicesIn } from '../../static/src/views/studio/making';
import { Studio } from '../../static/src/views/studio/studio.svelte';
import { topics } from '../../static/src/views/studio/Studio.words';
import { maps, network, run, safetensors } from './networks';
import { answering } from './requests';

const of = (...rows: number[][]) => fromRows(rows)!;
const turn = async (count = 12) => {
  for (let i = 0; i < count; i++) await Promise.resolve();
  flushSync();
};

describe('of many questions only the newest is asked', () => {
  test('one at a time, and after it the newest', async () => {
    const asked: number[] = [];
    const told: number[] = [];
    const waiting: (() => void)[] = [];
    const newest = new Newest<number, number>((question) => {
      asked.push(question);
      return new Promise((resolve) => waiting.push(() => resolve(question)));
    }, (answer) => told.push(answer), () => undefined);
    for (const question of [1, 2, 3, 4]) newest.want(question);
    expect(asked).toEqual([1]);
    waiting.shift()!();
    await turn();
    expect(asked).toEqual([1, 4]);
    waiting.shift()!();
    await turn();
    expect(told).toEqual([1, 4]);
  });
  test('a failure is told and the next is asked; nothing is told once nobody looks', async () => {
    const told: string[] = [];
    const newest = new Newest<number, number>((question) => (question < 0 ? Promise.reject(new Error('no')) : Promise.resolve(question)), (answer) => told.push(`got ${answer}`), (_, question) => told.push(`failed ${question}`));
    newest.want(-1);
    newest.want(2);
    await turn();
    expect(told).toEqual(['failed -1', 'got 2']);
    newest.want(3);
    newest.close();
    await turn();
    expect(told).toHaveLength(2);
  });
});

// ------------------------------------------------------------------ a server

const json = (body: unknown, status = 200): Response => new Response(JSON.stringify(body), { status });
const gone = (what: string) => json({ detail: 'Gone.', type: `https://convscope/problems/${what}`, status: 404 }, 404);
let posts: [address: string, body: unknown][] = [];
let keptPictures = 0;
let lost = false;
function result(): ArrayBuffer {
  return safetensors({ result: { dims: [1, 2, 2], data: Float32Array.from([-1, 0, 2, 0.5]) } });
}
const LEARNED = {
  'conv.weights': { dims: [4, 3, 3, 3], data: Float32Array.from({ length: 108 }, (_, i) => i / 100) },
  'conv.bias': { dims: [4], data: Float32Array.from([0.1, 0.2, 0.3, 0.4]) },
  'dense.weights': { dims: [2, 36], data: Float32Array.from({ length: 72 }, (_, i) => -i / 10) },
};
beforeEach(() => {
  window.history.replaceState(null, '', '#');
  [posts, keptPictures, lost] = [[], 0, false];
  answering(async (address: string, init?: RequestInit) => {
    if (init?.method === 'POST') posts.push([address, typeof init.body === 'string' ? JSON.parse(init.body) : null]);
    await Promise.resolve();
    const path = address.split('?')[0]!;
    if (path === '/api/lab/pictures') return json({ picture: `p${(keptPictures += 1)}`, width: 2, height: 2, channels: 3, notes: [], pixels: '/x.png' }, 201);
    if (path === '/api/lab/convolve') {
      if (lost) {
        lost = false;
        return gone('picture-not-kept');
      }
      return new Response(result());
    }
    if (path === '/api/lab/presets') return json({ presets: [{ name: 'sobel-x', title: 'Sobel →', sentence: 'Edges.', parameters: [], sizes: [3, 5], size: [3, 3] }] });
    if (path.startsWith('/api/lab/presets/')) return json({ name: 'sobel-x', weights: [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], sentence: 'Edges.', sum: 0 });
    if (path === '/api/networks') return json({ networks: ['tiny-vgg'].map(network) });
    if (path.endsWith('/weights')) return new Response(safetensors(LEARNED));
    if (path.endsWith('/maps')) return new Response(maps());
    if (path.startsWith('/api/networks/')) {
      const told = network('tiny-vgg');
      return json({ ...told, layers: told.layers.map((layer) => ({ ...layer, parameters: layer.name === 'conv' || layer.name === 'dense' ? 10 : 0 })) });
    }
    if (path.startsWith('/api/runs/')) return json(run(path.split('/')[3]!));
    return new Response('a picture');
  });
});
async function studio(hash = '#layer=conv&open=1&studio='): Promise<{ session: Session; studio: Studio }> {
  const session = new Session();
  await session.follow(hash);
  await turn(30);
  const made = new Studio(session);
  await turn(30);
  return { session, studio: made };
}

describe('the studio', () => {
  test('opens with something on the pad, aimed at the map that is looked at', async () => {
    const { studio: made } = await studio('#layer=conv&map=3&open=1&studio=');
    expect(made.filter.rows).toBe(5);
    expect(made.target).toEqual({ layer: 'conv', channel: 2 });
    expect(made.channels).toBe(3);
  });
  test('sends the picture once, and once more when it was forgotten', async () => {
    const { studio: made } = await studio();
    made.follow();
    await turn(40);
    expect(made.drawn?.low).toBe(-1);
    made.paint(of([1, 2]), 'stroke 1');
    made.follow();
    await turn(40);
    expect(keptPictures).toBe(1);
    lost = true;
    made.paint(of([3, 2]), 'stroke 2');
    made.follow();
    await turn(60);
    expect(keptPictures).toBe(2);
    const asked = posts.filter(([address]) => address.startsWith('/api/lab/convolve'));
    expect(asked.at(-1)![1]).toMatchObject({ source: { picture: 'p2' }, steps: [{ weights: [[3, 2]], padding: 'same', flip: false }] });
  });
  test('a stroke is one step, however long; undo brings the filter back', async () => {
    const { session, studio: made } = await studio();
    const before = toRows(made.filter);
    made.paint(of([1]), 'stroke 1');
    made.paint(of([2]), 'stroke 1');
    made.paint(of([3]), 'stroke 2');
    session.undo();
    expect(toRows(made.filter)).toEqual([[2]]);
    session.undo();
    expect(toRows(made.filter)).toEqual(before);
    session.redo();
    expect(toRows(made.filter)).toEqual([[2]]);
  });
  test('one for each colour looks the same as one for all, and back', async () => {
    const { studio: made } = await studio();
    const before = toRows(made.filter);
    made.spread(true, 1);
    expect(made.slices).toHaveLength(3);
    expect(made.slice).toBe(1);
    made.spread(false);
    made.filter.weights.forEach((weight, i) => expect(weight).toBeCloseTo(before.flat()[i]!, 6));
  });
  test('a ready-made filter comes onto the pad at its size, and painting over it makes it yours', async () => {
    const { studio: made } = await studio();
    made.preset(made.presets[0]!);
    await turn(30);
    expect(toRows(made.filter)).toEqual([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]);
    expect(made.step.preset?.name).toBe('sobel-x');
    made.paint(of([1]));
    expect(made.step.preset).toBeNull();
  });
  test('filters are added, moved and taken out; only the first can have a slice for each channel', async () => {
    const { studio: made } = await studio();
    made.spread(true);
    made.add();
    made.add(stepOf(of([7])));
    made.add();
    made.add();
    expect(made.making.steps).toHaveLength(4);
    made.move(0, 1);
    expect(made.making.at).toBe(1);
    expect(made.making.steps.map(({ slices }) => slices.length)).toEqual([1, 1, 1, 1]);
    made.remove(1);
    expect(made.making.steps).toHaveLength(3);
    expect(decode(encode(made.making))).toEqual(made.making);
  });
  test('followed, the network gets an edit with every stroke, in the same step', async () => {
    const { session, studio: made } = await studio('#layer=conv&map=3&open=1&studio=');
    made.arrange({ target: made.target, follow: true });
    made.paint(of([0.5, 1]), 'stroke 1');
    expect(session.view.edits).toEqual([{ edit: { layer: 'conv', channel: 2, kernel: [[0.5, 1]], rescale: true }, on: true, name: 'your filter' }]);
    session.undo();
    expect(session.view.edits[0]!.edit.kernel).not.toEqual([[0.5, 1]]);
  });
  test('a link that makes no sense is the studio at its start, and it is said', async () => {
    const { session, studio: made } = await studio('#layer=conv&open=1&studio=k:3');
    expect(made.making).toBe(START);
    expect(session.remark).toContain('could not be read');
  });
});

describe('a learned filter on the pad', () => {
  test('is what the network holds, slice by slice', async () => {
    const { session } = await studio();
    openOnPad(session, 'conv', 1);
    const making = makingIn(session);
    expect(making).toMatchObject({ learned: true, follow: true, target: { layer: 'conv', channel: 1 }, source: { layer: 'input', map: null }, painted: new Map() });
    expect(slicesIn(session, making).map(toRows)[0]![0]).toEqual([0.27, 0.28, 0.29]);
    expect(making.steps[0]!.bias).toBeCloseTo(0.2, 6);
  });
  test('painted, only its slice is edited', async () => {
    const { session, studio: made } = await studio();
    openOnPad(session, 'conv', 1);
    made.look({ slice: 2 });
    made.paint(of([1, 2, 3], [4, 5, 6], [7, 8, 9]), 'stroke 1');
    expect(session.view.edits.map(({ edit }) => edit)).toEqual([{ layer: 'conv', channel: 1, input_channel: 2, weights: [[1, 2, 3], [4, 5, 6], [7, 8, 9]] }]);
    expect(slicesIn(session, makingIn(session))).toHaveLength(3);
    expect(session.view.studio!.length).toBeLessThan(200);
  });
  test('a row of a dense layer is laid out as the maps it reads', async () => {
    const { session, studio: made } = await studio();
    openOnPad(session, 'dense', 1);
    const slices = learnedSlices(session, { layer: 'dense', channel: 1 })!;
    expect(slices.map(({ rows, columns }) => [rows, columns])).toEqual(Array(4).fill([3, 3]));
    expect(slices[1]!.weights[0]).toBeCloseTo(-4.5, 5);
    expect(made.row).toBe(true);
    expect(made.wanted).toBeNull();
    made.look({ slice: 3 });
    made.paint(blank([3, 3]), 'stroke');
    expect(session.view.edits[0]!.edit).toEqual({ layer: 'dense', channel: 1, input_channel: 3, weights: [[0, 0, 0], [0, 0, 0], [0, 0, 0]] });
    expect(placeName(session, { layer: 'dense', channel: 1 })).toBe('dense, dog');
  });
});

describe('the pad', () => {
  const brush = { value: 0.6, size: 1, erase: false };
  const show = (onpaint: (...told: unknown[]) => void) =>
    render(Pad, { filter: of([0.1, 0.2], [0.3, 0.4]), label: 'The filter', extent: 1, brush, typing: false, onpaint });
  const cell = (row: number, column: number) => screen.getByRole<HTMLInputElement>('textbox', { name: new RegExp(`^Row ${row}, column ${column}:`) });
  const press = (on: Element, key: string, more: KeyboardEventInit = {}) => {
    on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
    flushSync();
  };

  test('is a grid of named cells with one stop for the Tab key', () => {
    show(() => undefined);
    expect(screen.getByRole('grid', { name: 'The filter' })).toBeTruthy();
    expect(screen.getAllByRole<HTMLInputElement>('textbox').map((one) => one.tabIndex)).toEqual([0, -1, -1, -1]);
    expect(cell(2, 1).getAttribute('aria-label')).toBe('Row 2, column 1: +0.3000');
  });
  test('keys move, paint, take away, clear and nudge', () => {
    const painted: number[][][] = [];
    show((filter) => painted.push(toRows(filter as never)));
    cell(1, 1).focus();
    press(cell(1, 1), 'ArrowRight');
    expect(document.activeElement).toBe(cell(1, 2));
    press(cell(1, 2), ' ');
    press(cell(1, 2), ' ', { shiftKey: true });
    press(cell(1, 2), 'Delete');
    press(cell(1, 2), '+');
    press(cell(1, 2), '-');
    expect(painted.map((rows) => rows[0]![1])).toEqual([0.6, -0.4, 0, 0.3, 0.1]);
  });
  test('a digit starts typing, Enter ends it, Esc leaves the cell as it was', () => {
    const painted: number[][][] = [];
    show((filter) => painted.push(toRows(filter as never)));
    cell(1, 1).focus();
    press(cell(1, 1), '2');
    const field = cell(1, 1);
    expect(field.readOnly).toBe(false);
    field.value = '2.5';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    press(field, 'Enter');
    expect(painted).toEqual([[[2.5, 0.2], [0.3, 0.4]]]);
    press(cell(1, 1), '7');
    press(cell(1, 1), 'Escape');
    expect(painted).toHaveLength(1);
  });
});

describe('cells', () => {
  test('fit the pad at every size, and their numbers are short', () => {
    for (let side = 1; side <= 16; side++) expect(cellSize(blank([side, side])) * side).toBeLessThanOrEqual(ROOM);
    expect(cellSize(blank([5, 5]))).toBe(52);
    expect([0, 0.6, -0.13, 2, 12.34, 1e-9].map((value) => cellText(value))).toEqual(['0', '0.6', '−0.13', '2.0', '12.3', '≈0']);
    expect(['1', '-0.5', '−0.5', '1,5', '', 'x', '1e9'].map(parsed)).toEqual([1, -0.5, -0.5, 1.5, null, null, null]);
  });
  test('the colour scale holds all weights', () => {
    expect(scaleOf([of([0.1])], false)).toBe(1);
    expect(scaleOf([of([-2.2])], false)).toBe(3);
    expect(scaleOf([of([0.32])], true)).toBe(0.4);
    expect(scaleOf([of([0])], true)).toBe(1);
  });
});

describe('in words', () => {
  test.each([
    ['nothing', blank([3, 3]), /Nothing is painted/],
    ['the identity', of([0, 0, 0], [0, 1, 0], [0, 0, 0]), /as it is/],
    ['a shift', of([1, 0, 0], [0, 0, 0], [0, 0, 0]), /moved/],
    ['a mean', of([1, 1], [1, 1]), /smooths/],
    ['an edge', of([-1, 0, 1], [-2, 0, 2], [-1, 0, 1]), /brighter to the right/],
    ['an outline', of([-1, -1, -1], [-1, 8, -1], [-1, -1, -1]), /spot is brighter/],
    ['sharpening', of([0, -1, 0], [-1, 5, -1], [0, -1, 0]), /stand out/],
    ['the start', START.steps[0]!.slices[0]!, /runs up to the right/],
  ])('%s', (_, filter, words) => {
    expect(does(filter)).toMatch(words);
  });
  test('the sum of the weights and what it does to a flat wall', () => {
    expect(sums(START.steps[0]!.slices[0]!)).toBe('Its 25 weights add up to +0.20, so a flat wall gives nearly nothing.');
    expect(sums(of([0.5, 0.5]))).toContain('keeps its brightness');
  });
  test('families are told apart by what differs in their names', () => {
    const preset = (name: string, title: string) => ({ name, title, sentence: '', parameters: [], sizes: 'any', size: [3, 3] as const });
    expect(families([preset('gaussian', 'Gaussian blur'), preset('sobel-x', 'Sobel →'), preset('sobel-y', 'Sobel ↓'), preset('line-0', 'Line, level'), preset('line-45', 'Line, rising')]).map(({ title, differ }) => [title, differ])).toEqual([
      ['Gaussian', []], ['Sobel', ['→', '↓']], ['line', ['level', 'rising']],
    ]);
  });
  test('every topic is found where it is used', () => {
    expect(Object.keys(topics).every((name) => name.startsWith('studio-'))).toBe(true);
  });
});

describe('kept filters', () => {
  const edge = { name: 'edge', slices: [of([-1, 1])] };
  test('come back from the browser and from a file', () => {
    const all = named.withOne([edge], { name: '  my   best ', slices: [of([1]), of([2]), of([3])] });
    expect(all.map(({ name }) => name)).toEqual(['edge', 'my best']);
    expect(named.fromJson(named.toJson(all))).toEqual(all);
    expect(named.keep(all)).toBe(true);
    expect(named.kept()).toEqual(all);
    expect(named.withoutOne(all, 'edge').map(({ name }) => name)).toEqual(['my best']);
  });
  test('the same name once more takes the place of the old one', () => {
    expect(named.withOne([edge], { name: 'edge', slices: [of([2])] })).toHaveLength(1);
  });
  test.each(['', 'x', 'null', '[]', '{"filters":[]}', '{"format":"convscope filters","filters":[{"name":"a"}]}', '{"format":"convscope filters","filters":[{"name":"","weights":[[1]]}]}', '{"format":"convscope filters","filters":[{"name":"a","weights":[[1],[1,2]]}]}', '{"format":"convscope filters","filters":[{"name":"a","weights":[[null]]}]}', JSON.stringify({ format: 'convscope filters', filters: [{ name: 'a', weights: [Array(12).fill(1)] }] })])('what is none of ours is refused: %s', (text) => {
    expect(named.fromJson(text)).toBeNull();
  });
});
