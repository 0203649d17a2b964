/** What layers and maps are called when people talk about them: "convolved 1", "inception 3a convolved 2", "map 3 of 10". */
import { capital, channelName } from './count';
import { number } from './format';
import { isVector, type Shape } from './tensor';

interface Named {
  readonly name: string;
  readonly kind: string;
  readonly stage: string;
  readonly inputs: readonly string[];
  readonly shape: Shape;
  /** The part of the network it belongs to; absent or null outside one. */
  readonly module?: string | null;
}

/** "inception_3a" as it is said: "inception 3a". */
export const spokenModule = (name: string): string => name.replaceAll('_', ' ');

/**
 * The stage word, counted where there are several of the kind: "convolved 1", "convolved 2", "input".
 * Inside a module it is counted there, and the module is said first, unless one speaks from
 * `within` it: "inception 3a convolved 2".
 */
export function title(layers: readonly Pick<Named, 'name' | 'stage' | 'module'>[], name: string, within: string | null = null): string {
  const layer = layers.find((one) => one.name === name);
  if (!layer) return name;
  const home = layer.module ?? null;
  const alike = layers.filter(({ stage, module }) => stage === layer.stage && (module ?? null) === home);
  const counted = alike.length > 1 ? `${layer.stage} ${alike.indexOf(layer) + 1}` : layer.stage;
  return home === null || home === within ? counted : `${spokenModule(home)} ${counted}`;
}

/** The stage word by itself where a network has no modules to tell apart; inside one, the whole title. */
export const stageName = (layers: readonly Pick<Named, 'name' | 'stage' | 'module'>[], layer: Pick<Named, 'name' | 'stage' | 'module'>): string =>
  (layer.module ? title(layers, layer.name) : layer.stage);

/** "red", "map 3", or "number 3" where every map is a single number. */
export function mapName(layer: Named, c: number): string {
  const picture = layer.inputs.length === 0;
  return !picture && isVector(layer.shape) ? `number ${c + 1}` : channelName(c, layer.shape[0], picture);
}

/** A class among counts and places: a name speaks for itself, but "3" could be a third. */
export const asClass = (label: string): string => (/^[−-]?\d[\d.,]*$/.test(label) ? `class “${label}”` : label);

/** "Map 3 of 10, convolved 1, highest 0.83": what is said about a map when it is come to. */
export function spoken(layers: readonly Named[], layer: Named, c: number, range?: { readonly high: number }): string {
  const which = layer.inputs.length === 0 ? mapName(layer, c) : `${mapName(layer, c)} of ${layer.shape[0]}`;
  const told = range ? (isVector(layer.shape) ? `, ${number(range.high)}` : `, highest ${number(range.high)}`) : '';
  return `${capital(which)}, ${title(layers, layer.name)}${told}`;
}
