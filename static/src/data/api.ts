/** Every question the page asks the server, and every way the answer can fail, in words. */
import type { Tensor } from '../core/tensor';
import { decode, metadata, type Named } from './safetensors';
import { thumbnailsFrom, type Thumbnails } from './thumbnails';
import { sent, type Edit } from '../core/edits';
import type { Alteration, Changes, Crop, Experiment, Network, NetworkSummary, Provenance, Run, RunChanges, RunEvidence, RunSamples, Settings, Story, Sweep, TriedEdits, TriedRun } from './types';

/** Something went wrong, said in a sentence that can be shown as it stands. */
export class Problem extends Error {
  constructor(
    readonly sentence: string,
    readonly status: number,
    readonly type = '',
  ) {
    super(sentence);
  }

  /** The server no longer holds this run: the picture has to be sent again. */
  get runNotKept(): boolean {
    return this.type.endsWith('run-not-kept');
  }

  /** Asking again would be answered the same: the file is no picture, or too large. */
  get lasting(): boolean {
    return [400, 413, 415, 422].includes(this.status);
  }
}

const UNREACHABLE = 'The convscope server does not answer. Check that it is still running, then try again.';

export async function ask(address: string, init?: RequestInit): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(address, init);
  } catch (reason) {
    if (reason instanceof DOMException && reason.name === 'AbortError') throw reason;
    throw new Problem(UNREACHABLE, 0);
  }
  if (answer.ok) return answer;
  throw refused(answer.status, await answer.text().catch(() => ''));
}

function refused(status: number, text: string): Problem {
  const { detail, type } = reasonIn(text);
  return new Problem(detail ?? `The server answered ${status} and gave no reason. Try again.`, status, type);
}

function reasonIn(text: string): { detail?: string; type?: string } {
  try {
    return (JSON.parse(text) as object | null) ?? {};
  } catch {
    return {};
  }
}

/**
 * Bytes for a hand that is moving. XMLHttpRequest tells of them once, when all are here; what `fetch` brings
 * is read piece by piece, and between two pieces the browser may draw a frame: 8 ms against 11 for 500 kB.
 */
function atOnce(address: string, { body, signal }: RequestInit): Promise<ArrayBuffer> {
  return new Promise((resolve, reject) => {
    const asked = new XMLHttpRequest();
    asked.open('POST', address);
    asked.setRequestHeader('content-type', 'application/json');
    asked.responseType = 'arraybuffer';
    asked.onload = () => {
      const told = asked.response as ArrayBuffer;
      if (asked.status === 200) resolve(told);
      else reject(refused(asked.status, new TextDecoder().decode(told)));
    };
    asked.onerror = () => reject(new Problem(UNREACHABLE, 0));
    asked.onabort = () => reject(new DOMException('Not wanted any more.', 'AbortError'));
    if (signal?.aborted) return asked.onabort(new ProgressEvent('abort'));
    signal?.addEventListener('abort', () => asked.abort(), { once: true });
    asked.send(body as string);
  });
}

export const json = async <T>(address: string, init?: RequestInit): Promise<T> => (await ask(address, init)).json() as Promise<T>;
export const tensors = async (address: string, init?: RequestInit) => decode(await (await ask(address, init)).arrayBuffer());

export const networks = async (): Promise<readonly NetworkSummary[]> =>
  (await json<{ networks: NetworkSummary[] }>('/api/networks')).networks;

/** The list as it came with the page; null where the page brought none. */
export function networksOnPage(): readonly NetworkSummary[] | null {
  const brought = document.getElementById('networks')?.textContent;
  return brought ? (JSON.parse(brought) as { networks: NetworkSummary[] }).networks : null;
}

export const network = (id: string, loaded: string | null = null): Promise<Network> => json(`/api/networks/${encodeURIComponent(id)}${withWeights(loaded)}`);

/** What names weights that somebody has loaded, behind an address. */
const withWeights = (loaded: string | null): string => (loaded ? `?weights=${encodeURIComponent(loaded)}` : '');

export const story = (id: string): Promise<Story> => json(`/api/networks/${encodeURIComponent(id)}/story`);

export const weights = (id: string) => tensors(`/api/networks/${encodeURIComponent(id)}/weights`);

/** What one layer has learned, by "layer.param"; nothing for a layer that learns nothing. */
export async function layerWeights(id: string, layer: string): Promise<Map<string, Named>> {
  interface Param { readonly shape: readonly number[]; readonly data: readonly unknown[] }
  const { params } = await json<{ params: Record<string, Param> }>(`/api/networks/${encodeURIComponent(id)}/layers/${encodeURIComponent(layer)}/weights.json`);
  return new Map(Object.entries(params).map(([name, { shape: dims, data }]) => {
    const [a = 1, b = 1, c = 1] = dims;
    return [`${layer}.${name}`, { dims, shape: [a, b, c], data: Float32Array.from(data.flat(Infinity) as number[]) }];
  }));
}

export const run = (id: string, signal?: AbortSignal): Promise<Run> => json(`/api/runs/${encodeURIComponent(id)}`, { signal });

/** The maps of a run: all of them as computed, or some in a shorter form; of one layer also single channels. */
export const maps = (id: string, signal?: AbortSignal, form: 'f32' | 'f16' | 'u8' = 'f32', layers: readonly string[] = [], channels: readonly number[] = []): Promise<Map<string, Tensor>> =>
  tensors(`/api/runs/${encodeURIComponent(id)}/maps?dtype=${form}${layers.length ? `&layers=${layers.map(encodeURIComponent).join(',')}` : ''}${channels.length ? `&channels=${channels.join(',')}` : ''}`, { signal });

