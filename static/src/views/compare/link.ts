/**
 * What is set side by side as one short text, so that a link carries it:
 *
 *     what:pictures;of:vgg;one:s,mug;two:m,shift_x,1;layer:conv_2;map:3;cell:4,7
 *
 * What is at its usual place is left out; nothing at all is this place at its start.
 */
import type { Aligned } from '../../core/stages';

export type What = 'networks' | 'pictures' | 'changes';

/** A picture to be compared. */
export type Picture =
  | { readonly from: 'page' }
  | { readonly from: 'sample'; readonly id: string }
  /** Somebody's own, by the name of its run. */
  | { readonly from: 'run'; readonly id: string }
  /** The first picture, moved about or mirrored; only the second can be that. */
  | { readonly from: 'moved'; readonly by: string; readonly amount: number }
  | { readonly from: 'mirror' };

export interface Comparing {
  readonly what: What;
  /** The networks beside each other, in their order; null until somebody chooses. */
  readonly on: readonly string[] | null;
  readonly by: Aligned;
  /** The network that sees two pictures; null for the one on the page. */
  readonly of: string | null;
  readonly one: Picture;
  readonly two: Picture;
  readonly layer: string | null;
  readonly map: number | null;
  readonly cell: readonly [row: number, column: number] | null;
  /** Which network's changes are told, and against which. */
  readonly later: string | null;
  readonly earlier: string | null;
}

export const BEGIN: Comparing = {
  what: 'networks', on: null, by: 'size', of: null, one: { from: 'page' }, two: { from: 'moved', by: 'shift_x', amount: 1 },
  layer: null, map: null, cell: null, later: null, earlier: null,
};

const NAME = /^[\w.-]{1,80}$/;
const COUNT = /^\d{1,6}$/;
const AMOUNT = /^-?\d{1,4}(\.\d{1,4})?$/;

export function written(made: Comparing): string {
  const parts: string[] = [];
  const put = (key: string, value: string | null, usual: string | null = null) => value !== null && value !== usual && parts.push(`${key}:${value}`);
  put('what', made.what, BEGIN.what);
  put('on', made.on && made.on.join());
  put('by', made.by, BEGIN.by);
  put('of', made.of);
  put('one', picture(made.one), picture(BEGIN.one));
  put('two', picture(made.two), picture(BEGIN.two));
  put('layer', made.layer);
  put('map', made.map === null ? null : String(made.map + 1));
  put('cell', made.cell && made.cell.join());
  put('later', made.later);
  put('earlier', made.earlier);
  return parts.join(';');
}

/** The same with a network that has been opened meanwhile: beside the others, or as the one that is looked at. */
export function joined(made: Comparing, id: string): Comparing {
  const { on, of, later, earlier } = made;
  return {
    ...made,
    on: on && !on.includes(id) ? [...on, id] : on,
    ...(of !== null && of !== id ? { of: id, layer: null, map: null, cell: null } : {}),
    later: later !== null && earlier !== id ? id : later,
  };
}

/** What a text says; whatever makes no sense in it is left at its usual place. */
export function read(text: string): Comparing {
  const told = new Map(text.split(';').map((part) => [part.split(':')[0]!, part.split(':').slice(1).join(':')]));
  const get = <T>(key: string, parse: (text: string) => T | null, usual: T): T => {
    const found = told.get(key);
    return (found === undefined ? null : parse(found)) ?? usual;
  };
  const name = (text: string) => (NAME.test(text) ? text : null);
  return {
    what: get('what', oneOf(['networks', 'pictures', 'changes']), BEGIN.what),
    on: get('on', names, null),
    by: get('by', oneOf(['size', 'depth']), BEGIN.by),
    of: get('of', name, null),
    one: get('one', (text) => still(pictured(text)), BEGIN.one),
    two: get('two', pictured, BEGIN.two),
    layer: get('layer', name, null),
    map: get('map', (text) => (COUNT.test(text) && Number(text) > 0 ? Number(text) - 1 : null), null),
    cell: get('cell', place, null),
    later: get('later', name, null),
    earlier: get('earlier', name, null),
  };
}

export function picture(told: Picture): string {
  if (told.from === 'sample') return `s,${told.id}`;
  if (told.from === 'run') return `r,${told.id}`;
  if (told.from === 'moved') return `m,${told.by},${told.amount}`;
  return told.from;
}

export function pictured(text: string): Picture | null {
  const [from, id = '', amount = '', ...rest] = text.split(',');
  if (rest.length) return null;
  if (from === 'page' || from === 'mirror') return id ? null : { from };
  if (!NAME.test(id)) return null;
  if (from === 's') return { from: 'sample', id };
  if (from === 'r') return { from: 'run', id };
  return from === 'm' && AMOUNT.test(amount) ? { from: 'moved', by: id, amount: Number(amount) } : null;
}

/** The first picture cannot be made from itself. */
const still = (told: Picture | null): Picture | null => (told?.from === 'moved' || told?.from === 'mirror' ? null : told);

const oneOf = <T extends string>(known: readonly T[]) => (text: string): T | null => known.find((k) => k === text) ?? null;

function names(text: string): readonly string[] | null {
  const found = [...new Set(text.split(','))];
  return found.every((name) => NAME.test(name)) ? found : null;
}

function place(text: string): readonly [number, number] | null {
  const [row = '', column = '', ...rest] = text.split(',');
  return COUNT.test(row) && COUNT.test(column) && !rest.length ? [Number(row), Number(column)] : null;
}
