/** The arithmetic of the story: what six networks save, where they spend, and how far they see. */
import { describe, expect, test } from 'vitest';
import { boundary, costs, cutAt } from '../../static/src/core/costs';
import { chain, fit, starts } from '../../static/src/core/fitting';
import { blocksOf, loudness } from '../../static/src/core/residual';
import { madeAt, placeOf, sharing } from '../../static/src/core/sharing';
import { counted, hasSqueeze, moduleOf, modulesOf } from '../../static/src/core/squeezing';
import { fieldOf, stack, ways } from '../../static/src/core/stacked';
import type { Shape } from '../../static/src/core/tensor';
import { asEdits, cutsOf, everySkip, flipped } from '../../static/src/views/history/cuts';
import { changes, compact, depthOf, firstLook, times } from '../../static/src/views/history/figures';
import { decodePlace, encodePlace, wholeSetting, type Place } from '../../static/src/views/history/link';
import { CHAPTERS, firstOf, shownOf } from '../../static/src/views/history/six';
import type { LayerInfo, Network } from '../../static/src/data/types';
import { layer, network, same, window_ } from './networks';

interface Conv { from?: string; size?: number; stride?: number; padding?: number; groups?: number; module?: string }
/** A convolution with its figures counted the long way round. */
function conv(name: string, shape: Shape, input: Shape, { from = 'input', size = 3, stride = 1, padding = 0, groups = 1, module }: Conv = {}): LayerInfo {
  const macs = shape[0] * shape[1] * shape[2] * (input[0] / groups) * size * size;
  return {
    ...layer(name, 'convolved', shape, [from], [window_({ size: [size, size], stride: [stride, stride], padding: [padding, padding] })]),
    macs, parameters: shape[0] * ((input[0] / groups) * size * size + 1), module: module ?? null,
  };
}
const full = (name: string, units: number, inputs: number, from: string): LayerInfo =>
  ({ ...layer(name, 'dense', [units, 1, 1], [from], [window_({ size: [1, 1] })]), macs: units * inputs, parameters: units * (inputs + 1) });

describe('one small filter, shared', () => {
  const c1 = conv('conv_1', [6, 28, 28], [1, 32, 32], { size: 5 });
  const shared = sharing(c1, [1, 32, 32]);

  test('156 weights make 4,704 numbers', () => expect(shared).toMatchObject({ weights: 156, each: 26, numbers: 4704, uses: 784 }));
  test('a dense layer would need 4,821,600 for as many', () => expect(shared.dense).toBe(4704 * (32 * 32 + 1)));
  test('so would windows with weights of their own need 122,304', () => expect(shared.unshared).toBe(122_304));
  test('every place makes one number of every map', () => {
    expect(madeAt(shared, 1)).toBe(6);
    expect(madeAt(shared, 784)).toBe(shared.numbers);
  });
  test('the last place lies where the last window fits', () => {
    expect(placeOf(783, c1.shape, c1.reads[0]!)).toEqual({ row: 27, column: 27, top: 27, left: 27, size: [5, 5] });
    expect(placeOf(28, c1.shape, c1.reads[0]!)).toMatchObject({ row: 1, column: 0, top: 1, left: 0 });
  });
});

/** AlexNet with its two groups, as published. */
const ALEX: readonly LayerInfo[] = [
  layer('input', 'input', [3, 227, 227], [], []),
  conv('conv_1', [96, 55, 55], [3, 227, 227], { size: 11, stride: 4 }),
  conv('conv_2', [256, 27, 27], [96, 27, 27], { from: 'conv_1', size: 5, padding: 2, groups: 2 }),
  conv('conv_3', [384, 13, 13], [256, 13, 13], { from: 'conv_2', padding: 1 }),
  conv('conv_4', [384, 13, 13], [384, 13, 13], { from: 'conv_3', padding: 1, groups: 2 }),
  conv('conv_5', [256, 13, 13], [384, 13, 13], { from: 'conv_4', padding: 1, groups: 2 }),
  layer('flatten', 'flattened', [9216, 1, 1], ['conv_5'], [{ rule: 'unroll' }]),
  full('dense_6', 4096, 9216, 'flatten'),
  full('dense_7', 4096, 4096, 'dense_6'),
  full('dense_8', 1000, 4096, 'dense_7'),
];

