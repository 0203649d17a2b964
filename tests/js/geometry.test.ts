import { expect, test } from 'vitest';
import { field, reader, receptiveField } from '../../static/src/core/geometry';
import { channelsAfter, channelsBehind, length, oneToOne, spans } from '../../static/src/core/links';
import type { Shape } from '../../static/src/core/tensor';
import { every, layer, pool, same, TINY, unroll, window_ } from './networks';

test('a window without padding starts where its output cell stands', () => {
  const seen = field(window_(), [2, 4, 5], [3, 8, 8], [4, 6, 6]);
  expect(seen).toEqual({ channels: [0, 1, 2], rows: [4, 5, 6], columns: [5, 6, 7] });
});

test('padding reads ghost cells outside the picture', () => {
  const seen = field(window_({ padding: [1, 1] }), [0, 0, 7], [3, 8, 8], [4, 8, 8]);
  expect(seen.rows).toEqual([-1, 0, 1]);
  expect(seen.columns).toEqual([6, 7, 8]);
});

test('dilation leaves cells out between those it reads, stride moves further', () => {
  const seen = field(window_({ dilation: [2, 3], stride: [2, 1] }), [0, 1, 1], [1, 20, 20], [1, 8, 14]);
  expect(seen.rows).toEqual([2, 4, 6]);
  expect(seen.columns).toEqual([1, 4, 7]);
});

test('a group reads only its own share of the channels', () => {
  const grouped = window_({ channels: 'group', groups: 2 });
  expect(field(grouped, [0, 0, 0], [6, 8, 8], [4, 6, 6]).channels).toEqual([0, 1, 2]);
  expect(field(grouped, [3, 0, 0], [6, 8, 8], [4, 6, 6]).channels).toEqual([3, 4, 5]);
});

test('a concatenated map reads the one source it came from', () => {
  const second = window_({ channels: 'same', size: [1, 1], offset: 3 });
  expect(field(second, [4, 2, 2], [2, 8, 8], [5, 8, 8]).channels).toEqual([1]);
  expect(field(second, [2, 2, 2], [2, 8, 8], [5, 8, 8]).channels).toEqual([]);
});

test('unrolling finds the very cell again', () => {
  expect(field(unroll, [3 * 169 + 7 * 13 + 11, 0, 0], [10, 13, 13], [1690, 1, 1])).toEqual({ channels: [3], rows: [7], columns: [11] });
  expect(reader(unroll, [3, 7, 11], [10, 13, 13], [1690, 1, 1])).toEqual([3 * 169 + 7 * 13 + 11, 0, 0]);
});

test('a receptive field grows layer by layer and is clipped to the picture', () => {
  const boxes = receptiveField(TINY, 'pool', [1, 2, 0]);
  expect(boxes.get('relu')).toEqual({ channels: [1], top: 4, left: 0, bottom: 5, right: 1 });
  expect(boxes.get('conv')).toEqual({ channels: [1], top: 4, left: 0, bottom: 5, right: 1 });
  expect(boxes.get('input')).toEqual({ channels: [0, 1, 2], top: 4, left: 0, bottom: 7, right: 3 });
  const padded = [TINY[0]!, layer('conv', 'convolved', [4, 8, 8], ['input'], [window_({ padding: [1, 1] })])];
  expect(receptiveField(padded, 'conv', [0, 0, 0]).get('input')).toMatchObject({ top: 0, left: 0, bottom: 1, right: 1 });
});

test('two branches meet in one receptive field', () => {
  const both = [
    TINY[0]!,
    layer('small', 'convolved', [2, 8, 8], ['input'], [window_({ size: [1, 1] })]),
    layer('large', 'convolved', [2, 8, 8], ['input'], [window_({ padding: [1, 1] })]),
    layer('sum', 'added', [2, 8, 8], ['small', 'large'], [same, same]),
  ];
  expect(receptiveField(both, 'sum', [1, 4, 4]).get('input')).toMatchObject({ top: 3, left: 3, bottom: 5, right: 5 });
});

test('who reads a map is the mirror of what a map reads', () => {
  const links = [[0], [1, 2], [0, 3], [0, 1, 3], [2], [0, 1, 2, 3]];
  const within = (found: ReturnType<typeof channelsBehind>, c: number) => found.some((span) => c >= span.from && c < span.to);
  const rules = [window_(), window_({ channels: 'listed', links }), window_({ channels: 'group', groups: 2 }), window_({ channels: 'same', offset: 2 }), every, unroll];
  for (const rule of rules) {
    const input: Shape = [4, 3, 3];
    const output: Shape = rule === unroll ? [36, 1, 1] : [6, 3, 3];
    for (let c = 0; c < output[0]; c++) {
      const behind = channelsBehind(rule, c, input, output);
      for (let k = 0; k < input[0]; k++) {
        const after = channelsAfter(rule, k, input, output);
        expect(within(behind, k)).toBe(within(after, c));
      }
    }
  }
});

test('channels that are listed one by one are read in spans of neighbours', () => {
  const rule = window_({ channels: 'listed', links: [[0, 1, 4], [2]] });
  expect(channelsBehind(rule, 0, [6, 3, 3], [2, 3, 3])).toEqual([{ from: 0, to: 2 }, { from: 4, to: 5 }]);
  expect(channelsAfter(rule, 3, [6, 3, 3], [2, 3, 3])).toEqual([]);
  expect(spans([])).toEqual([]);
  expect(field(rule, [0, 1, 1], [6, 5, 5], [2, 3, 3]).channels).toEqual([0, 1, 4]);
});

test('one to one means nothing is mixed', () => {
  expect(oneToOne([same])).toBe(true);
  expect(oneToOne([pool])).toBe(true);
  expect(oneToOne([window_()])).toBe(false);
  expect(oneToOne([unroll])).toBe(false);
  expect(length({ from: 3, to: 1 })).toBe(0);
});
