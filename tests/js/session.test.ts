import { beforeEach, expect, test, vi } from 'vitest';
import { Session } from '../../static/src/state/session.svelte';
import { maps, network, run } from './networks';

type Answer = (address: string, init?: RequestInit) => Response | Promise<Response> | undefined;
const json = (body: unknown, status = 200): Response => new Response(JSON.stringify(body), { status });
const problem = (status: number, detail: string, type = 'about:blank'): Response => json({ detail, type, status }, status);
const gone = () => problem(404, 'This run is no longer kept.', 'https://convscope/problems/run-not-kept');

/** A server that knows two networks and every run, unless a test answers first. */
let asked: string[] = [];
let posts = 0;
function serve(first: Answer = () => undefined): void {
  asked = [];
  vi.stubGlobal('fetch', async (address: string, init?: RequestInit) => {
    asked.push(`${init?.method ?? 'GET'} ${address}`);
    await Promise.resolve();
    if (init?.signal?.aborted) throw new DOMException('given up', 'AbortError');
    const told = await first(address, init);
    if (told) return told;
    const path = address.split('?')[0]!;
    if (path === '/api/networks') return json({ networks: ['tiny-vgg', 'lenet-5'].map(network) });
    if (path.endsWith('/weights.json')) return json({ params: { weights: { shape: [1, 2], data: [[1, 2]] } } });
    if (path.endsWith('/weights')) return new Response(maps());
    if (path.endsWith('/maps')) return new Response(maps());
    if (path.endsWith('/runs')) return json(run(`sent-${(posts += 1)}`), 201);
    if (path.startsWith('/api/networks/')) return json(network(path.split('/')[3]!));
    if (path.startsWith('/api/runs/')) {
      const id = path.split('/')[3]!;
      return json(run(id, id.startsWith('lenet-5') ? 'lenet-5' : 'tiny-vgg'));
    }
    return new Response('a picture');
  });
}
const picture = () => new Blob(['x'], { type: 'image/png' });
const opened = async (hash = ''): Promise<Session> => {
  const session = new Session();
  await session.follow(hash);
  return session;
};

beforeEach(() => {
  window.history.replaceState(null, '', '#');
  serve();
});

test('the first screen is a sample of the first network, everything at hand', async () => {
  const session = await opened();
  expect(session.ready).toBe(true);
  expect(session.sample?.id).toBe('first');
  expect(session.layer?.name).toBe('conv');
  expect(session.cell[0]).toBe(1);
  expect(session.trouble).toBeNull();
  expect(session.remark).toBeNull();
});

test('a link leads to exactly what it names', async () => {
  const session = await opened('#sample=second&layer=relu&map=3&cell=2,4&open=1&scale=map&depth=eli5');
  expect(session.sample?.id).toBe('second');
  expect(session.cell).toEqual([2, 2, 4]);
  expect(session.view).toMatchObject({ open: true, scale: 'map', depth: 'eli5' });
});

test.each([
  ['#network=nope', 'no network called nope'],
  ['#layer=nope', 'no layer called nope'],
  ['#sample=nope', 'no sample called nope'],
  ['#layer=conv&map=99', 'outside them'],
  ['#map=x', 'could not be read'],
])('a link that cannot be followed opens the start with a word: %s', async (hash, words) => {
  const session = await opened(hash);
  expect(session.ready).toBe(true);
  expect(session.remark).toContain(words);
  expect(session.trouble).toBeNull();
});

test('two remarks are both made', async () => {
  const session = await opened('#layer=nope&map=x');
  expect(session.remark).toContain('could not be read');
  expect(session.remark).toContain('no layer called nope');
});

test('looking around is written into the address, a new layer as a step', async () => {
  const session = await opened();
  const before = window.history.length;
  session.choose(2);
  expect(window.location.hash).toContain('map=3');
  session.step(1);
  expect(window.location.hash).toContain('layer=relu');
  expect(window.history.length).toBe(before + 1);
});

test('Back and Forward between pictures ask the server nothing again', async () => {
  const session = await opened('#sample=first');
  await session.openSample('second');
  const there = window.location.hash;
  serve();
  await session.follow('#sample=first');
  expect(session.sample?.id).toBe('first');
  await session.follow(there);
  expect(session.sample?.id).toBe('second');
  expect(asked).toEqual([]);
});

