/** The numbers somebody came from, as words: "softmax, butterfly" and its value. */
import { number } from './format';
import { asClass, mapName, title } from './naming';
import { isVector, type Cell, type Shape } from './tensor';

interface Named {
  readonly name: string;
  readonly kind: string;
  readonly stage: string;
  readonly inputs: readonly string[];
  readonly shape: Shape;
}
interface Place {
  readonly layer: string;
  readonly map: number;
  readonly cell: readonly [row: number, column: number];
}

export interface SaidStop {
  /** The layer by its stage: "rectified 3". */
  readonly where: string;
  /** Which number of it: "map 4", "butterfly". */
  readonly which: string;
  readonly value: string;
  /** All of it, and the cell too, for those who listen. */
  readonly words: string;
}

export function saidStop(layers: readonly Named[], valueAt: (layer: string, cell: Cell) => number, classes: readonly string[], { layer: name, map, cell }: Place): SaidStop {
  const layer = layers.find((l) => l.name === name);
  const where = title(layers, name);
  const flat = layer !== undefined && isVector(layer.shape);
  const named = flat && layer.shape[0] === classes.length ? classes[map] : undefined;
  const which = (named && asClass(named)) ?? (layer ? mapName(layer, map) : `map ${map + 1}`);
  const exact = valueAt(name, [map, ...cell]);
  const value = Number.isNaN(exact) ? '' : number(exact);
  const place = flat ? '' : `, row ${cell[0]}, column ${cell[1]}`;
  return { where, which, value, words: `${where}, ${which}${place}: ${value}` };
}
