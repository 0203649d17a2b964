/** Edits in words: where each was made and what it does, and what has just been done to the list of them. */
import { changeOf, type Change, type Edit, type Edits, type Listed } from '../../core/edits';
import { capital, channelName } from '../../core/count';
import { number, percent, plural, signedNumber, whole } from '../../core/format';
import { asClass, title } from '../../core/naming';
import { isVector } from '../../core/tensor';
import type { LayerInfo, Network, Run } from '../../data/types';

type Known = Pick<Network, 'layers' | 'classes'>;

const layerOf = (network: Known, name: string): LayerInfo | undefined => network.layers.find((layer) => layer.name === name);

/** "map 4"; of a layer of single numbers "number 4", or the thing that number speaks for. */
export function channelOf(network: Known, name: string, channel: number): string {
  const layer = layerOf(network, name);
  if (!layer || !isVector(layer.shape)) return `map ${whole(channel + 1)}`;
  const label = layer.shape[0] === network.classes.length ? network.classes[channel] : undefined;
  return label ? asClass(label) : `number ${whole(channel + 1)}`;
}

/** "convolved 1, map 4"; the layer alone where all of its maps are meant. */
export const place = (network: Known, { layer, channel, cut }: Edit): string => (cut !== undefined ? title(network.layers, layer) : `${title(network.layers, layer)}, ${channelOf(network, layer, channel)}`);

/** The part of a filter that reads one channel only: " (red)"; nothing where all of it is meant. */
function part(network: Known, { layer, input_channel }: Edit): string {
  if (input_channel === undefined) return '';
  const from = layerOf(network, layerOf(network, layer)?.inputs[0] ?? '');
  return ` (${channelName(input_channel, from?.shape[0] ?? 0, from?.inputs.length === 0)})`;
}

const factor = (scale: number): string => number(scale, Number.isInteger(scale) ? 0 : 2);
function scaled(scale: number): string {
  if (scale === 0) return 'silenced';
  if (scale < 0) return `turned over, ×${factor(scale)}`;
  return scale === 1 ? 'as strong as it was' : `${scale > 1 ? 'boosted' : 'softened'} ×${factor(scale)}`;
}

/** "silenced", "your filter", "bias +0.50": what an edit does, for the end of a line. */
export function what(network: Known, { edit, name }: Listed): string {
  const words: Record<Change, () => string> = {
    weights: () => (name ? `filter “${name}”` : 'weights painted') + part(network, edit),
    kernel: () => (name ? `filter “${name}”` : 'your filter') + part(network, edit),
    bias: () => `bias ${signedNumber(edit.bias!)}`,
    scale: () => scaled(edit.scale!),
    cut: () => `${title(network.layers, edit.cut!)} cut off`,
    swap: () => `changed places with ${channelOf(network, edit.layer, edit.swap!)}`,
  };
  return words[changeOf(edit)]();
}

/** "convolved 1, map 4: your filter". */
export const said = (network: Known, listed: Listed): string => `${place(network, listed.edit)}: ${what(network, listed)}`;

/** "Map 4 silenced", "Map 4: bias +0.50": the same as a sentence about the map. */
export function told(network: Known, listed: Listed): string {
  const { edit } = listed;
  if (edit.cut !== undefined) return capital(said(network, listed));
  const verb = ['scale', 'swap'].includes(changeOf(edit));
  return `${capital(channelOf(network, edit.layer, edit.channel))}${verb ? '' : ':'} ${what(network, listed)}`;
}

/** What happened between two lists, without a full stop; null where nothing did. */
export function happened(network: Known, before: Edits, after: Edits): string | null {
  if (before === after) return null;
  const [fresh, gone] = [after.filter((one) => !before.includes(one)), before.filter((one) => !after.includes(one))];
  const turned = fresh.find((one) => gone.some((other) => other.edit === one.edit && other.on !== one.on));
  if (turned) return `${told(network, turned)}, switched ${turned.on ? 'on' : 'off'}`;
  if (after.length === 0) return gone.length ? 'No edits are left' : null;
  if (fresh.length === 1) return told(network, fresh[0]!);
  if (fresh.length > 1) return `${plural(fresh.length, 'edit')} made`;
  if (gone.length === 1) return `Taken back: ${said(network, gone[0]!)}`;
  if (gone.length > 1) return `${plural(gone.length, 'edit')} taken back`;
  return 'The edits are made in another order';
}

/** "the verdict is now dog, 61 %". */
export function verdict({ prediction, blank }: Run, before: Run | null): string {
  const [winner] = prediction;
  if (!winner || blank) return 'it sees nothing';
  return `the verdict is ${before && before.prediction[0]?.label !== winner.label ? 'now' : 'still'} ${winner.label}, ${percent(winner.probability)}`;
}