describe('weights and work', () => {
  const all = costs(ALEX);
  const cut = cutAt(all, boundary(all));

  test('the dense layers begin after the fifth convolution', () => expect(boundary(all)).toBe(5));
  test('they hold 96 % of the weights, and 92 % of the work lies before them', () => {
    expect(cut.after[0]).toBeCloseTo(0.9617, 4);
    expect(cut.before[1]).toBeCloseTo(0.919, 3);
  });
  test('the pieces lie one behind the other and fill both bars', () => {
    all.slice(1).forEach((cost, i) => expect(cost.from[0]).toBeCloseTo(all[i]!.from[0] + all[i]!.share[0]));
    for (const bar of [0, 1] as const) expect(all.at(-1)!.from[bar] + all.at(-1)!.share[bar]).toBeCloseTo(1);
  });
  test('a cut at either end leaves nothing on one side', () => {
    expect(cutAt(all, 0).before).toEqual([0, 0]);
    expect(cutAt(all, all.length).after[0]).toBeCloseTo(0);
  });
  test('a network without dense layers is cut at its end', () => expect(boundary(costs(ALEX.slice(0, 4)))).toBe(3));
});

describe('windows at the edge', () => {
  const first = { size: 7, stride: 2, padding: 1, ceil: false };
  const pool = { size: 3, stride: 2, padding: 0, ceil: true };

  test('ZFNet: 224, 110, 55, 26, 13 with pools that round up', () => {
    const steps = chain(224, [{ name: 'a', window: first }, { name: 'b', window: pool }, { name: 'c', window: { ...first, size: 5, padding: 0 } }, { name: 'd', window: pool }]);
    expect(steps.map(({ count }) => count)).toEqual([110, 55, 26, 13]);
    expect(steps[1]!.over).toBe(1);
  });
  test('rounded down it is 109 without padding, and 54', () => {
    expect(fit(224, { ...first, padding: 0 }).count).toBe(109);
    expect(fit(110, { ...pool, ceil: false })).toMatchObject({ count: 54, exact: 54.5, unread: 1, over: 0 });
  });
  test('AlexNet: 224 gives 54.25, only 227 gives 55', () => {
    const eleven = { size: 11, stride: 4, padding: 0, ceil: false };
    expect(fit(224, eleven)).toMatchObject({ exact: 54.25, count: 54, unread: 1 });
    expect(fit(227, eleven)).toMatchObject({ exact: 55, count: 55, unread: 0 });
  });
  test('a last window that would begin beyond the edge is not laid down', () => expect(fit(4, { size: 1, stride: 3, padding: 0, ceil: true })).toMatchObject({ count: 2, over: 0 }));
  test('nothing fits into less than a window', () => {
    expect(fit(4, { ...first, padding: 0 }).count).toBe(0);
    expect(chain(4, [{ name: 'a', window: { ...first, padding: 0 } }, { name: 'b', window: pool }])).toHaveLength(1);
  });
  test('windows begin a step apart, the first in the padding', () => expect(starts(3, first)).toEqual([-1, 1, 3]));
});

describe('bricks', () => {
  test.each([[0, 1], [1, 3], [2, 5], [3, 7], [4, 9], [5, 11]])('%i of them see %i cells', (bricks, field) => expect(fieldOf(bricks)).toBe(field));
  test('three cost 27C² where one filter that sees as far costs 49C²', () =>
    expect(stack(3, 64)).toMatchObject({ perPair: 27, singlePerPair: 49, weights: 27 * 4096, single: 49 * 4096 }));
  test('one brick is one filter', () => expect(stack(1, 10).weights).toBe(stack(1, 10).single));
  test('no brick costs nothing', () => expect(stack(0, 10)).toMatchObject({ weights: 0, single: 0, field: 1 }));
  test('most ways lead to the middle, one to each corner', () => {
    const three = ways(3);
    expect(three).toHaveLength(7);
    expect(three[3]![3]).toBe(1);
    expect(three[0]![0]).toBeCloseTo(1 / 49); // 1·1 way of 7·7
  });
});

