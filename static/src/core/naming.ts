/** What layers and maps are called when people talk about them: "convolved 1", "map 3 of 10". */
import { capital, channelName } from './count';
import { number } from './format';
import { isVector, type Shape } from './tensor';

interface Named {
  readonly name: string;
  readonly kind: string;
  readonly stage: string;
  readonly inputs: readonly string[];
  readonly shape: Shape;
}

/** The stage word, counted where a network has several of the kind: "convolved 1", "convolved 2", "input". */
export function title(layers: readonly Pick<Named, 'name' | 'stage'>[], name: string): string {
  const stage = layers.find((layer) => layer.name === name)?.stage;
  if (!stage) return name;
  const alike = layers.filter((layer) => layer.stage === stage);
  return alike.length > 1 ? `${stage} ${alike.findIndex((layer) => layer.name === name) + 1}` : stage;
}

/** "red", "map 3", or "number 3" where every map is a single number. */
export function mapName(layer: Named, c: number): string {
  const picture = layer.inputs.length === 0;
  return !picture && isVector(layer.shape) ? `number ${c + 1}` : channelName(c, layer.shape[0], picture);
}

/** "Map 3 of 10, convolved 1, highest 0.83": what is said about a map when it is come to. */
export function spoken(layers: readonly Named[], layer: Named, c: number, range?: { readonly high: number }): string {
  const which = layer.inputs.length === 0 ? mapName(layer, c) : `${mapName(layer, c)} of ${layer.shape[0]}`;
  const told = range ? (isVector(layer.shape) ? `, ${number(range.high)}` : `, highest ${number(range.high)}`) : '';
  return `${capital(which)}, ${title(layers, layer.name)}${told}`;
}
