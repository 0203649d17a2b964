/** Missions: one question at a time, what is remembered, and the way from a task to its tick. */
import { flushSync } from 'svelte';
import { render } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { doneBefore, rememberDone, type Finding, type Mission } from '../../static/src/data/missions';
import { Session } from '../../static/src/state/session.svelte';
import Panel from '../../static/src/views/missions/Missions.svelte';
import { Missions, missionsOf } from '../../static/src/views/missions/missions.svelte';
import { maps, network, run } from './networks';

const words = { task: 'Make it bark.', hints: ['Look.', 'Look there.', 'Look at map 2.'], about: 'No map is the cat.' };
const LIST: readonly Mission[] = [
  { id: 'bark', title: 'A cat that barks', ...words, sample: 'second', layer: 'pool', answer: null },
  { id: 'edges', title: 'The edge filter', ...words, sample: null, layer: 'conv', answer: { kind: 'map', label: 'The map for edges', low: 0, high: 3, layer: 'conv' } },
  { id: 'count', title: 'How many', ...words, sample: null, layer: null, answer: { kind: 'count', label: 'How many will be right?', low: 0, high: 12, layer: null } },
];
const not = (sentence: string): Finding => ({ done: false, sentence, learned: '' });
const yes: Finding = { done: true, sentence: 'It says dog, 76.5 %.', learned: 'No map is the cat.' };

interface Asked { readonly address: string; readonly body: { answer?: number }; readonly answer: (finding: Finding | number) => Promise<void> }
let asked: Asked[] = [];
let lists: Promise<Response> | null = null;
const settled = async (): Promise<void> => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
  await new Promise((done) => setTimeout(done));
  flushSync();
};

function serve(): void {
  asked = [];
  vi.stubGlobal('fetch', async (address: string, init?: RequestInit) => {
    const path = address.split('?')[0]!;
    const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
    if (/\/networks\/[\w-]+\/missions$/.test(path)) return lists ?? json({ missions: path.includes('lenet') ? [] : LIST });
    if (path.includes('/missions/')) {
      return new Promise<Response>((resolve) => {
        asked.push({
          address: path,
          body: JSON.parse(String(init?.body)) as { answer?: number },
          answer: async (finding) => {
            resolve(typeof finding === 'number' ? json({ detail: 'The answer is 99, but should be from 0 to 3.', type: 'bad-request' }, finding) : json(finding));
            await settled();
          },
        });
      });
    }
    if (path === '/api/networks') return json({ networks: ['tiny-vgg', 'lenet-5'].map(network) });
    if (path.endsWith('/weights.json')) return json({ params: {} });
    if (path.endsWith('/weights') || path.endsWith('/maps')) return new Response(maps());
    if (path.startsWith('/api/networks/')) return json(network(path.split('/')[3]!));
    if (path.startsWith('/api/runs/')) return json(run(path.split('/')[3]!, path.includes('lenet') ? 'lenet-5' : 'tiny-vgg'));
    return new Response('a picture');
  });
}

async function opened(hash = ''): Promise<{ session: Session; missions: Missions }> {
  const session = new Session();
  await session.follow(hash);
  const missions = missionsOf(session);
  await missions.load();
  return { session, missions };
}

beforeEach(() => {
  localStorage.clear();
  lists = null;
  window.history.replaceState(null, '', '#');
  serve();
});
afterEach(() => vi.unstubAllGlobals());

describe('what is remembered', () => {
  test('missions once done are known again', () => {
    rememberDone(new Set(['tiny-vgg/bark']));
    expect(doneBefore()).toEqual(new Set(['tiny-vgg/bark']));
  });
  test.each(['{', '{"a":1}', 'null', '3'])('%s in the store is as good as nothing', (kept) => {
    localStorage.setItem('convscope-missions', kept);
    expect(doneBefore()).toEqual(new Set());
  });
  test('a browser that keeps nothing does no harm', () => {
    vi.stubGlobal('localStorage', { getItem: () => { throw new Error('no'); }, setItem: () => { throw new Error('no'); } });
    rememberDone(new Set(['x']));
    expect(doneBefore()).toEqual(new Set());
  });
  test('a tick belongs to one network', async () => {
    rememberDone(new Set(['lenet-5/bark']));
    const { missions } = await opened();
    expect(missions.isDone(LIST[0]!)).toBe(false);
  });
});

