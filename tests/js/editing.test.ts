import { beforeEach, describe, expect, test, vi } from 'vitest';
import { active, type Edit, type Edits } from '../../static/src/core/edits';
import { Session } from '../../static/src/state/session.svelte';
import { maps, network, run, safetensors } from './networks';
import { answering } from './requests';

const json = (body: unknown, status = 200): Response => new Response(JSON.stringify(body), { status });
const problem = (status: number, detail: string, type = 'about:blank'): Response => json({ detail, type, status }, status);
const one = (edit: Edit): Edits => [{ edit, on: true }];
const bias = (value: number): Edits => one({ layer: 'conv', channel: 0, bias: value });

interface Asked {
  readonly to: string;
  readonly edits: readonly Edit[];
  readonly answer: (response: Response) => Promise<void>;
}
let waiting: Asked[] = [];

/** What a server would say: the maps of `conv`, or one of them alone, every number of them the bias that was asked for. */
function tried(id: string, [edit]: readonly Edit[]): Response {
  const alone = edit?.channel === 3 ? [3] : null;
  const told = {
    run: JSON.stringify({ run: id, prediction: [{ label: 'cat', probability: 0.9 }, { label: 'dog', probability: 0.1 }], unsure: false, layers: [{ ...run('x').layers[1], high: edit?.bias ?? 0, alone }] }),
    changes: JSON.stringify({ first: 'conv', sentence: 'conv changes.', layers: [] }),
  };
  return new Response(safetensors({ conv: { dims: [alone ? 1 : 4, 6, 6], data: new Float32Array(alone ? 36 : 144).fill(edit?.bias ?? 0) } }, 8, told));
}
const named = (edits: readonly Edit[]): string => (edits.length ? `edited${edits[0]!.bias ?? ''}` : 'tiny-vgg-first');
const answered = ({ to, edits }: Pick<Asked, 'to' | 'edits'>): Response =>
  to.endsWith('/edits/maps') ? tried(named(edits), edits) : json({ ...run(named(edits)), prediction: [{ label: 'cat', probability: 0.9 }, { label: 'dog', probability: 0.1 }] }, 201);

/** Questions about edits wait in `waiting` where `hold` says so, and are answered at once elsewhere. */
function serve(hold: (address: string) => boolean = () => false): void {
  waiting = [];
  answering(async (address: string, init?: RequestInit) => {
    await Promise.resolve();
    const path = address.split('?')[0]!;
    if (path.includes('/edits')) {
      const { edits } = JSON.parse(String(init?.body)) as { edits: Edit[] };
      if (!hold(path)) return answered({ to: path, edits });
      return new Promise<Response>((resolve) => {
        waiting.push({ to: path, edits, answer: async (response) => {
          resolve(response);
          await new Promise((done) => setTimeout(done, 5));
        } });
      });
    }
    if (path === '/api/networks') return json({ networks: ['tiny-vgg', 'lenet-5'].map(network) });
    if (path.startsWith('/api/runs/') && path.endsWith('/weights')) return new Response(safetensors({ 'conv.bias': { dims: [4], data: new Float32Array(4).fill(7) } }));
    if (path.endsWith('/weights.json')) return json({ params: { weights: { shape: [1, 2], data: [[1, 2]] } } });
    if (path.endsWith('/weights') || path.endsWith('/maps')) return new Response(maps());
    if (path.startsWith('/api/networks/')) return json(network(path.split('/')[3]!));
    return json(run(path.split('/')[3]!));
  });
}
const opened = async (hash = ''): Promise<Session> => {
  const session = new Session();
  await session.follow(hash);
  await session.sharpen();
  return session;
};
const first = (session: Session): number => session.maps.get('conv')!.data[0]!;

beforeEach(() => {
  window.history.replaceState(null, '', '#');
  serve();
});

