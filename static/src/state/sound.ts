/** A link may ask for things that are not there. What is left is sound; what was left out is said. */
import { ALL } from '../core/folding';
import type { LayerInfo, Network } from '../data/types';
import { START, type Stop, type View } from './view';

const NOWHERE = { map: null, cell: null, trail: START.trail, tools: START.tools, lab: null } as const;

const holds = (layer: LayerInfo | undefined, map: number, cell: readonly [number, number]): boolean =>
  layer !== undefined && map < layer.shape[0] && cell[0] < layer.shape[1] && cell[1] < layer.shape[2];

const known = ({ layers }: Network, modules: readonly string[]): readonly string[] =>
  (modules.length ? modules.filter((one) => one === ALL || layers.some(({ module, name }) => module === one || name === one)) : modules);

/** A view whose layer, map, cell and trail exist in this network; `say` hears what does not. */
export function sound(network: Network, wanted: View, say: (sentence: string) => void): View {
  const view = { ...wanted, unfolded: known(network, wanted.unfolded) };
  if (view.layer === null) return { ...view, ...NOWHERE };
  const layer = network.layers.find((l) => l.name === view.layer);
  if (!layer) {
    say(`${network.id} has no layer called ${view.layer}, so the page shows its first.`);
    return { ...view, ...NOWHERE, layer: null, open: false };
  }
  const [channels, height, width] = layer.shape;
  const map = view.map !== null && view.map < channels ? view.map : null;
  const cell = view.cell && view.cell[0] < height && view.cell[1] < width ? view.cell : null;
  if (map !== view.map || cell !== view.cell) say(`${layer.name} has ${channels} maps of ${height}×${width}; the link asked for something outside them.`);
  const there = (stop: Stop) => holds(network.layers.find((l) => l.name === stop.layer), stop.map, stop.cell);
  return { ...view, map, cell, trail: view.trail.every(there) ? view.trail : view.trail.filter(there) };
}
