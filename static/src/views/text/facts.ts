/** The figures of a layer with their formula filled in, from the shapes of its weights alone. */
import { bytes, percent, whole } from '../../core/format';
import { isVector, type Shape } from '../../core/tensor';
import type { LayerInfo } from '../../data/types';
import type { Session } from '../../state/session.svelte';

export interface Fact {
  readonly name: string;
  readonly value: string;
}

const shape = ([c, h, w]: Shape): string => (isVector([c, h, w]) ? whole(c) : `${c} × ${h} × ${w}`);

/** "10 · (3·3·3 + 1) = 280": so many filters of so many weights and a bias each. */
export function weightsFormula(dims: readonly number[], biased: boolean, total: number): string {
  const [filters = 0, ...each] = dims;
  const one = each.map(whole).join('·');
  return `${whole(filters)} · ${biased ? `(${one} + 1)` : one} = ${whole(total)}`;
}

/** Everything there is to count, or (`brief`) what a first look needs. */
export function factsOf(session: Session, layer: LayerInfo, brief = false): Fact[] {
  const facts: Fact[] = brief ? [] : [{ name: 'Shape', value: shape(layer.shape) }];
  const weights = session.weights.get(`${layer.name}.weights`);
  const biased = session.weights.has(`${layer.name}.bias`);
  facts.push({ name: 'Weights', value: weights ? weightsFormula(weights.dims, biased, layer.parameters) : whole(layer.parameters) });
  if (weights && !isVector(layer.shape)) facts.push({ name: 'Uses of each', value: whole(layer.shape[1] * layer.shape[2]) });
  if (!brief && layer.parameters > 0 && session.network) facts.push({ name: 'Of the whole network', value: percent(layer.parameters / session.network.parameters) });
  if (layer.macs > 0) facts.push({ name: 'Multiplications', value: whole(layer.macs) });
  const [rows, columns] = layer.receptive_field;
  if (layer.inputs.length) facts.push({ name: 'Each number sees', value: `${rows} × ${columns} pixels` });
  const zeros = session.told?.zeros ?? 0;
  if (zeros > 0.005) facts.push({ name: 'Exactly zero', value: percent(zeros) });
  if (!brief) facts.push({ name: 'Memory', value: bytes(layer.bytes) });
  return facts;
}