describe('an edit', () => {
  test('of one map brings that map alone, and the others stay as they were', async () => {
    const session = await opened();
    const before = session.maps.get('conv')!;
    session.change({ edits: one({ layer: 'conv', channel: 3, bias: 5 }) });
    await vi.waitFor(() => expect(session.run?.run).toBe('edited5'));
    const after = session.maps.get('conv')!;
    expect(after.shape).toEqual(before.shape);
    expect([...after.data.subarray(0, 108)]).toEqual([...before.data.subarray(0, 108)]);
    expect([...after.data.subarray(108)]).toEqual(Array.from({ length: 36 }, () => 5));
    expect(session.before!.maps.get('conv')).toBe(before);
  });

  test('changes the maps, the weights and the verdict, and what was before stays at hand', async () => {
    const session = await opened();
    const before = first(session);
    session.change({ edits: bias(3) });
    await vi.waitFor(() => expect(session.run?.run).toBe('edited3'));
    expect(first(session)).toBe(3);
    expect(session.run!.prediction[0]!.label).toBe('cat');
    expect(session.before!.run.prediction[0]!.label).toBe('dog');
    expect(session.before!.maps.get('conv')!.data[0]).toBe(before);
    expect(session.weights.get('conv.bias')!.data[0]).toBe(7);
    expect(session.learned.get('conv.bias')?.data[0]).not.toBe(7);
  });

  test('is drawn as it is, as it was, or as what lies between', async () => {
    const session = await opened();
    const before = first(session);
    session.change({ edits: bias(3) });
    await vi.waitFor(() => expect(session.before).not.toBeNull());
    session.look({ ink: 'difference' });
    expect(session.drawn('conv')!.data[0]).toBe(3 - before);
    expect(first(session)).toBe(3);
    session.look({ ink: 'before' });
    expect(first(session)).toBe(before);
    expect(session.run?.run).toBe('tiny-vgg-first');
  });

  test('can be taken back and made again, and so can what is in the studio', async () => {
    const session = await opened();
    session.openStudio();
    session.change({ edits: bias(1), studio: 'a' });
    session.change({ edits: bias(2), studio: 'b' });
    await vi.waitFor(() => expect(session.run?.run).toBe('edited2'));
    session.undo();
    await vi.waitFor(() => expect(session.run?.run).toBe('edited1'));
    expect(session.view.studio).toBe('a');
    session.undo();
    await vi.waitFor(() => expect(session.before).toBeNull());
    expect(session.run?.run).toBe('tiny-vgg-first');
    expect([session.view.studio, session.canUndo, session.canRedo]).toEqual(['', false, true]);
    session.redo();
    session.redo();
    await vi.waitFor(() => expect(session.run?.run).toBe('edited2'));
    expect(session.view.studio).toBe('b');
  });

  test('is in the link, and a link brings it back', async () => {
    const session = await opened();
    session.change({ edits: bias(2.5) });
    await vi.waitFor(() => expect(window.location.hash).toContain('edits=conv:1,b2.5'));
    const other = await opened(window.location.hash);
    expect(other.run?.run).toBe('edited2.5');
    expect(active(other.view.edits)).toEqual(active(bias(2.5)));
  });

  test('that cannot be made is said, and the last that could be made stays', async () => {
    const session = await opened();
    session.change({ edits: bias(1) });
    await vi.waitFor(() => expect(session.run?.run).toBe('edited1'));
    serve((path) => path.includes('/edits'));
    session.change({ edits: bias(99999) });
    await vi.waitFor(() => expect(waiting.length).toBeGreaterThan(0));
    for (const question of waiting) await question.answer(problem(422, 'conv, channel 0: the bias is too large.'));
    await vi.waitFor(() => expect(session.trouble?.sentence).toContain('too large'));
    expect(active(session.view.edits)).toEqual(active(bias(1)));
    expect(first(session)).toBe(1);
  });

  test('of a link that cannot be made leaves the network as it was learned, with a word', async () => {
    serve((path) => path.includes('/edits'));
    const opening = opened('#edits=conv:1,b99999');
    await vi.waitFor(() => expect(waiting.length).toBe(2));
    for (const question of waiting) await question.answer(problem(422, 'conv, channel 0: the bias is too large.'));
    const session = await opening;
    expect(session.remark).toContain('too large');
    expect([session.ready, session.before, session.view.edits.length]).toEqual([true, null, 0]);
  });
});