/** Of all maps of a layer some rows and columns, ends not included. */
export const patch = async (id: string, layer: string, rows: readonly [number, number], columns: readonly [number, number]): Promise<Tensor> =>
  (await tensors(`/api/runs/${encodeURIComponent(id)}/maps?layers=${encodeURIComponent(layer)}&rows=${rows.join(':')}&columns=${columns.join(':')}`)).get(layer)!;

/** All maps of a layer, small. */
export const thumbnails = async (id: string, layer: string): Promise<Thumbnails> =>
  thumbnailsFrom(await (await ask(`/api/runs/${encodeURIComponent(id)}/layers/${encodeURIComponent(layer)}/thumbnails`)).arrayBuffer());

export const cell = (id: string, layer: string, [c, row, column]: readonly [number, number, number], signal?: AbortSignal): Promise<Provenance> =>
  json(`/api/runs/${encodeURIComponent(id)}/layers/${encodeURIComponent(layer)}/cells/${c}/${row}/${column}`, { signal });

/** How steeply one number follows each cell of every layer behind it, by layer. */
export const field = (id: string, layer: string, [c, row, column]: readonly [number, number, number], signal?: AbortSignal): Promise<Map<string, Tensor>> =>
  tensors(`/api/runs/${encodeURIComponent(id)}/layers/${encodeURIComponent(layer)}/cells/${c}/${row}/${column}/field`, { signal });

/** What speaks for the verdict: the strongest contributions along every edge of the network. */
export const evidence = (id: string, signal?: AbortSignal): Promise<RunEvidence> => json(`/api/runs/${encodeURIComponent(id)}/evidence`, { signal });

/** Send a picture through a network. Answers the run; its maps are a second, binary question. */
export function start(networkId: string, picture: Blob, crop?: Crop, signal?: AbortSignal, loaded: string | null = null): Promise<Run> {
  const form = new FormData();
  form.append('picture', picture, picture instanceof File ? picture.name : 'picture');
  if (crop) form.append('crop', `${crop.left},${crop.top},${crop.side}`);
  return json(`/api/networks/${encodeURIComponent(networkId)}/runs${withWeights(loaded)}`, { method: 'POST', body: form, signal });
}

export const picture = async (address: string): Promise<Blob> => (await ask(address)).blob();

export const alterations = async (): Promise<readonly Alteration[]> =>
  (await json<{ alterations: Alteration[] }>('/api/alterations')).alterations;

/** The same picture, moved about, through the same network: another run. */
export const alter = (id: string, changes: Changes, signal?: AbortSignal): Promise<Run> =>
  json(`/api/runs/${encodeURIComponent(id)}/altered`, { method: 'POST', body: JSON.stringify(changes), headers: { 'content-type': 'application/json' }, signal });

/** The verdict along one slider, the others where they are. */
export const sweep = (id: string, alteration: string, others: Changes, signal?: AbortSignal): Promise<Sweep> =>
  json(`/api/runs/${encodeURIComponent(id)}/sweeps/${encodeURIComponent(alteration)}?${new URLSearchParams(Object.entries(others).map(([name, value]) => [name, String(value)]))}`, { signal });

/** One layer with other settings, on the numbers it read; `beside` is what the answer compares with. */
export const experiment = (id: string, layer: string, channel: number, settings: Settings, beside: Settings, signal?: AbortSignal): Promise<Experiment> =>
  json(`/api/runs/${encodeURIComponent(id)}/lab`, { method: 'POST', body: JSON.stringify({ layer, channel, settings, beside }), headers: { 'content-type': 'application/json' }, signal });

export const posted = (body: unknown, signal?: AbortSignal): RequestInit =>
  ({ method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' }, signal });

/** What edits on a run would change: only the maps that differ, and the verdict. Nothing is kept. */
export async function tryEdits(id: string, edits: readonly Edit[], signal?: AbortSignal): Promise<TriedEdits> {
  const body = await atOnce(`/api/runs/${encodeURIComponent(id)}/edits/maps`, posted({ edits: edits.map(sent) }, signal));
  const told = metadata(body);
  const tensors = decode(body);
  const run = JSON.parse(told.run!) as TriedRun;
  const maps = new Map(run.layers.map(({ name, alone }) => [name, { channels: alone, tensor: tensors.get(name)! }]));
  return { maps, run, changes: JSON.parse(told.changes!) as RunChanges };
}

/** How an edited run differs from the same picture unedited. */
export const changes = (id: string, signal?: AbortSignal): Promise<RunChanges> => json(`/api/runs/${encodeURIComponent(id)}/changes`, { signal });

/** The same picture with edits: another run. */
export const edit = (id: string, edits: readonly Edit[], signal?: AbortSignal): Promise<Run> =>
  json(`/api/runs/${encodeURIComponent(id)}/edits`, posted({ edits: edits.map(sent) }, signal));

/** The weights that a run was computed with, of some layers. */
export const runWeights = (id: string, layers: readonly string[], signal?: AbortSignal) =>
  tensors(`/api/runs/${encodeURIComponent(id)}/weights?layers=${layers.map(encodeURIComponent).join(',')}`, { signal });

/** How an edited network does on its samples, beside how it did before. */
export const runSamples = (id: string, signal?: AbortSignal): Promise<RunSamples> => json(`/api/runs/${encodeURIComponent(id)}/samples`, { signal });
