/** What a layer listens to, with everything a close-up needs to draw it. */
import type { Reads, WindowReads } from '../../core/geometry';
import type { Cell, Tensor } from '../../core/tensor';
import { byFilter } from '../../core/linked';
import type { Response } from '../../core/neighbours';
import type { Slice, Weights } from '../../core/products';
import { isVector } from '../../core/tensor';
import { signedInk, tintInk, type Ink } from '../../draw/paint';
import type { LayerInfo } from '../../data/types';
import type { Session } from '../../state/session.svelte';
import { theme } from '../../state/theme.svelte';
import { capital } from '../../core/count';
import { number, whole } from '../../core/format';
import { asClass, stageName } from '../../core/naming';

export interface Source {
  readonly layer: LayerInfo;
  readonly maps: Tensor;
  readonly reads: Reads;
  /** It is the picture itself, drawn in the tints of its channels. */
  readonly picture: boolean;
}

/** How a window moves, for close-ups of layers that have one. */
export const windowOf = ({ reads }: Source): WindowReads => reads as WindowReads;

/** The picture is the one layer that listens to nobody. */
export const isPicture = (layer: LayerInfo): boolean => layer.inputs.length === 0;

export function sources(session: Session, layer: LayerInfo): Source[] {
  return layer.inputs.flatMap((name, i) => {
    const from = session.layers.find((l) => l.name === name);
    const maps = session.numbers(name);
    return from && maps ? [{ layer: from, maps, reads: layer.reads[i]!, picture: isPicture(from) }] : [];
  });
}

export function inkFor(session: Session, layer: LayerInfo, map: number): Ink {
  return isPicture(layer) ? tintInk(map, layer.shape[0]) : signedInk(session.extentOf(layer.name, map), theme.now);
}

/** "Convolved, map 5 of 10, row 27, column 43", "Dense, car, 5 of 10", or "Dense, class “3”, number 4 of 10". */
export function placeInWords(session: Session, layer: LayerInfo, [c, row, column]: Cell): string {
  const stage = capital(stageName(session.layers, layer));
  if (!isVector(layer.shape)) return `${stage}, map ${c + 1} of ${layer.shape[0]}, row ${row}, column ${column}`;
  const label = className(session, layer, c);
  const count = `${whole(c + 1)} of ${whole(layer.shape[0])}`;
  if (!label) return `${stage}, number ${count}`;
  const said = asClass(label);
  return said === label ? `${stage}, ${label}, ${count}` : `${stage}, ${said}, number ${count}`;
}

/** The class a number stands for, where a layer holds one number per class. */
export function className(session: Session, layer: LayerInfo, c: number): string | null {
  const classes = session.network?.classes ?? [];
  return isVector(layer.shape) && layer.shape[0] === classes.length ? classes[c] ?? null : null;
}

/** The settings of a layer that divides by how loud neighbouring channels are. */
export function responseOf({ settings }: LayerInfo): Response {
  const one = (name: string, usual: number) => (typeof settings[name] === 'number' ? settings[name] : usual);
  return { k: one('k', 2), alpha: one('alpha', 1e-4), beta: one('beta', 0.75) };
}

const laidOut = new WeakMap<Weights, Weights>();

/** The weights of a layer as a close-up needs them: of each filter, a slice for every channel it reads. */
export function weightsOf(session: Session, layer: LayerInfo): Weights | null {
  const weights = session.weights.get(`${layer.name}.weights`);
  const [reads] = layer.reads;
  if (!weights || reads?.rule !== 'window' || !reads.links || weights.dims.length !== 3) return weights ?? null;
  const laid = laidOut.get(weights) ?? byFilter(weights, reads.links);
  laidOut.set(weights, laid);
  return laid;
}

/** Go one layer back, to the cell that the `i`-th number under the window came from. Padding came from nowhere. */
export function follow(session: Session, source: Source, slice: Slice, i: number): void {
  if (slice.ghosts[i]) return;
  const width = slice.columns.length;
  session.descend(source.layer.name, slice.channel, [slice.rows[Math.floor(i / width)]!, slice.columns[i % width]!]);
}

export const says = ([c, row, column]: Cell, value: number, layer: LayerInfo): string =>
  isVector(layer.shape) ? `number ${c + 1}, ${number(value)}` : `row ${row}, column ${column}, ${number(value)}`;
