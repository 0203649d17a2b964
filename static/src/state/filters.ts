/**
 * Filters somebody kept under a name. They stay in this browser, and go from one to another as a
 * file: plain JSON that can be read and written by hand.
 */
import { fromRows, toRows, type Filter } from '../core/filters';

export interface NamedFilter {
  readonly name: string;
  /** One for all channels, or one for each. */
  readonly slices: readonly Filter[];
}

const KEY = 'convscope-filters';
const FORMAT = 'convscope filters';
export const MOST = 200;
export const LONGEST_NAME = 60;

/** What has been kept, by name; nothing where the browser refuses to keep anything. */
export function kept(): readonly NamedFilter[] {
  try {
    return fromJson(localStorage.getItem(KEY) ?? '') ?? [];
  } catch {
    return [];
  }
}

/** Keep exactly these. False where the browser has no room, or none to give. */
export function keep(filters: readonly NamedFilter[]): boolean {
  try {
    localStorage.setItem(KEY, toJson(filters));
    return true;
  } catch {
    return false;
  }
}

const tidy = (name: string): string => name.trim().replace(/\s+/g, ' ').slice(0, LONGEST_NAME);

/** With one more; the same name once more takes the place of the old one. */
export function withOne(filters: readonly NamedFilter[], { name, slices }: NamedFilter): readonly NamedFilter[] {
  const one = { name: tidy(name) || 'a filter', slices };
  return [...filters.filter((old) => old.name !== one.name), one].sort((a, b) => a.name.localeCompare(b.name)).slice(0, MOST);
}
export const withoutOne = (filters: readonly NamedFilter[], name: string): readonly NamedFilter[] => filters.filter((one) => one.name !== name);

export const toJson = (filters: readonly NamedFilter[]): string =>
  JSON.stringify({ format: FORMAT, version: 1, filters: filters.map(({ name, slices }) => ({ name, weights: slices.length === 1 ? toRows(slices[0]!) : slices.map(toRows) })) }, null, 1);

/** Filters from a file; null where it is none of ours. */
export function fromJson(text: string): readonly NamedFilter[] | null {
  try {
    const told = JSON.parse(text) as { format?: unknown; filters?: unknown } | null;
    if (told?.format !== FORMAT || !Array.isArray(told.filters) || told.filters.length > MOST) return null;
    const found = told.filters.map(one);
    return found.every((filter) => filter !== null) ? found : null;
  } catch {
    return null;
  }
}

const LARGEST_SIDE = 11;
function one(told: { name?: unknown; weights?: unknown }): NamedFilter | null {
  if (typeof told?.name !== 'string' || !tidy(told.name) || !Array.isArray(told.weights)) return null;
  const deep = Array.isArray((told.weights[0] as unknown[] | undefined)?.[0]);
  const slices = (deep ? told.weights : [told.weights]).map(fromRows);
  const [first] = slices;
  const fine = slices.length > 0 && slices.every((slice) => slice !== null && slice.rows === first!.rows && slice.columns === first!.columns && Math.max(slice.rows, slice.columns) <= LARGEST_SIDE);
  return fine ? { name: tidy(told.name), slices: slices as Filter[] } : null;
}