test('the newest picture wins, however the answers come in', async () => {
  const session = await opened();
  const waiting: (() => void)[] = [];
  serve((address) => {
    if (!address.endsWith('/runs')) return undefined;
    const mine = `race-${waiting.length}`;
    return new Promise((resolve) => waiting.push(() => resolve(json(run(mine), 201))));
  });
  const old = session.upload(picture());
  await vi.waitFor(() => expect(waiting).toHaveLength(1));
  const fresh = session.upload(picture());
  await vi.waitFor(() => expect(waiting).toHaveLength(2));
  waiting[1]!();
  await fresh;
  waiting[0]!();
  await old;
  expect(session.run?.run).toBe('race-1');
  expect(session.busy).toBeNull();
});

test('a failure is said in the server’s words, and trying again helps', async () => {
  const session = await opened();
  let broken = true;
  serve((address) => (broken && address.endsWith('/runs') ? problem(503, 'The server is busy. Try again in a moment.') : undefined));
  await session.upload(picture());
  expect(session.trouble?.sentence).toBe('The server is busy. Try again in a moment.');
  expect(session.sample?.id).toBe('first');
  broken = false;
  session.trouble!.retry!();
  await vi.waitFor(() => expect(session.run?.run).toMatch(/^sent-/));
  expect(session.trouble).toBeNull();
});

test('a server that is not there is told from one that refuses', async () => {
  serve(() => {
    throw new TypeError('Failed to fetch');
  });
  const session = await opened();
  expect(session.ready).toBe(false);
  expect(session.trouble?.sentence).toContain('does not answer');
  serve();
  session.trouble!.retry!();
  await vi.waitFor(() => expect(session.ready).toBe(true));
});

test('a file that is no picture is not sent twice', async () => {
  const session = await opened();
  serve((address) => (address.endsWith('/runs') ? problem(415, 'That file does not open as a picture.') : undefined));
  await session.upload(picture());
  expect(session.trouble).toMatchObject({ sentence: 'That file does not open as a picture.', retry: null });
});

test('a sample whose run the server has forgotten is sent again by itself', async () => {
  serve((address) => (address === '/api/runs/lenet-5-second' ? gone() : undefined));
  const session = await opened('#network=lenet-5&sample=second');
  expect(session.run?.run).toMatch(/^sent-/);
  expect(session.trouble).toBeNull();
  expect(asked).toContain('POST /api/networks/lenet-5/runs');
});

test('a picture nobody has any more becomes a sample and a word', async () => {
  serve((address) => (address.startsWith('/api/runs/lost') ? gone() : undefined));
  const session = await opened('#run=lost');
  expect(session.sample?.id).toBe('first');
  expect(session.remark).toContain('no longer kept');
});

test('failing weights leave the page standing and can be asked for again', async () => {
  let broken = true;
  serve((address) => (broken && address.endsWith('/weights') ? problem(500, 'Something broke here.') : undefined));
  const session = await opened();
  void session.sharpen();
  await vi.waitFor(() => expect(session.trouble?.sentence).toBe('Something broke here.'));
  expect(session.ready).toBe(true);
  broken = false;
  session.trouble!.retry!();
  await vi.waitFor(() => expect(session.weights.size).toBeGreaterThan(0));
});

/** A network of so many bytes that its first screen is drawn from a sketch. */
const large = (): Answer => (address) => {
  if (address !== '/api/networks/tiny-vgg') return undefined;
  const told = network('tiny-vgg');
  return json({ ...told, layers: told.layers.map((layer) => ({ ...layer, bytes: 50_000, parameters: layer.name === 'conv' ? 9 : 0 })) });
};

test('the first screen of a large network is a sketch, made exact by the first look around', async () => {
  serve(large());
  const session = await opened();
  expect(session.ready).toBe(true);
  expect(session.exact).toBe(false);
  expect(asked.filter((one) => one.includes('/maps')).every((one) => /dtype=(f16|u8)&layers=/.test(one))).toBe(true);
  await vi.waitFor(() => expect([...session.weights.keys()]).toEqual(['conv.weights']));
  expect(session.value).toBe(2);
  session.choose(2);
  expect(session.value).toBeNaN();
  await vi.waitFor(() => expect(session.exact).toBe(true));
  expect(session.value).not.toBeNaN();
  expect(asked.filter((one) => one.includes('dtype=f32'))).toHaveLength(1);
});

test('a link to one number is exact from the start', async () => {
  serve(large());
  const session = await opened('#layer=conv&map=1&cell=2,2');
  expect(session.exact).toBe(true);
  expect(session.value).toBe(14);
});

