/** Promises about the layout that hold for every network there is, folded and unfolded, at every width. */
import { describe, expect, test } from 'vitest';
import { meets } from '../../static/src/core/blocks';
import { ALL, Folding, walk } from '../../static/src/core/folding';
import { rails } from '../../static/src/core/rails';
import type { LayerInfo } from '../../static/src/data/types';
import { ways } from '../../static/src/views/open/branches';
import { answering, arrange, type Layout } from '../../static/src/views/open/layout';
import { MODULE, WIDE, type Place } from '../../static/src/views/open/places';
import { wiring } from '../../static/src/views/open/wires';
import { DESK, film, PHONE } from '../../static/src/views/threaded/layout';
import { described } from './described';

const networks = described();
const WIDTHS = [[780, MODULE], [1092, WIDE], [358, MODULE]] as const;
const overlap = (a: Place, b: Place): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
const pairs = <T>(all: readonly T[]): [T, T][] => all.flatMap((a, i) => all.slice(i + 1).map((b): [T, T] => [a, b]));

/** The column, or the frame of the branch, that a layer is seen in. */
const placeOf = (layout: Layout, folding: Folding, name: string): Place | undefined =>
  layout.columns.find(({ layer }) => layer.name === name) ?? layout.columns.find(({ layer }) => layer.name === folding.moduleOf(name)?.output);

describe.each(networks.map(({ id, layers }) => [id, layers] as const))('%s', (_, layers: readonly LayerInfo[]) => {
  const folding = new Folding(layers);
  const states = [['folded', []], ['unfolded', [ALL]], ['one unfolded', folding.modules.slice(0, 1).map(({ name }) => name)]] as const;

  test.each(states)('every layer that is walked has a column or a bar, and a tick: %s', (_state, unfolded) => {
    const standing = folding.standing(unfolded);
    const names = walk(standing);
    const layout = arrange(layers, 780, MODULE, standing);
    const bars = answering(layers).map(({ name }) => name);
    expect([...layout.ticks.keys()].sort()).toEqual([...names].sort());
    expect(layout.columns.map(({ layer }) => layer.name).sort()).toEqual(names.filter((name) => !bars.slice(0, -1).includes(name)).sort());
  });

  test('unfolded, every layer is there once', () => {
    expect([...walk(folding.standing([ALL]))].sort()).toEqual(layers.map(({ name }) => name).sort());
  });

  describe.each(states)('%s', (_state, unfolded) => {
    const standing = folding.standing(unfolded);
    test.each(WIDTHS)('nothing lies over anything else, and nothing outside, in %i px', (width, module) => {
      const layout = arrange(layers, width, module, standing);
      const boxes = [...layout.columns, ...layout.frames];
      expect(pairs(boxes).filter(([a, b]) => overlap(a, b))).toEqual([]);
      for (const box of boxes) {
        expect(box.x).toBeGreaterThanOrEqual(0);
        expect(box.x + box.width).toBeLessThanOrEqual(layout.width + 1);
        expect(box.y + box.height).toBeLessThanOrEqual(layout.height + layout.below + 1);
      }
      for (const column of layout.columns.filter(({ form }) => form === 'maps')) {
        expect(column.places).toHaveLength(column.layer.shape[0]);
        const last = column.places.at(-1)!;
        expect(Math.min(...column.places.map(({ y }) => y))).toBeGreaterThanOrEqual(column.y);
        expect(last.y + last.height).toBeLessThanOrEqual(column.y + column.height + 1);
        expect(new Set(column.places.map(({ x, y }) => `${x} ${y}`)).size).toBe(column.places.length);
      }
    });

    test('whoever reads stands on the right of what is read', () => {
      const layout = arrange(layers, 780, MODULE, standing);
      for (const { layer } of layout.columns) {
        for (const input of layer.inputs) {
          const [to, from] = [placeOf(layout, folding, layer.name)!, placeOf(layout, folding, input)];
          if (from && from !== to) expect(to.x).toBeGreaterThanOrEqual(from.x + Math.min(from.width, 1));
        }
      }
    });

    test('every way between a fork and a join is drawn, with numbers only', () => {
      const layout = arrange(layers, 780, MODULE, standing);
      for (const fan of layout.fans) {
        const paths = ways(fan);
        expect(paths.length).toBeGreaterThanOrEqual(fan.ways.length);
        for (const path of paths) expect(path).toMatch(/^M[-\d. MCLHVQhvq]+$/);
      }
    });

    test('the wires of a map are all different, and never without an end', () => {
      const layout = arrange(layers, 780, MODULE, standing);
      for (const { layer } of layout.columns.slice(0, 40)) {
        const { reads, readers } = wiring(layers, layout, { name: layer.name, map: 0 });
        for (const paths of [reads, readers]) {
          expect(new Set(paths).size).toBe(paths.length);
          expect(paths.join()).not.toMatch(/NaN|undefined/);
        }
      }
    });

    test.each([[1232, DESK], [358, PHONE]])('the timeline has a frame for every step, none over another, in %i px', (width, sizes) => {
      const strip = film(layers, standing, width, sizes, true, (name) => meets(layers.find((layer) => layer.name === name)!));
      expect([...strip.spots.keys()].sort()).toEqual([...walk(standing)].sort());
      const boxes = [...strip.spots.values()].map(({ x, y, side }) => ({ x, y, width: side, height: side }));
      expect(pairs(boxes).filter(([a, b]) => overlap(a, b))).toEqual([]);
      for (const box of boxes) {
        expect(box.x + box.width).toBeLessThanOrEqual(strip.width + 1);
        expect(box.y + box.height).toBeLessThan(strip.rail);
      }
      expect(strip.paths.join()).not.toMatch(/NaN|undefined/);
    });

    test('on the phone every step is a row, and every rail that parts meets again or ends', () => {
      const rows = rails(standing);
      expect(rows.map(({ name }) => name)).toEqual(walk(standing));
      const [parted, met] = [rows.flatMap(({ parts }) => parts), rows.flatMap(({ meets: all, ends }) => (ends ? [...all, 1] : all))];
      expect([...met].sort()).toEqual([...parted].sort());
    });
  });
});

test('the blocks of a stack stand apart, and so do the groups of a convolution', () => {
  const [wide, grouped] = ['googlenet', 'alexnet'].map((id) => networks.find((network) => network.id === id)!.layers);
  const splits = (layers: readonly LayerInfo[], name: string) => arrange(layers, 780).columns.find(({ layer }) => layer.name === name)!.splits;
  expect(splits(wide!, 'inception_3a_concat')).toHaveLength(3);
  expect(splits(grouped!, 'conv_2')).toHaveLength(1);
  expect(splits(grouped!, 'conv_1')).toEqual([]);
});