test('whoever goes to another layer finds the studio as it was left', async () => {
  const session = await opened('#layer=conv&open=1&studio=a');
  session.goTo('relu');
  expect(session.view.studio).toBeNull();
  session.openStudio();
  expect(session.view.studio).toBe('a');
});

describe('while a brush moves', () => {
  const maps = (path: string) => path.endsWith('/edits/maps');

  test('one question is on its way, the newest comes next, and what lay between is never asked', async () => {
    const session = await opened();
    serve(maps);
    for (const value of [1, 2, 3]) session.change({ edits: bias(value) }, 'stroke 1');
    await vi.waitFor(() => expect(waiting).toHaveLength(1));
    expect(waiting[0]!.edits[0]!.bias).toBe(1);
    session.change({ edits: bias(4) }, 'stroke 1');
    await waiting[0]!.answer(answered(waiting[0]!));
    expect(first(session)).toBe(1);
    expect(waiting.map(({ edits }) => edits[0]!.bias)).toEqual([1, 4]);
    await waiting[1]!.answer(answered(waiting[1]!));
    expect(first(session)).toBe(4);
    expect(session.run!.prediction[0]!.label).toBe('cat');
  });

  test('the run keeps the name of the last one that is kept, until the hand rests', async () => {
    const session = await opened();
    session.change({ edits: bias(5) }, 'stroke 1');
    await vi.waitFor(() => expect(first(session)).toBe(5));
    expect(session.run?.run).toBe('tiny-vgg-first');
    await vi.waitFor(() => expect(session.run?.run).toBe('edited5'));
    expect(session.surgery.live).toBe(false);
  });

  test('a stroke is one step back', async () => {
    const session = await opened();
    for (const value of [1, 2, 3]) session.change({ edits: bias(value) }, 'stroke 1');
    for (const value of [4, 5]) session.change({ edits: bias(value) }, 'stroke 2');
    session.undo();
    expect(active(session.view.edits)[0]!.bias).toBe(3);
    session.undo();
    expect([session.view.edits.length, session.canUndo]).toEqual([0, false]);
  });

  test('an answer that comes after the stroke was taken back is not drawn', async () => {
    const session = await opened();
    const before = first(session);
    serve(maps);
    session.change({ edits: bias(9) }, 'stroke 1');
    await vi.waitFor(() => expect(waiting).toHaveLength(1));
    session.undo();
    await vi.waitFor(() => expect(session.surgery.live).toBe(false));
    await waiting[0]!.answer(answered(waiting[0]!));
    expect(first(session)).toBe(before);
  });

  test('an answer that comes late is not drawn over the run that came before it', async () => {
    const session = await opened();
    serve(maps);
    session.change({ edits: bias(1) }, 'stroke 1');
    await vi.waitFor(() => expect(waiting).toHaveLength(1));
    session.change({ edits: bias(2) });
    await vi.waitFor(() => expect(waiting).toHaveLength(2));
    await waiting[1]!.answer(answered(waiting[1]!));
    await vi.waitFor(() => expect(session.run?.run).toBe('edited2'));
    session.change({ edits: bias(3) }, 'stroke 2');
    await waiting[0]!.answer(answered(waiting[0]!));
    expect(first(session)).toBe(2);
    expect(waiting.at(-1)!.edits[0]!.bias).toBe(3);
    await waiting.at(-1)!.answer(answered(waiting.at(-1)!));
    expect(first(session)).toBe(3);
  });
});
