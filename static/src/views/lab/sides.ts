/**
 * Two sets of settings as short text, so that a link carries them: "stride:2|stride:2;ceil:on".
 * Only what differs from the network stands in it; an empty side is the layer as it is.
 */
import type { Setting, Settings } from '../../data/types';

export type Which = 'a' | 'b';
export type Sides = Readonly<Record<Which, Settings>>;

/** Just opened: what stands on the second side is still to be chosen. */
export const OPENED = '';
export const ALIKE: Sides = { a: {}, b: {} };

export const encode = ({ a, b }: Sides): string => `${side(a)}|${side(b)}`;

/** What a link says; parts of it that make no sense are left out. */
export function decode(text: string): Sides {
  const [a = '', b = ''] = text.split('|');
  return { a: settings(a), b: settings(b) };
}

const side = (told: Settings): string => Object.entries(told).map(([name, value]) => `${name}:${written(value)}`).join(';');

function written(value: Setting): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return typeof value === 'object' ? value.join(',') : String(value);
}

function settings(text: string): Settings {
  const told: Record<string, Setting> = {};
  for (const part of text.split(';')) {
    const [name = '', value = '', ...rest] = part.split(':');
    const found = read(value);
    if (/^[a-z_]{1,20}$/.test(name) && found !== null && !rest.length) told[name] = found;
  }
  return told;
}

function read(text: string): Setting | null {
  if (text === 'on' || text === 'off') return text === 'on';
  if (/^\d{1,4}(\.\d{1,4})?$/.test(text)) return Number(text);
  if (/^\d{1,4},\d{1,4}$/.test(text)) return text.split(',').map(Number) as unknown as readonly [number, number];
  return /^[a-z_]{1,30}$/.test(text) ? text : null;
}

export const same = (one: Setting | undefined, other: Setting | undefined): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * Settings with one of them turned. What the network has anyway is left out; another kind of
 * layer keeps what both kinds have.
 */
export function turned(told: Settings, name: string, value: Setting, own: Settings): Settings {
  const { [name]: _, ...rest } = told;
  const kept = name === 'kind' ? Object.fromEntries(Object.entries(rest).filter(([other]) => other in own)) : rest;
  return same(value, own[name]) ? kept : { ...kept, [name]: value };
}

/** A first difference to look at: another rule of the same family where there is one, else a wider step. */
export function first(own: Settings, choices: readonly string[]): Settings {
  const other = choices[(choices.indexOf(String(own.kind)) + 1) % choices.length];
  if (other !== undefined && other !== own.kind) return { kind: other };
  const step = own.stride;
  return typeof step === 'number' ? { stride: step + 1 } : {};
}
