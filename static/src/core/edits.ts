/**
 * A list of edits: what to change about a network's weights, one after the other, each of which
 * can be switched off. The list is plain data; it goes into the link, into a file, and to the
 * server, which alone knows what comes out.
 */
export type Kernel = readonly (readonly number[])[];

/** One change to one output channel of one layer, as POST /api/runs/{run}/edits takes it (see `sent`). */
export interface Edit {
  readonly layer: string;
  readonly channel: number;
  /** Only the part of its weights that reads this channel. */
  readonly input_channel?: number;
  readonly weights?: Nested;
  readonly bias?: number;
  readonly scale?: number;
  /** Another channel of the same layer to change places with. */
  readonly swap?: number;
  /** A filter from the studio: one for all input channels, or one for each. */
  readonly kernel?: Kernel | readonly Kernel[];
  /** The new filter shall be as strong as the one it replaces. */
  readonly rescale?: boolean;
  /** A layer that the layer no longer listens to: for all channels, so that `channel` is 0 and not sent. */
  readonly cut?: string;
}
export type Nested = readonly (number | Nested)[];

export interface Listed {
  readonly edit: Edit;
  readonly on: boolean;
  /** What somebody calls the filter that was put in. */
  readonly name?: string;
}
export type Edits = readonly Listed[];
export type Change = 'weights' | 'bias' | 'scale' | 'swap' | 'kernel' | 'cut';

const CHANGES: readonly Change[] = ['weights', 'bias', 'scale', 'swap', 'kernel', 'cut'];
/** As many as the server makes on one run. */
export const MOST = 256;

export const changeOf = (edit: Edit): Change => CHANGES.find((change) => edit[change] !== undefined)!;
export const active = (edits: Edits): readonly Edit[] => edits.filter(({ on }) => on).map(({ edit }) => edit);
/** As the server takes it: what is cut off is cut off for all channels. */
export function sent(edit: Edit): Omit<Edit, 'channel'> {
  if (edit.cut === undefined) return edit;
  const { channel: _, ...rest } = edit;
  return rest;
}
export const isEdited = (edits: Edits): boolean => edits.some(({ on }) => on);

// ------------------------------------------------------------------ lists from lists

const isFilter = (change: Change): boolean => change === 'weights' || change === 'kernel';

/** Whether nothing would be left of `other` once `edit` is made right in its place. */
function takesThePlaceOf(edit: Edit, other: Edit): boolean {
  if (edit.layer !== other.layer || edit.channel !== other.channel) return false;
  const [mine, its] = [changeOf(edit), changeOf(other)];
  if (mine === 'swap' || its === 'swap') return false;
  if (mine === 'cut' || its === 'cut') return edit.cut === other.cut;
  if (isFilter(mine) && isFilter(its)) return edit.input_channel === undefined || edit.input_channel === other.input_channel;
  return mine === its;
}

/** With one more edit; one to the same numbers gives up its place to it. */
export function added(edits: Edits, one: Edit, name?: string): Edits {
  const listed: Listed = { edit: one, on: true, ...(name ? { name } : {}) };
  const place = edits.findIndex(({ edit }) => takesThePlaceOf(one, edit));
  const rest = edits.filter(({ edit }) => !takesThePlaceOf(one, edit));
  return place < 0 ? [...rest, listed] : rest.toSpliced(Math.min(place, rest.length), 0, listed);
}
/** With one input of a layer cut off, or joined again where it was. */
export function severed(edits: Edits, layer: string, cut: string): Edits {
  const at = edits.findIndex(({ edit }) => edit.layer === layer && edit.cut === cut);
  if (at < 0) return added(edits, { layer, channel: 0, cut });
  return edits[at]!.on ? removed(edits, at) : switched(edits, at);
}
export const removed = (edits: Edits, at: number): Edits => edits.toSpliced(at, 1);
export const switched = (edits: Edits, at: number): Edits => edits.map((one, i) => (i === at ? { ...one, on: !one.on } : one));
export function moved(edits: Edits, at: number, by: number): Edits {
  const to = Math.min(edits.length - 1, Math.max(0, at + by));
  return to === at ? edits : edits.toSpliced(at, 1).toSpliced(to, 0, edits[at]!);
}

// ------------------------------------------------------------------ files

/** The list as the API takes it. */
export const toJson = (edits: Edits): string =>
  JSON.stringify({ edits: edits.map(({ edit, on }) => (on ? sent(edit) : { ...sent(edit), on })) }, null, 1);

/** A list from a file. Null where it is none; whether it can be made is for the server to say. */
export function fromJson(text: string): Edits | null {
  try {
    const told = JSON.parse(text) as { edits?: unknown } | unknown[];
    const list = Array.isArray(told) ? told : told.edits;
    if (!Array.isArray(list) || list.length > MOST) return null;
    const edits = list.map((one: Edit & { on?: boolean }): Listed => {
      const { on = true, ...edit } = one;
      return { edit: typeof edit.cut === 'string' ? { ...edit, channel: 0 } : edit, on };
    });
    return edits.every(({ edit, on }) => typeof edit.layer === 'string' && Number.isInteger(edit.channel) && changeOf(edit) && typeof on === 'boolean') ? edits : null;
  } catch {
    return null;
  }
}

