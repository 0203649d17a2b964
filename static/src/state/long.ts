/**
 * Networks that take a while: such a network is shown by its shapes first, and what a run of it
 * does is said while it is under way.
 */
import { short } from '../core/format';
import type { NetworkSummary } from '../data/types';
import { START, type View } from './view';

/** Multiplications from which on a run is something to wait for. */
const LONG = 100_000_000;

type Costs = Pick<NetworkSummary, 'weights' | 'macs' | 'parameters' | 'title'>;

/** Whether a network has learned nothing and is long to run: nobody is kept waiting for what they did not ask for. */
export const isLong = (network: Costs | undefined): boolean => network !== undefined && network.weights !== 'learned' && network.macs >= LONG;

/** Whether a link names a network and nothing about a run of it. */
export const isBare = (view: View): boolean =>
  !view.shapes && view.weights === null && view.run === null && view.sample === null && view.layer === null && !view.open && view.edits.length === 0
  && view.studio === null && view.history === null && view.compare === null && Object.keys(view.altered).length === 0 && view.network !== START.network;

/** What is being waited for. */
export function running(network: Costs | undefined, view: Pick<View, 'shapes' | 'weights'>): string {
  if (!network || view.shapes || !isLong(network)) return 'Opening the network';
  const weights = view.weights ? 'Reading' : 'Drawing';
  return `${weights} ${short(network.parameters)} weights, running ${network.title}`;
}
