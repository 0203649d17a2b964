/** Who has the most say in the chosen number: the sums of its channels (or maps), loudest first. */
import { channelName } from '../../core/count';
import { evidence } from '../../core/evidence';
import { weigh } from '../../core/products';
import type { LayerInfo } from '../../data/types';
import type { Session } from '../../state/session.svelte';
import { sources } from './sources';
import { folded } from './votes';

export interface Say {
  readonly parts: readonly { readonly name: string; readonly sum: number }[];
}

/** Null for layers that weigh nothing, or that weigh a list which was never maps. */
export function whoDecides(session: Session, layer: LayerInfo): Say | null {
  const [source] = sources(session, layer);
  const weights = session.weights.get(`${layer.name}.weights`);
  if (!source || !weights) return null;
  const [map] = session.cell;
  const loudestFirst = (parts: { name: string; sum: number }[]) => parts.sort((a, b) => Math.abs(b.sum) - Math.abs(a.sum));
  if (weights.dims.length === 4 && source.reads.rule === 'window') {
    const account = weigh(session.cell, source.reads, source.maps, layer.shape, weights, undefined);
    const channels = source.layer.shape[0];
    return { parts: loudestFirst(account.slices.map((s) => ({ name: channelName(s.channel, channels, source.picture), sum: s.sum }))) };
  }
  const fold = folded(session, source);
  if (!fold) return null;
  const count = source.maps.data.length;
  const votes = evidence(source.maps.data, weights.data.subarray(map * count, (map + 1) * count), fold.height * fold.width);
  return { parts: loudestFirst(votes.groups.map((sum, i) => ({ name: `map ${i + 1}`, sum }))) };
}
