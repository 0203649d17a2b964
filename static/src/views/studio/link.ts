/**
 * All that is in the studio as one short text, so that a link carries it:
 *
 *     at:2;from:conv_1_1,3;to:conv_1_2,4;live|k:5x5:AAAA...;stride:2,2;rectify|k:3x3:AAAA...
 *
 * First what is worked on, then the filters of the chain, one after the other. Weights are exact
 * float32. What is at its usual place is left out; nothing at all is the studio at its start.
 */
import { packed, unpacked } from '../../core/edits';
import { short, type Filter } from '../../core/filters';
import { LONGEST_NAME } from '../../state/filters';
import { LARGEST_SIDE, MOST_STEPS, START, stepOf, type ChosenPreset, type Making, type Pair, type Step } from './chain';

/** Learned slices may be larger than what can be made by hand: rows of a dense layer, laid out as maps. */
const LARGEST_LEARNED = 64;
/** Longer texts do not fit a link. */
export const LONGEST = 40_000;

// ------------------------------------------------------------------ writing

export function encode(making: Making): string {
  const { at, slice, source, target } = making;
  const head = [
    at > 0 && `at:${at + 1}`,
    slice > 0 && `slice:${slice + 1}`,
    source.layer !== null && `from:${source.layer},${source.map === null ? 'all' : source.map + 1}`,
    target && `to:${target.layer},${target.channel + 1}`,
    !making.rescale && 'free',
    making.follow && 'live',
    making.learned && 'own',
    ...[...making.painted].map(([i, filter]) => `own:${i + 1},${grid([filter])}`),
  ];
  return [fields(head), ...making.steps.map((step) => fields(written(step, making.learned)))].join('|');
}

const fields = (found: readonly (string | false | null)[]): string => found.filter(Boolean).join(';');
const usual = ([a, b]: Pair): boolean => a === 1 && b === 1;

function written(step: Step, learned: boolean): (string | false | null)[] {
  return [
    !learned && `k:${grid(step.slices)}`,
    step.bias !== 0 && `bias:${decimal(step.bias)}`,
    !usual(step.stride) && `stride:${step.stride.join()}`,
    step.padding !== 'same' && `pad:${typeof step.padding === 'string' ? step.padding : step.padding.join()}`,
    step.border !== 'zeros' && `border:${step.border}`,
    !usual(step.dilation) && `apart:${step.dilation.join()}`,
    step.flip && 'flip',
    step.relu && 'rectify',
    step.pool && `pool:${step.pool}`,
    step.name && `called:${lettered(step.name)}`,
    step.preset && `preset:${[step.preset.name, ...Object.entries(step.preset.values).flatMap(([name, value]) => [name, decimal(value)])].join()}`,
  ];
}

/** "5x5:AAAA" or, one for each of three channels, "3x5x5:AAAA". */
function grid(slices: readonly Filter[]): string {
  const [{ rows, columns }] = slices as [Filter];
  const all = new Float32Array(slices.length * rows * columns);
  slices.forEach(({ weights }, i) => all.set(weights, i * rows * columns));
  return `${slices.length > 1 ? `${slices.length}x` : ''}${rows}x${columns}:${packed(all)}`;
}

/** Numbers of the settings, without the letter e. */
const decimal = (value: number): string => short(value).toFixed(6).replace(/\.?0+$/, '');

/** A name in any script, in letters that a link can hold. */
const lettered = (name: string): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(name))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

// ------------------------------------------------------------------ reading

/** What a link says; null where it makes no sense. */
export function decode(text: string): Making | null {
  if (text === '') return START;
  const [head = '', ...parts] = text.split('|');
  const told = headed(head);
  if (!told || parts.length === 0 || parts.length > MOST_STEPS) return null;
  const steps = parts.map((part) => stepped(part, told.learned));
  if (!steps.every((step) => step !== null) || told.at >= steps.length) return null;
  if (told.learned && (steps.length > 1 || !told.target)) return null;
  // Only the first filter can have one slice for each channel: what comes out of it is one map.
  if (steps.slice(1).some(({ slices }) => slices.length > 1)) return null;
  if (!told.learned && told.slice >= Math.max(1, steps[told.at]!.slices.length)) return null;
  return { ...told, steps };
}

type Reader<T> = (told: T, value: string) => T | null;
/** Fields one after the other; null as soon as one is unknown or makes no sense. */
function readAll<T>(text: string, start: T, readers: Readonly<Record<string, Reader<T>>>): T | null {
  return text.split(';').filter(Boolean).reduce<T | null>((told, field) => {
    const colon = field.indexOf(':');
    const [name, value] = colon < 0 ? [field, ''] : [field.slice(0, colon), field.slice(colon + 1)];
    return told && Object.hasOwn(readers, name) ? readers[name]!(told, value) : null;
  }, start);
}

