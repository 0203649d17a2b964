/** Who has the most say in the chosen number: the sums of its channels (or maps), loudest first. */
import { channelName } from '../../core/count';
import { evidence } from '../../core/evidence';
import { weigh } from '../../core/products';
import { printSum } from '../../core/sums';
import type { LayerInfo } from '../../data/types';
import type { Session } from '../../state/session.svelte';
import { sources, weightsOf } from './sources';
import { folded } from './votes';

/** Up to so many channels share one sum with the bias. */
const FEW = 4;

export interface Say {
  readonly parts: readonly { readonly name: string; readonly sum: number; readonly text: string }[];
}

/** Null for layers that weigh nothing, or that weigh a list which was never maps. */
export function whoDecides(session: Session, layer: LayerInfo): Say | null {
  const [source] = sources(session, layer);
  const weights = weightsOf(session, layer);
  if (!source || !weights) return null;
  const [map] = session.cell;
  const told = (names: readonly string[], sums: readonly number[], texts: readonly string[]): Say => ({
    parts: names.map((name, i) => ({ name, sum: sums[i]!, text: texts[i]! })).sort((a, b) => Math.abs(b.sum) - Math.abs(a.sum)),
  });
  if (weights.dims.length === 4 && source.reads.rule === 'window') {
    const { slices, bias, total } = weigh(session.cell, source.reads, source.maps, layer.shape, weights, session.weights.get(`${layer.name}.bias`));
    const sums = slices.map((slice) => slice.sum);
    const channels = source.layer.shape[0];
    // Rounded as on the stage: with the bias where they stand in one sum, among themselves where they are a column.
    const printed = slices.length <= FEW ? printSum([...sums, bias], total) : printSum(sums, total - bias);
    return told(slices.map((slice) => channelName(slice.channel, channels, source.picture)), sums, printed.parts);
  }
  const fold = folded(session, source);
  if (!fold) return null;
  const count = source.maps.data.length;
  const votes = evidence(source.maps.data, weights.data.subarray(map * count, (map + 1) * count), fold.height * fold.width);
  return told(votes.groups.map((_, i) => `map ${i + 1}`), votes.groups, printSum(votes.groups, votes.total).parts);
}