describe('the check', () => {
  test('nothing is asked while no mission is open', async () => {
    const { missions } = await opened();
    expect(missions.question).toBeNull();
    await missions.follow();
    expect(asked).toEqual([]);
  });

  test('one question is on its way, and after it only the newest is asked', async () => {
    const { session, missions } = await opened();
    missions.toggle('bark');
    const all = missions.follow();
    await session.openSample('second');
    void missions.follow();
    await session.openSample('first');
    await session.openSample('second');
    void missions.follow();
    expect(asked.map(({ address }) => address)).toEqual(['/api/runs/tiny-vgg-first/missions/bark']);
    await asked[0]!.answer(not('the first'));
    expect(missions.finding, 'an answer about another picture is not shown').toBeNull();
    expect(asked.map(({ address }) => address)).toEqual(['/api/runs/tiny-vgg-first/missions/bark', '/api/runs/tiny-vgg-second/missions/bark']);
    await asked[1]!.answer(not('the second'));
    await all;
    expect(missions.finding?.sentence).toBe('the second');
  });

  test('what was found is not asked again', async () => {
    const { missions } = await opened();
    missions.toggle('bark');
    void missions.follow();
    await asked[0]!.answer(not('not yet'));
    await missions.follow();
    expect(asked).toHaveLength(1);
  });

  test('an answer goes along, and what the server cannot take is said', async () => {
    const { missions } = await opened();
    missions.toggle('edges');
    missions.answer(99);
    void missions.follow();
    expect(asked[0]!.body).toEqual({ answer: 99 });
    await asked[0]!.answer(422);
    expect(missions.finding?.sentence).toBe('The answer is 99, but should be from 0 to 3.');
    missions.answer(2);
    void missions.follow();
    expect(asked[1]!.body).toEqual({ answer: 2 });
  });

  test('a server that fails is said, and can be asked again', async () => {
    const { missions } = await opened();
    missions.toggle('bark');
    void missions.follow();
    await asked[0]!.answer(503);
    expect(missions.trouble).toContain('99');
    void missions.follow();
    await asked[1]!.answer(not('not yet'));
    expect(missions.trouble).toBeNull();
    expect(missions.finding?.sentence).toBe('not yet');
  });

  test('it waits while a brush moves', async () => {
    const { session, missions } = await opened();
    missions.toggle('bark');
    session.surgery.live = true;
    expect(missions.question).toBeNull();
    session.surgery.live = false;
    expect(missions.question?.run).toBe('tiny-vgg-first');
  });

  test('done is ticked for good, and another way is only looked at when something changes', async () => {
    const { session, missions } = await opened();
    missions.toggle('bark');
    missions.hint();
    void missions.follow();
    await asked[0]!.answer(yes);
    expect(missions.progress.finished).toEqual(yes);
    expect(missions.isDone(LIST[0]!)).toBe(true);
    expect(doneBefore()).toEqual(new Set(['tiny-vgg/bark']));
    await session.openSample('second');
    expect(missions.question, 'what was done stays done').toBeNull();
    await session.openSample('first');
    missions.again();
    expect(missions.progress).toEqual({ hints: 1, answer: null, finished: null });
    await missions.follow();
    expect(asked).toHaveLength(1);
    await session.openSample('second');
    void missions.follow();
    await asked[1]!.answer(not('not any more'));
    expect(missions.isDone(LIST[0]!)).toBe(true);
  });
});

test('to begin is to go to the picture and the layer, and to change nothing else', async () => {
  const { session, missions } = await opened('#layer=conv&depth=eli5&scale=map&edits=~conv:2,s0');
  const { edits } = session.view;
  expect(edits).toHaveLength(1);
  missions.toggle('bark');
  await missions.begin();
  expect(session.sample?.id).toBe('second');
  expect(session.layer?.name).toBe('pool');
  expect(session.view).toMatchObject({ depth: 'eli5', scale: 'map', edits });
  missions.toggle('edges');
  await missions.begin();
  expect(session.sample?.id, 'any picture will do').toBe('second');
  expect(session.layer?.name).toBe('conv');
});