test('exact numbers that do not come are asked for again only on request', async () => {
  let broken = true;
  const first = large();
  serve((address, init) => (broken && address.includes('dtype=f32') ? problem(500, 'Something broke here.') : first(address, init)));
  const session = await opened();
  await session.sharpen();
  await session.sharpen();
  expect(session.trouble?.sentence).toBe('Something broke here.');
  expect(asked.filter((one) => one.includes('dtype=f32'))).toHaveLength(1);
  broken = false;
  session.trouble!.retry!();
  await vi.waitFor(() => expect(session.exact).toBe(true));
});

test('all strokes of a drawing are one step in the history', async () => {
  const session = await opened();
  const before = window.history.length;
  await session.draw(picture(), true);
  await session.draw(picture(), false);
  await session.draw(picture(), false);
  expect(window.history.length).toBe(before + 1);
});

test('opening and closing the close-up keeps the chosen number', async () => {
  const session = await opened('#layer=relu&map=2&cell=1,1');
  session.open();
  expect(window.location.hash).toContain('open=1');
  session.close();
  expect(session.cell).toEqual([1, 1, 1]);
});

test('a step follows the chosen map where nothing is mixed', async () => {
  const session = await opened('#layer=conv&map=3&cell=4,4');
  session.step(1);
  expect(session.cell).toEqual([2, 4, 4]);
  session.step(1);
  expect(session.cell).toEqual([2, 2, 2]);
});

test('the clock walks to the end and stops there', async () => {
  vi.useFakeTimers();
  const session = await opened();
  session.clock.speed = 8;
  session.clock.play();
  vi.advanceTimersByTime(10_000);
  expect(session.layer?.name).toBe('softmax');
  expect(session.clock.playing).toBe(false);
  vi.useRealTimers();
});

test('every term is a way on, and the trail a way back', async () => {
  const session = await opened('#layer=relu&map=3&cell=2,4&open=1&tools=flip:1');
  session.descend('conv', 2, [2, 4]);
  expect(session.cell).toEqual([2, 2, 4]);
  expect(session.view).toMatchObject({ layer: 'conv', open: true, tools: {}, trail: [{ layer: 'relu', map: 2, cell: [2, 4] }] });
  session.descend('input', 0, [1, 1]);
  expect(session.view.trail.map((stop) => stop.layer)).toEqual(['relu', 'conv']);
  session.ascend(0);
  expect(session.view).toMatchObject({ layer: 'relu', map: 2, cell: [2, 4], trail: [] });
});

test('whoever looks elsewhere has left the trail', async () => {
  const session = await opened('#layer=relu&map=3&cell=2,4&open=1');
  session.descend('conv', 2, [2, 4]);
  session.choose(1, [0, 0]);
  expect(session.view.trail).toEqual([]);
});

test('a setting of a close-up is in the link and goes with its layer', async () => {
  const session = await opened('#layer=conv&open=1');
  session.setTool('flip', '1');
  session.setTool('mute', '0');
  expect(window.location.hash).toContain('tools=flip:1;mute:0');
  session.setTool('flip', null);
  expect(session.tool('flip')).toBeUndefined();
  expect(session.tool('mute')).toBe('0');
  session.step(1);
  expect(session.view.tools).toEqual({});
});

const rivals = () => json({ networks: [network('tiny-vgg'), { ...network('better'), accuracy: 0.95 }] });
const withRivals: Answer = (address) => (address === '/api/networks' ? rivals() : undefined);

test('a photo goes to the network that is right most often, while nobody has chosen one', async () => {
  serve(withRivals);
  const session = await opened();
  await session.upload(picture());
  expect(asked).toContainEqual(expect.stringContaining('POST /api/networks/better/runs'));
  expect(session.view.network).toBe('better');
  expect(session.remark).toContain('right most often (95 %)');
  expect(window.location.hash).toContain('network=better');
});

test('who has chosen a network keeps it for photos', async () => {
  serve(withRivals);
  const session = await opened('#network=tiny-vgg');
  await session.upload(picture());
  expect(session.view.network).toBe('tiny-vgg');
  expect(session.remark).toBeNull();
});

test('who looks inside a network keeps it for photos', async () => {
  serve(withRivals);
  const session = await opened();
  session.open();
  await session.upload(picture());
  expect(session.view.network).toBe('tiny-vgg');
});

test('a sample goes along to a network that knows the same things', async () => {
  serve(withRivals);
  const session = await opened();
  await session.openSample('second');
  await session.openNetwork('better');
  expect(session.view).toMatchObject({ network: 'better', sample: 'second' });
});
