/**
 * Which number of a layer a person is looking at when they have not said so: the one that tells
 * most, or the one that the number they came from leads to.
 */
import { reader, type Box } from '../core/geometry';
import { isVector, type Cell } from '../core/tensor';
import type { LayerInfo, Network, Run } from '../data/types';
import type { View } from './view';

/** The map to begin with: the winning class at the end, else the loudest. */
export function telling(network: Network, run: Run | null, layer: LayerInfo): number {
  const winner = run ? network.classes.indexOf(run.prediction[0]!.label) : -1;
  if (isVector(layer.shape) && layer.shape[0] === network.classes.length && winner >= 0) return winner;
  return run?.layers.find((l) => l.name === layer.name)?.loudest.channel ?? 0;
}

/** The cell that a view chooses on a layer; what it leaves open is filled in. `loudest` finds the place in a map. */
export function chosen(view: View, network: Network, run: Run | null, layer: LayerInfo, loudest: (c: number) => readonly [row: number, column: number]): Cell {
  const [channels, height, width] = layer.shape;
  const c = Math.min(view.map ?? telling(network, run, layer), channels - 1);
  const most = run?.layers.find((l) => l.name === layer.name)?.loudest;
  const [row, column] = view.cell ?? (most?.channel === c ? [most.row, most.column] : loudest(c));
  return [c, Math.min(row, height - 1), Math.min(column, width - 1)];
}

/**
 * Where a cell lives on another layer: further back the middle of its field, further on its
 * reader. Null where neither leads there, or everywhere is meant.
 */
export function carried(from: { layer: LayerInfo; cell: Cell; field: ReadonlyMap<string, Box> }, to: LayerInfo, tellingMap: number): Cell | null {
  const box = from.field.get(to.name);
  if (box && box.channels.length >= 1 && to.name !== from.layer.name) {
    const single = box.channels.length === 1 ? box.channels[0]! : null;
    const middle: Cell = [single ?? tellingMap, Math.round((box.top + box.bottom) / 2), Math.round((box.left + box.right) / 2)];
    const everywhere = single === null && box.bottom - box.top === to.shape[1] - 1;
    return isVector(to.shape) || everywhere ? null : middle;
  }
  const source = to.inputs.indexOf(from.layer.name);
  if (source < 0) return null;
  const next = reader(to.reads[source]!, from.cell, from.layer.shape, to.shape);
  if (!next || next[0] >= 0) return next;
  return isVector(to.shape) ? null : [tellingMap, next[1], next[2]];
}