test('every network has its own missions', async () => {
  const { session, missions } = await opened();
  expect(missions.list?.map(({ id }) => id)).toEqual(['bark', 'edges', 'count']);
  await session.openNetwork('lenet-5');
  await missions.load();
  expect(missions.list).toEqual([]);
  expect(missions.open).toBeNull();
});

describe('on the page', () => {
  async function panel(hash?: string) {
    const { session, missions } = await opened(hash);
    const { container } = render(Panel, { session });
    await settled();
    const find = (name: string): HTMLElement =>
      [...container.querySelectorAll<HTMLElement>('button')].find((one) => one.textContent!.trim().startsWith(name)) ?? expect.fail(`no button ${name}`);
    const press = async (name: string): Promise<void> => {
      find(name).click();
      await settled();
    };
    return { session, missions, container, find, press, status: () => container.querySelector('[role=status]')!.textContent!.trim() };
  }

  test('hints come one by one, and end', async () => {
    const { container, find, press } = await panel();
    await press('A cat that barks');
    const hints = () => [...container.querySelectorAll('ol li')].map((one) => one.textContent);
    expect(hints()).toEqual([]);
    await press('A hint');
    expect(hints()).toEqual(['Look.']);
    await press('Another hint, 2 left');
    await press('Another hint, 1 left');
    expect(hints()).toEqual(words.hints);
    expect(find('No more hints').getAttribute('aria-disabled')).toBe('true');
    await press('No more hints');
    expect(hints()).toHaveLength(3);
  });

  test('it is checked by itself, and ends with what was learned', async () => {
    const { session, container, press, status, find } = await panel();
    expect(container.querySelector('h2')!.textContent).toContain('0 of 3 done');
    await press('A cat that barks');
    await asked[0]!.answer(not('It says cat, 61.6 %.'));
    expect(status()).toBe('It says cat, 61.6 %.');
    await session.openSample('second');
    await settled();
    await asked[1]!.answer(yes);
    expect(status()).toContain('Done. It says dog, 76.5 %.');
    expect(status()).toContain('No map is the cat.');
    expect(container.querySelector('h2')!.textContent).toContain('1 of 3 done');
    expect(find('A cat that barks').textContent).toContain(', done');
    await press('A cat that barks');
    expect(find('A cat that barks').getAttribute('aria-expanded')).toBe('false');
  });

  test('the map chosen now is an answer', async () => {
    const { session, press } = await panel('#layer=pool');
    await press('The edge filter');
    await press('Go to convolved and choose a map');
    session.choose(2);
    await settled();
    await asked[0]!.answer(not('Choose a map.'));
    await press('The map chosen now: map 3');
    expect(asked[1]!.body).toEqual({ answer: 2 });
  });

  test('a guess is a whole number within bounds', async () => {
    const { container, press } = await panel();
    await press('How many');
    await asked[0]!.answer(not('Your guess is missing.'));
    const field = container.querySelector<HTMLInputElement>('input')!;
    const guess = async (value: string) => {
      field.value = value;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      await settled();
      container.querySelector('form')!.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
      await settled();
    };
    for (const wrong of ['13', '-1', '2.5', '']) {
      await guess(wrong);
      expect(asked).toHaveLength(1);
    }
    await guess('7');
    expect(asked[1]!.body).toEqual({ answer: 7 });
    expect(container.textContent).toContain('You guess 7.');
  });

  test('a list that does not come is said', async () => {
    lists = Promise.reject(new TypeError('no network'));
    lists.catch(() => undefined);
    const { container, press } = await panel();
    expect(container.textContent).toContain('The convscope server does not answer.');
    lists = null;
    await press('Try again');
    expect(container.querySelectorAll('.head')).toHaveLength(3);
  });
});