// ------------------------------------------------------------------ links

/*
 * conv_1_1:4,s0                 map 4 silenced (maps are counted from 1 in links)
 * ~conv_1_1:4,b.5               its bias, switched off
 * conv_1_1:4,x7                 it changes places with map 7
 * res_2a_add:1,cconv_1_relu     what is added no longer comes from there
 * conv_1_1:4.2,w3x3:AAAA...     the part of its filter that reads map 2; float32, base64url
 * conv_1_1:4,K5x5:AAAA...|edge  a studio filter called "edge", rescaled (k: as it is)
 */
const LETTERS: Readonly<Record<string, Change>> = { s: 'scale', b: 'bias', x: 'swap', w: 'weights', k: 'kernel', K: 'kernel', c: 'cut' };
const NAME = /^[\w.-]{1,80}$/;
const FORM = /^(~?)([\w.-]{1,80}):(\d{1,6})(?:\.(\d{1,6}))?,([sbxwkKc])([^|]*)(?:\|([^|;]{0,60}))?$/;

export const encodeEdits = (edits: Edits): string => edits.map(encoded).join(';');

function encoded({ edit, on, name }: Listed): string {
  const part = edit.input_channel === undefined ? '' : `.${edit.input_channel + 1}`;
  return `${on ? '' : '~'}${edit.layer}:${edit.channel + 1}${part},${written(edit)}${name ? `|${name.replaceAll(/[|;]/g, ' ')}` : ''}`;
}

function written(edit: Edit): string {
  const change = changeOf(edit);
  if (change === 'swap') return `x${edit.swap! + 1}`;
  if (change === 'cut') return `c${edit.cut}`;
  if (change === 'scale') return `s${edit.scale}`;
  if (change === 'bias') return `b${edit.bias}`;
  const nested = (edit[change] ?? []) as Nested;
  return `${change === 'weights' ? 'w' : edit.rescale ? 'K' : 'k'}${sizes(nested).join('x')}:${packed(flattened(nested))}`;
}

/** Edits from a link; null where they make no sense. */
export function decodeEdits(text: string): Edits | null {
  const edits = text.split(';').map(decoded);
  return edits.length <= MOST && edits.every((one) => one !== null) ? edits : null;
}

function decoded(text: string): Listed | null {
  const [, off, layer, map, part, letter, told = '', name] = FORM.exec(text) ?? [];
  if (!layer || !letter || Number(map) < 1 || (part !== undefined && Number(part) < 1)) return null;
  const change = LETTERS[letter]!;
  if (change === 'cut') return part === undefined && NAME.test(told) ? { edit: { layer, channel: 0, cut: told }, on: !off } : null;
  const value = change === 'weights' || change === 'kernel' ? unpackedNested(told) : /^-?[\d.]+(e[+-]?\d+)?$/.test(told) ? Number(told) : Number.NaN;
  if (value === null || (typeof value === 'number' && !Number.isFinite(value))) return null;
  const edit: Edit = {
    layer,
    channel: Number(map) - 1,
    ...(part === undefined ? {} : { input_channel: Number(part) - 1 }),
    [change]: change === 'swap' ? (value as number) - 1 : value,
    ...(letter === 'K' ? { rescale: true } : {}),
  };
  return { edit, on: !off, ...(name ? { name } : {}) };
}

const flattened = (nested: Nested): number[] => nested.flatMap((one) => (typeof one === 'number' ? [one] : flattened(one)));
const sizes = (nested: Nested): number[] => (Array.isArray(nested) ? [nested.length, ...(nested.length && Array.isArray(nested[0]) ? sizes(nested[0]) : [])] : []);

/** Numbers as float32, in letters that a link can hold: exactly what is computed with. */
export function packed(numbers: ArrayLike<number>): string {
  const bytes = new Uint8Array(Float32Array.from(numbers).buffer);
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The same back; null where it is not that, or holds something that is no number. */
export function unpacked(text: string): Float32Array | null {
  try {
    const letters = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    if (letters.length % 4) return null;
    const numbers = new Float32Array(Uint8Array.from(letters, (letter) => letter.charCodeAt(0)).buffer);
    return numbers.every(Number.isFinite) ? numbers : null;
  } catch {
    return null;
  }
}

function unpackedNested(text: string): Nested | null {
  const [dims = '', data = ''] = text.split(':');
  if (!/^\d{1,5}(x\d{1,4}){0,2}$/.test(dims)) return null;
  const shape = dims.split('x').map(Number);
  const numbers = unpacked(data);
  return numbers && numbers.length === shape.reduce((a, b) => a * b, 1) ? folded([...numbers], shape) : null;
}

/** A flat list as rows of rows. */
export function folded(flat: readonly number[], [first, ...rest]: readonly number[]): Nested {
  if (!rest.length) return flat;
  const each = flat.length / first!;
  return Array.from({ length: first! }, (_, i) => folded(flat.slice(i * each, (i + 1) * each), rest));
}