/** GoogLeNet's inception 3a, as published. */
const IN: Shape = [192, 28, 28];
const of = (maps: number): Shape => [maps, 28, 28];
const MODULE = { module: 'inception_3a' };
const THREE_A: readonly LayerInfo[] = [
  layer('pool_2', 'pooled', IN, [], []),
  conv('a', of(64), IN, { from: 'pool_2', size: 1, ...MODULE }),
  conv('b_reduce', of(96), IN, { from: 'pool_2', size: 1, ...MODULE }),
  { ...layer('b_relu', 'rectified', of(96), ['b_reduce'], [same]), ...MODULE },
  conv('b', of(128), of(96), { from: 'b_relu', padding: 1, ...MODULE }),
  conv('c_reduce', of(16), IN, { from: 'pool_2', size: 1, ...MODULE }),
  conv('c', of(32), of(16), { from: 'c_reduce', size: 5, padding: 2, ...MODULE }),
  { ...layer('d_pool', 'pooled', IN, ['pool_2'], [window_({ channels: 'same', padding: [1, 1] })]), ...MODULE },
  conv('d', of(32), IN, { from: 'd_pool', size: 1, ...MODULE }),
  { ...layer('stack', 'concatenated', of(256), ['a', 'b', 'c', 'd'], [same, same, same, same]), ...MODULE },
];

describe('the squeeze', () => {
  const module = moduleOf(THREE_A, 'inception_3a')!;

  test('the module is found with its four branches', () => {
    expect(modulesOf(THREE_A)).toEqual(['inception_3a']);
    expect(module.input).toEqual(IN);
    expect(module.branches.map(({ pieces }) => pieces.map(({ name }) => name))).toEqual([['a'], ['b_reduce', 'b'], ['c_reduce', 'c'], ['d_pool', 'd']]);
    expect(module.branches.map(hasSqueeze)).toEqual([false, true, true, true]);
  });
  test('with its squeezes it multiplies what the layers say, 128 M in all', () => {
    const now = counted(module);
    expect(now.macs).toBe(THREE_A.reduce((sum, { macs }) => sum + macs, 0));
    expect(Math.round(now.macs / 1e6)).toBe(128);
    expect(now.output).toBe(256);
    expect(now.weights).toBe(163_696 - 368);
  });
  test('without them 303 M, and 416 maps', () => {
    const bare = counted(module, new Set([1, 2, 3]));
    expect(Math.floor(bare.macs / 1e6)).toBe(303);
    expect(bare.output).toBe(64 + 128 + 32 + 192);
  });
  test('one that is left out changes its own branch alone', () => {
    const [now, some] = [counted(module), counted(module, new Set([2]))];
    expect(some.branches.filter((macs, i) => macs !== now.branches[i])).toEqual([192 * 32 * 25 * 784]);
  });
  test('a width that is moved goes into what comes after it', () => {
    const moved = counted(module, new Set(), { b_reduce: 48 });
    expect(moved.pieces[1]).toEqual([192 * 48 * 784, 48 * 128 * 9 * 784]);
    expect(moved.output).toBe(256);
    expect(counted(module, new Set(), { c: 64 }).output).toBe(288);
  });
  test('what adds is no module that stacks', () => {
    const block = [layer('x', 'rectified', of(8), [], []), conv('f', of(8), of(8), { from: 'x', padding: 1, module: 'res' }),
      { ...layer('sum', 'added', of(8), ['f', 'x'], [same, same]), module: 'res' }];
    expect(moduleOf(block, 'res')).toBeNull();
    expect(modulesOf(block)).toEqual([]);
  });
});

describe('figures', () => {
  const alex: Network = { ...network('alexnet'), layers: ALEX, parameters: 60_965_224, macs: 724e6, dense_share: 0.962, receptive_field: [195, 195] };

  test.each([[156, '156'], [61_706, '62 k'], [999_499, '999 k'], [60_965_224, '61.0 M'], [138_357_544, '138 M']])('%i is said as %s', (count, said) => expect(compact(count)).toBe(said));
  test.each([[10, 10, 'the same'], [60_000, 60_965_224, '×1,016'], [138, 7, '÷20'], [100, 104, '×1.04'], [30, 100, '×3.3']])('from %i to %i is %s', (from, to, said) => expect(times(from, to)).toBe(said));
  test('layers that learn are counted along the longest way', () => {
    expect(depthOf({ layers: ALEX })).toBe(8);
    expect(depthOf({ layers: THREE_A })).toBe(2);
  });
  test('the first filter and its step', () => expect(firstLook({ layers: ALEX })).toBe('11×11, step 4'));
  test('the first of all has nothing before it', () => expect(changes(alex, null).every(({ before, ratio }) => before === null && ratio === null)).toBe(true));
  test('against another every figure stands beside its own', () => {
    const found = changes(alex, { ...alex, parameters: 60_000, macs: 340_908 });
    expect(found.find(({ name }) => name === 'weights')).toMatchObject({ before: '60 k', now: '61.0 M', ratio: '×1,016' });
  });
});

