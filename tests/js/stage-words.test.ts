/** What the page says: questions, NumPy lines, weights formulas, the map each layer shows. */
import { describe, expect, test } from 'vitest';
import { channelName, inWords, someOf } from '../../static/src/core/count';
import { question } from '../../static/src/core/kernels';
import { path, type Step } from '../../static/src/core/path';
import { plane, wrap } from '../../static/src/core/plane';
import type { Reads, WindowReads } from '../../static/src/core/geometry';
import { account } from '../../static/src/views/text/accounts';
import { filled } from '../../static/src/views/text/listing';
import { placeInWords } from '../../static/src/views/stage/sources';

const reads = (over: Partial<WindowReads> = {}): Reads => ({
  rule: 'window', channels: 'same', offset: 0, groups: 1, size: [1, 1], stride: [1, 1], padding: [0, 0], dilation: [1, 1], ...over,
});
const slice = (weights: number[]) => ({ weights, rows: [0, 1, 2], columns: [0, 1, 2] });

describe('a filter is put into words only where its weights say it', () => {
  test('brighter to the right', () => {
    expect(question([slice([-1, 0, 1, -2, 0, 2, -1, 0, 1])], [])).toBe('does it get brighter to the right?');
  });
  test('brighter upwards', () => {
    expect(question([slice([1, 2, 1, 0, 0, 0, -1, -2, -1])], [])).toBe('does it get brighter upwards?');
  });
  test('a colour against another', () => {
    const colours = ['red', 'green', 'blue'];
    expect(question([slice(Array(9).fill(1)), slice(Array(9).fill(-1)), slice(Array(9).fill(0.2))], colours)).toBe('is there more red than green?');
  });
  test('nothing is claimed for a pattern that is neither', () => {
    expect(question([slice([1, -1, 1, -1, 1, -1, 1, -1, 1])], [])).toBeNull();
  });
});

describe('the NumPy lines', () => {
  test('take the place of the chosen number', () => {
    expect(filled('k, i, j = {channel}, {row}, {column}\ny = x[{channel}]', [4, 27, 43])).toBe('k, i, j = 4, 27, 43\ny = x[4]');
  });
  test('stay as they are where a blank is not used', () => {
    expect(filled('n = {channel}', [9, 0, 0])).toBe('n = 9');
  });
});

describe('an account is taken apart', () => {
  test('into its sum, its result and what there is to say', () => {
    expect(account('height: ⌊(6 + 2·0 − 3) / 2⌋ + 1 = ⌊1.5⌋ + 1 = 2; no window reaches the last row')).toEqual({
      label: 'height', sum: '⌊(6 + 2·0 − 3) / 2⌋ + 1 = ⌊1.5⌋ + 1', result: '2', remark: 'no window reaches the last row', topic: 'inspect-size',
    });
  });
  test('where there is nothing to work out', () => {
    expect(account('parameters: 0; nothing is learned here')).toMatchObject({ sum: null, result: '0', remark: 'nothing is learned here' });
    expect(account('something new: 3')).toMatchObject({ result: '3', topic: 'inspect-counts' });
  });
});

test('small counts are words', () => {
  expect(inWords(10)).toBe('ten');
  expect(inWords(27)).toBe('27');
  expect(someOf(['cat', 'dog'])).toBe('cat, dog');
  expect(someOf(Array.from({ length: 1000 }, (_, i) => `class ${i + 1}`))).toBe('class 1, class 2, class 3 and 997 more');
  expect(channelName(1, 3, true)).toBe('green');
  expect(channelName(1, 3, false)).toBe('map 2');
});

describe('a plane', () => {
  test('wraps a vector into rows and finds every number again', () => {
    expect(wrap(120)).toEqual([10, 12]);
    const vector = plane({ shape: [84, 1, 1], data: new Float32Array(84) }, 0);
    expect(vector.rows * vector.columns).toBe(84);
    for (const c of [0, 13, 83]) expect(vector.cell(...vector.place([c, 0, 0]))).toEqual([c, 0, 0]);
  });
  test('of a map is the map', () => {
    const map = plane({ shape: [2, 3, 4], data: Float32Array.from({ length: 24 }, (_, i) => i) }, 1);
    expect(map.values[0]).toBe(12);
    expect(map.cell(2, 3)).toEqual([1, 2, 3]);
  });
});

test('the timeline follows the chosen map back and on, and shows the loudest where all are read', () => {
  const steps: Step[] = [
    { name: 'a', inputs: [], shape: [3, 8, 8], reads: [] },
    { name: 'b', inputs: ['a'], shape: [5, 8, 8], reads: [reads({ channels: 'all' })] },
    { name: 'c', inputs: ['b'], shape: [5, 8, 8], reads: [reads()] },
    { name: 'd', inputs: ['c'], shape: [5, 8, 8], reads: [reads({ channels: 'all' })] },
    { name: 'e', inputs: ['d'], shape: [5, 4, 4], reads: [reads({ size: [2, 2], stride: [2, 2] })] },
  ];
  const loudest = (name: string) => ({ a: 0, b: 1, c: 2, d: 3, e: 4 })[name] ?? 0;
  expect([...path(steps, 'd', 0, loudest)]).toEqual([['d', 0], ['c', 2], ['b', 2], ['a', 0], ['e', 0]]);
  expect(path(steps, 'b', 4, loudest).get('c')).toBe(4);
});

test('a number of the answer is placed by its class, and a digit is not mistaken for its place', () => {
  const layer = { name: 'softmax', kind: 'softmax', stage: 'softmax', inputs: ['dense'], shape: [2, 1, 1] };
  const place = (...classes: string[]) => placeInWords({ layers: [layer], network: { classes } } as never, layer as never, [1, 0, 0]);
  expect(place('cat', 'dog')).toBe('Softmax, dog, 2 of 2');
  expect(place('0', '1')).toBe('Softmax, class “1”, number 2 of 2');
  expect(place()).toBe('Softmax, number 2 of 2');
});
