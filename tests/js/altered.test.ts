import { beforeEach, expect, test, vi } from 'vitest';
import { Session } from '../../static/src/state/session.svelte';
import { maps, network, run } from './networks';

type Answer = (address: string, init?: RequestInit) => Response | Promise<Response> | undefined;
const json = (body: unknown, status = 200): Response => new Response(JSON.stringify(body), { status });
const problem = (status: number, detail: string, type = 'about:blank'): Response => json({ detail, type, status }, status);
const gone = () => problem(404, 'This run is no longer kept.', 'urn:convscope:problem:run-not-kept');
const NAME = /^\/api\/runs\/([^/]+)\/altered$/;

/** A server that names an altered run by what was done to it: "tiny-vgg-first+rotate=15". */
let asked: string[] = [];
function serve(first: Answer = () => undefined): void {
  asked = [];
  vi.stubGlobal('fetch', async (address: string, init?: RequestInit) => {
    asked.push(`${init?.method ?? 'GET'} ${address}`);
    await Promise.resolve();
    if (init?.signal?.aborted) throw new DOMException('given up', 'AbortError');
    const told = await first(address, init);
    if (told) return told;
    const path = address.split('?')[0]!;
    if (path === '/api/networks') return json({ networks: [network('tiny-vgg')] });
    const altered = NAME.exec(path);
    if (altered) return json(run(`${altered[1]}+${new URLSearchParams(JSON.parse(String(init!.body)))}`), 201);
    if (path.endsWith('/weights') || path.endsWith('/maps')) return new Response(maps());
    if (path.endsWith('/runs')) return json(run('sent'), 201);
    if (path.startsWith('/api/networks/')) return json(network('tiny-vgg'));
    if (path.startsWith('/api/runs/')) return json(run(path.split('/')[3]!));
    return new Response('a picture');
  });
}
const opened = async (hash = ''): Promise<Session> => {
  const session = new Session();
  await session.follow(hash);
  return session;
};
const shows = (session: Session, id: string) => vi.waitFor(() => expect(session.run?.run).toBe(id));
const altering = () => asked.filter((one) => one.endsWith('/altered'));

beforeEach(() => {
  window.history.replaceState(null, '', '#');
  serve();
});

test('a picture moved about is another run of the same sample, and stands in the link', async () => {
  const session = await opened();
  session.alter({ rotate: 15 }, 'push');
  expect(session.run?.run).toBe('tiny-vgg-first');
  await shows(session, 'tiny-vgg-first+rotate=15');
  expect(session.base?.run).toBe('tiny-vgg-first');
  expect(session.sample?.id).toBe('first');
  expect(window.location.hash).toContain('altered=rotate:15');
});

test('while one answer is awaited only the newest wish is kept', async () => {
  const session = await opened();
  const waiting: (() => void)[] = [];
  serve((address) => (NAME.test(address) && waiting.length === 0 ? new Promise((resolve) => waiting.push(() => resolve(json(run('slow'), 201)))) : undefined));
  const seen: (string | undefined)[] = [];
  for (const rotate of [1, 2, 3, 4, 5]) {
    session.alter({ rotate });
    await Promise.resolve();
  }
  await vi.waitFor(() => expect(waiting).toHaveLength(1));
  seen.push(session.run?.run);
  waiting[0]!();
  await shows(session, 'tiny-vgg-first+rotate=5');
  expect(seen).toEqual(['tiny-vgg-first']);
  expect(altering()).toHaveLength(2);
});

test('a picture chosen meanwhile is not painted over by a late answer', async () => {
  const session = await opened();
  let answer = () => {};
  serve((address) => (NAME.test(address) ? new Promise((resolve) => (answer = () => resolve(json(run('late'), 201)))) : undefined));
  session.alter({ rotate: 9 });
  await vi.waitFor(() => expect(altering()).toHaveLength(1));
  await session.openSample('second');
  answer();
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(session.run?.run).toBe('tiny-vgg-second');
  expect(session.view.altered).toEqual({});
  serve();
  session.alter({ noise: 0.1 }, 'push');
  await shows(session, 'tiny-vgg-second+noise=0.1');
});

test('back at rest the original run is shown, and nothing is asked', async () => {
  const session = await opened();
  session.alter({ rotate: 15 });
  await shows(session, 'tiny-vgg-first+rotate=15');
  serve();
  session.alter({});
  await shows(session, 'tiny-vgg-first');
  await vi.waitFor(() => expect(window.location.hash).not.toContain('altered'));
  session.alter({ rotate: 15 });
  await shows(session, 'tiny-vgg-first+rotate=15');
  expect(asked).toEqual([]);
});

test('while a knob is pulled the address waits until it rests', async () => {
  const session = await opened();
  session.alter({ rotate: 1 }, 'push');
  const steps = window.history.length;
  for (const rotate of [2, 3, 4]) session.alter({ rotate });
  expect(window.location.hash).toContain('rotate:1');
  await vi.waitFor(() => expect(window.location.hash).toContain('rotate:4'));
  expect(window.history.length).toBe(steps);
});

test('a link restores how the picture was moved about', async () => {
  const session = await opened('#sample=second&altered=shift_x:-2.5;noise:0.1&layer=relu&map=2&cell=1,1');
  expect(session.run?.run).toBe('tiny-vgg-second+shift_x=-2.5&noise=0.1');
  expect(session.exact).toBe(true);
  expect(session.sample?.id).toBe('second');
  expect(session.cell).toEqual([1, 1, 1]);
});

test('Back leads to the picture as it was', async () => {
  const session = await opened('#sample=first');
  const before = window.location.hash;
  session.alter({ scale: 1.2 }, 'push');
  await shows(session, 'tiny-vgg-first+scale=1.2');
  const after = window.location.hash;
  await session.follow(before);
  expect(session.run?.run).toBe('tiny-vgg-first');
  await session.follow(after);
  expect(session.run?.run).toBe('tiny-vgg-first+scale=1.2');
});

test('a link that asks for the impossible shows the picture as it is and says so', async () => {
  serve((address) => (NAME.test(address) ? problem(422, 'rotate is 999, but should be from −180 to 180.') : undefined));
  const session = await opened('#altered=rotate:999');
  expect(session.run?.run).toBe('tiny-vgg-first');
  expect(session.remark).toContain('rotate is 999');
  expect(session.view.altered).toEqual({});
});

test('a picture the server has forgotten is sent again before it is moved about', async () => {
  const session = await opened();
  serve((address) => (address === '/api/runs/tiny-vgg-first/altered' ? gone() : undefined));
  session.alter({ rotate: 15 });
  await shows(session, 'sent+rotate=15');
  expect(session.trouble).toBeNull();
});

test('a failure is said, and trying again catches up with the sliders', async () => {
  const session = await opened();
  serve((address) => (NAME.test(address) ? problem(503, 'The server is busy. Try again in a moment.') : undefined));
  session.alter({ rotate: 15 });
  await vi.waitFor(() => expect(session.trouble?.sentence).toContain('busy'));
  expect(session.run?.run).toBe('tiny-vgg-first');
  serve();
  session.trouble!.retry!();
  await shows(session, 'tiny-vgg-first+rotate=15');
});

test('another square of the same picture stays moved about, another picture does not', async () => {
  const session = await opened('#altered=rotate:15');
  await session.crop({ left: 1, top: 1, side: 6 });
  expect(session.run?.run).toBe('sent+rotate=15');
  expect(session.view).toMatchObject({ run: 'sent', altered: { rotate: 15 } });
  await session.openSample('second');
  expect(session.view.altered).toEqual({});
});