describe('the place in the link', () => {
  const places: readonly Place[] = [{ index: 0, settings: {} }, { index: 3, settings: { bricks: '2', channels: '64' } }, { index: 4, settings: { without: '1,2', widths: '3-48' } }];
  test.each(places)('a place survives its own address', (place) =>
    expect(decodePlace(encodePlace(place))).toEqual(place));
  test('what makes no sense is left out', () => {
    expect(decodePlace('')).toEqual({ index: 0, settings: {} });
    expect(decodePlace('nonet|bricks:2')).toMatchObject({ index: 0 });
    expect(decodePlace('vggnet|bricks;:;<script>:1;channels:64')).toEqual({ index: 3, settings: { channels: '64' } });
  });
  test('a number out of bounds is the usual one', () => {
    expect(wholeSetting('4', 0, 5, 3)).toBe(4);
    for (const text of ['6', '-1', '2.5', 'x', undefined]) expect(wholeSetting(text, 0, 5, 3)).toBe(3);
  });
});

describe('the chapters', () => {
  test('they are six, in the order of their years', () => {
    expect(CHAPTERS.map(({ year }) => year)).toEqual([1998, 2012, 2013, 2014, 2014, 2015]);
    expect(new Set(CHAPTERS.map(({ piece }) => piece)).size).toBe(6);
  });
  test('the original is shown where it is here, else its twin, else nothing', () => {
    const vgg = CHAPTERS[3]!;
    expect(shownOf(vgg, [{ id: 'vgg-twin' }, { id: 'vgg-16' }])).toBe('vgg-16');
    expect(shownOf(vgg, [{ id: 'vgg-twin' }])).toBe('vgg-twin');
    expect(shownOf(vgg, [])).toBeNull();
    expect(firstOf(['a', 'b'], [{ id: 'b' }])).toBe('b');
  });
});

describe('blocks that add', () => {
  const at = (name: string, shape: Shape, inputs: string[], module: string | null, parameters = 0) => ({ name, shape, inputs, module, parameters });
  const eight: Shape = [8, 6, 6];
  const BLOCKS = [
    at('input', [3, 6, 6], [], null),
    at('stem', eight, ['input'], null, 9),
    at('a_conv', eight, ['stem'], 'a', 9), at('a_relu', eight, ['a_conv'], 'a'), at('a_conv_2', eight, ['a_relu'], 'a', 9),
    at('a_sum', eight, ['a_conv_2', 'stem'], 'a'), at('a_out', eight, ['a_sum'], 'a'),
    at('b_conv', eight, ['a_out'], 'b', 9), at('b_conv_2', eight, ['b_conv'], 'b', 9), at('b_fit', eight, ['a_out'], 'b', 9),
    at('b_sum', eight, ['b_conv_2', 'b_fit'], 'b'),
  ];
  const blocks = blocksOf(BLOCKS);

  test('the short way is the one on which less is learned', () => expect(blocks).toEqual([
    { name: 'a', sum: 'a_sum', skip: 'stem', made: 'a_conv_2', fitted: false, shape: eight },
    { name: 'b', sum: 'b_sum', skip: 'b_fit', made: 'b_conv_2', fitted: true, shape: eight },
  ]));
  test('a module that stacks has none', () => expect(blocksOf(THREE_A)).toEqual([]));
  test('cuts come from the link, and become edits', () => {
    expect(cutsOf('s1,f2,s1,s9,x1,', blocks)).toEqual(['s1', 'f2']);
    expect(cutsOf(undefined, blocks)).toEqual([]);
    expect(asEdits(['s1', 'f2'], blocks).map(({ edit }) => edit)).toEqual([{ layer: 'a_sum', channel: 0, cut: 'stem' }, { layer: 'b_sum', channel: 0, cut: 'b_conv_2' }]);
    expect(everySkip(blocks)).toEqual(['s1', 's2']);
    expect(flipped(flipped([], 's1'), 's1')).toEqual([]);
  });
  test('loudness leaves signs aside', () => {
    expect(loudness([1, -3])).toBe(2);
    expect(loudness([])).toBe(0);
  });
});