type Head = Omit<Making, 'steps'>;
const headed = (text: string): Head | null => readAll<Head>(text, START, {
  at: (told, value) => with_(told, 'at', ordinal(value)),
  slice: (told, value) => with_(told, 'slice', ordinal(value)),
  from: (told, value) => {
    const [layer = '', map = '', ...rest] = value.split(',');
    const at = map === 'all' ? null : ordinal(map);
    return layer && !rest.length && (at !== null || map === 'all') ? { ...told, source: { layer, map: at } } : null;
  },
  to: (told, value) => {
    const [layer = '', map = '', ...rest] = value.split(',');
    const channel = ordinal(map);
    return layer && channel !== null && !rest.length ? { ...told, target: { layer, channel } } : null;
  },
  free: (told, value) => (value ? null : { ...told, rescale: false }),
  live: (told, value) => (value ? null : { ...told, follow: true }),
  own: (told, value) => {
    if (!value) return { ...told, learned: true };
    const comma = value.indexOf(',');
    const [i, slices] = [ordinal(value.slice(0, comma)), gridOf(value.slice(comma + 1), LARGEST_LEARNED)];
    return i !== null && slices?.length === 1 ? { ...told, painted: new Map([...told.painted, [i, slices[0]!]]) } : null;
  },
});

function stepped(text: string, learned: boolean): Step | null {
  const step = readAll<Step>(text, stepOf(), {
    k: (told, value) => with_(told, 'slices', gridOf(value, LARGEST_SIDE)),
    bias: (told, value) => with_(told, 'bias', amount(value)),
    stride: (told, value) => with_(told, 'stride', pair(value, 1)),
    pad: (told, value) => with_(told, 'padding', value === 'none' ? value : pair(value, 0)),
    border: (told, value) => with_(told, 'border', value === 'reflect' || value === 'edge' ? value : null),
    apart: (told, value) => with_(told, 'dilation', pair(value, 1)),
    flip: (told, value) => (value ? null : { ...told, flip: true }),
    rectify: (told, value) => (value ? null : { ...told, relu: true }),
    pool: (told, value) => with_(told, 'pool', value === 'max' || value === 'average' ? value : null),
    called: (told, value) => with_(told, 'name', nameOf(value)),
    preset: (told, value) => with_(told, 'preset', presetOf(value)),
  });
  return step && step.slices.length > 0 !== learned ? step : null;
}

const with_ = <T, K extends keyof T>(told: T, name: K, value: T[K] | null): T | null => (value === null ? null : { ...told, [name]: value });

const ordinal = (text: string): number | null => (/^[1-9]\d{0,5}$/.test(text) ? Number(text) - 1 : null);
const amount = (text: string): number | null => (/^-?\d{1,5}(\.\d{1,6})?$/.test(text) ? Number(text) : null);
function pair(text: string, least: number): Pair | null {
  const [, a, b] = /^(\d{1,2}),(\d{1,2})$/.exec(text) ?? [];
  return a !== undefined && b !== undefined && Number(a) >= least && Number(b) >= least ? [Number(a), Number(b)] : null;
}

function nameOf(text: string): string | null {
  try {
    const name = new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0)));
    return name && name.length <= LONGEST_NAME ? name : null;
  } catch {
    return null;
  }
}

function presetOf(text: string): ChosenPreset | null {
  const [name = '', ...rest] = text.split(',');
  if (!/^[\w-]{1,40}$/.test(name) || rest.length % 2) return null;
  const values: Record<string, number> = {};
  for (let i = 0; i < rest.length; i += 2) {
    const value = amount(rest[i + 1]!);
    if (value === null || !/^[a-z_]{1,20}$/.test(rest[i]!)) return null;
    values[rest[i]!] = value;
  }
  return { name, values };
}

function gridOf(text: string, largest: number): readonly Filter[] | null {
  const [, count = '1', r, c, data] = /^(?:(\d{1,4})x)?(\d{1,2})x(\d{1,2}):([\w-]+)$/.exec(text) ?? [];
  const [slices, rows, columns] = [Number(count), Number(r), Number(c)];
  const numbers = data === undefined ? null : unpacked(data);
  if (!numbers || !(rows >= 1 && columns >= 1 && slices >= 1) || Math.max(rows, columns) > largest || numbers.length !== slices * rows * columns) return null;
  const area = rows * columns;
  return Array.from({ length: slices }, (_, i) => ({ rows, columns, weights: numbers.slice(i * area, (i + 1) * area) }));
}
