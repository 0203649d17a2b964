/** What the studio asks the server: the ready-made filters, a filter over a picture, and one number of what comes out. */
import type { Tensor } from '../core/tensor';
import { ask, json, posted } from './api';
import { decode, metadata } from './safetensors';

/** A ready-made filter and what can be set about it (GET /api/lab/presets). */
export interface Preset {
  readonly name: string;
  readonly title: string;
  readonly sentence: string;
  readonly parameters: readonly PresetParameter[];
  /** "any", "odd", or the sides it is defined for. */
  readonly sizes: string | readonly number[];
  readonly size: readonly [rows: number, columns: number];
}
export interface PresetParameter {
  readonly name: string;
  readonly label: string;
  readonly low: number;
  readonly high: number;
  readonly step: number;
  readonly value: number;
  readonly unit: string;
}
export interface PresetWeights {
  readonly name: string;
  readonly weights: readonly (readonly number[])[];
  readonly sentence: string;
  readonly sum: number;
}

/** A whole picture that the server keeps for a while, so that it is sent once and not with every stroke. */
export interface KeptPicture {
  readonly picture: string;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly notes: readonly string[];
  /** Where its pixels can be seen. */
  readonly pixels: string;
}

export type FilterSource = { readonly picture: string } | { readonly run: string; readonly layer: string; readonly channel: number | null };

/** One filter and how it is moved, as POST /api/lab/convolve takes it. */
export interface FilterStep {
  readonly weights: readonly (readonly number[])[] | readonly (readonly (readonly number[])[])[];
  readonly bias: number;
  readonly stride: readonly [number, number];
  readonly padding: 'same' | 'none' | readonly [number, number];
  readonly border: 'zeros' | 'reflect' | 'edge';
  readonly dilation: readonly [number, number];
  readonly flip: boolean;
  readonly relu: boolean;
  readonly pool: 'max' | 'average' | null;
}
export interface Filtering {
  readonly source: FilterSource;
  readonly steps: readonly FilterStep[];
}

/** What came out: one map, signed, never clamped. */
export interface Filtered {
  readonly map: Tensor;
  readonly low: number;
  readonly high: number;
  readonly mean: number;
  readonly sentence: string;
}

/** One number of a result and everything it was made of. */
export interface FilteredCell {
  readonly value: number;
  readonly bias: number;
  readonly total: number;
  readonly terms: readonly { readonly channel: number; readonly row: number; readonly column: number; readonly value: number; readonly weight: number; readonly product: number; readonly padding: boolean }[];
  readonly sentence: string;
  readonly adds_up: boolean;
}

export const presets = async (): Promise<readonly Preset[]> => (await json<{ presets: Preset[] }>('/api/lab/presets')).presets;

export const preset = (name: string, [rows, columns]: readonly [number, number], values: Readonly<Record<string, number>>, signal?: AbortSignal): Promise<PresetWeights> =>
  json(`/api/lab/presets/${encodeURIComponent(name)}?${new URLSearchParams(Object.entries({ rows, columns, ...values }).map(([key, value]) => [key, String(value)]))}`, { signal });

export function keep(picture: Blob, signal?: AbortSignal): Promise<KeptPicture> {
  const form = new FormData();
  form.append('picture', picture, picture instanceof File ? picture.name : 'picture');
  return json('/api/lab/pictures', { method: 'POST', body: form, signal });
}

export async function convolve(filtering: Filtering, signal?: AbortSignal): Promise<Filtered> {
  const body = await (await ask('/api/lab/convolve?dtype=f32', posted(filtering, signal))).arrayBuffer();
  const told = JSON.parse(metadata(body).told ?? '{}') as Omit<Filtered, 'map'>;
  return { ...told, map: decode(body).get('result')! };
}

export const filteredCell = (filtering: Filtering, [row, column]: readonly [number, number], signal?: AbortSignal): Promise<FilteredCell> =>
  json('/api/lab/cell', posted({ ...filtering, row, column }, signal));
