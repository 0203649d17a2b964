/**
 * Filters of the network itself: where there are some, what has been learned there, and how one
 * comes onto the pad and goes back into its place.
 */
import type { Edit, Nested } from '../../core/edits';
import { blank, same, toRows, type Filter } from '../../core/filters';
import { mapName, title } from '../../core/naming';
import type { Weights } from '../../core/products';
import { isVector } from '../../core/tensor';
import type { LayerInfo } from '../../data/types';
import type { Session } from '../../state/session.svelte';
import { START, stepOf, type Making, type Place } from './chain';
import { encode } from './link';

const input = (session: Session, layer: LayerInfo): LayerInfo | undefined => session.layers.find(({ name }) => name === layer.inputs[0]);

/** A layer whose every output map has a filter of its own that slides over what it reads. */
const hasFilters = (layer: LayerInfo): boolean => {
  const [reads] = layer.reads;
  return layer.parameters > 0 && reads?.rule === 'window' && reads.channels !== 'same' && reads.channels !== 'listed' && !isVector(layer.shape);
};
/** A layer whose every number has one weight for each number it reads. */
const hasRows = (layer: LayerInfo): boolean => layer.parameters > 0 && isVector(layer.shape) && layer.reads[0]?.rule === 'window' && layer.reads[0].channels !== 'same';

/** Layers that a filter from the pad can be put into. */
export const filterLayers = (session: Session): readonly LayerInfo[] => session.layers.filter(hasFilters);
/** Layers whose weights can be laid on the pad. */
export const learnedLayers = (session: Session): readonly LayerInfo[] => session.layers.filter((layer) => hasFilters(layer) || hasRows(layer));
export const isRow = (session: Session, place: Place): boolean => session.layers.some((layer) => layer.name === place.layer && hasRows(layer));

/** The maps that a row of a dense layer reads, before they were flattened; null where it reads something else. */
export function mapsBefore(session: Session, layer: LayerInfo): LayerInfo | null {
  for (let from = input(session, layer); from; from = input(session, from)) {
    const [reads] = from.reads;
    if (reads?.rule === 'unroll') return input(session, from) ?? null;
    if (reads?.rule !== 'window' || reads.channels !== 'same' || !isVector(from.shape)) return null;
  }
  return null;
}

/** The filter's slices: one for each map it reads. Null while nothing is known of them. */
export function learnedSlices(session: Session, { layer: name, channel }: Place, all: ReadonlyMap<string, Weights> = session.learned): readonly Filter[] | null {
  const layer = session.layers.find((one) => one.name === name);
  const weights = all.get(`${name}.weights`);
  if (!layer || !weights || channel >= (weights.dims[0] ?? 0)) return null;
  const [, channels = 1, rows = 1, columns = 1] = weights.dims.length === 2 ? rowShape(session, layer, weights.dims[1]!) : weights.dims;
  const area = rows * columns;
  return Array.from({ length: channels }, (_, k) => {
    const start = (channel * channels + k) * area;
    return { rows, columns, weights: weights.data.subarray(start, start + area) };
  });
}

/** A row of weights as slices: the maps it reads, or, where it reads a list, the squarest grid that holds it. */
function rowShape(session: Session, layer: LayerInfo, length: number): readonly number[] {
  const maps = mapsBefore(session, layer);
  if (maps) return [1, ...maps.shape];
  let rows = Math.floor(Math.sqrt(length));
  while (length % rows) rows -= 1;
  return [1, 1, rows, length / rows];
}

/** What each slice reads: "red", "map 3". */
export function sliceNames(session: Session, place: Place, count: number): readonly string[] {
  const layer = session.layers.find(({ name }) => name === place.layer);
  const from = layer && (hasRows(layer) ? mapsBefore(session, layer) : input(session, layer));
  return Array.from({ length: count }, (_, k) => (from && from.shape[0] === count ? mapName(from, k) : count === 1 ? 'all numbers' : `slice ${k + 1}`));
}

/** "convolved 1, map 4", or "dense, mug". */
export function placeName(session: Session, { layer: name, channel }: Place): string {
  const layer = session.layers.find((one) => one.name === name);
  const label = layer && isVector(layer.shape) && layer.shape[0] === session.network?.classes.length ? session.network.classes[channel] : null;
  return `${title(session.layers, name)}, ${label ?? (layer ? mapName(layer, channel) : `map ${channel + 1}`)}`;
}

/** The map that a filter would be put into where nobody has chosen one: the map that is looked at. */
export function usualPlace(session: Session): Place | null {
  const layers = filterLayers(session);
  const here = layers.find(({ name }) => name === session.layer?.name);
  if (here) return { layer: here.name, channel: Math.min(session.cell[0], here.shape[0] - 1) };
  return layers[0] ? { layer: layers[0].name, channel: 0 } : null;
}

// ------------------------------------------------------------------ onto the pad

/** What one map has learned, on the pad as it is used now; the network follows the brush. */
export function openOnPad(session: Session, layer: string, channel: number): void {
  const place: Place = { layer, channel };
  const info = session.layers.find(({ name }) => name === layer);
  if (!info) return;
  session.openStudio(encode({ ...learnedMaking(session, info, place), follow: true }));
}

function learnedMaking(session: Session, layer: LayerInfo, place: Place): Making {
  const learned = learnedSlices(session, place);
  const now = learnedSlices(session, place, session.weights);
  const painted = new Map((now ?? []).flatMap((slice, i) => (learned && !same(slice, learned[i]!) ? [[i, slice] as const] : [])));
  const [reads] = layer.reads;
  const moves = reads?.rule === 'window' && hasFilters(layer) ? { stride: reads.stride, padding: reads.padding, dilation: reads.dilation } : {};
  return {
    ...START,
    steps: [{ ...stepOf(), ...moves, bias: session.weights.get(`${layer.name}.bias`)?.data[place.channel] ?? 0 }],
    source: { layer: (hasRows(layer) ? mapsBefore(session, layer)?.name : layer.inputs[0]) ?? layer.inputs[0]!, map: null },
    target: place,
    learned: true,
    painted,
    slice: 0,
  };
}

// ------------------------------------------------------------------ and back into its place

/** Why a filter cannot be put there, in a sentence; null where it can. */
export function misfit(session: Session, making: Making, place: Place, slices: readonly Filter[]): string | null {
  if (making.learned || slices.length === 1) return null;
  const reads = learnedSlices(session, place)?.length ?? null;
  if (reads === null || reads === slices.length) return null;
  return `The filter has ${slices.length} slices, and ${title(session.layers, place.layer)} reads ${reads === 1 ? 'one map' : `${reads} maps`}. ${making.at === 0 && slices.length === 3 ? 'Choose “all” first.' : 'Choose another layer.'}`;
}

/** The edit that makes the network hold what is on the pad. */
export function editOf(session: Session, making: Making, place: Place, slices: readonly Filter[]): Edit {
  if (!making.learned) {
    const kernel = slices.length === 1 ? toRows(slices[0]!) : slices.map(toRows);
    return { ...place, kernel, ...(making.rescale ? { rescale: true } : {}) };
  }
  const rows = toRows(slices[making.slice] ?? blank([1, 1]));
  const list = isRow(session, place) && slices.length === 1;
  return list ? { ...place, weights: rows.flat() } : { ...place, input_channel: making.slice, weights: rows as Nested };
}
