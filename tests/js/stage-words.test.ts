/** What the page says: questions, NumPy lines, weights formulas, the map each layer shows. */
import { describe, expect, test } from 'vitest';
import { channelName, inWords } from '../../static/src/core/count';
import { question } from '../../static/src/core/kernels';
import { path, type Step } from '../../static/src/core/path';
import { plane, wrap } from '../../static/src/core/plane';
import type { Reads, WindowReads } from '../../static/src/core/geometry';
import { weightsFormula } from '../../static/src/views/text/facts';
import * as line from '../../static/src/views/text/numpy';

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

describe('the NumPy line', () => {
  const about = { cell: [4, 27, 43] as const, input: [3, 64, 64] as const, output: [10, 62, 62] as const, settings: {} };
  test('of a convolution slices every channel', () => {
    expect(line.weighted({ ...about, reads: reads({ channels: 'all', size: [3, 3] }) })).toBe('y[4,27,43] = b[4] + (w[4] *\n    x[:,27:30,43:46]).sum()');
  });
  test('clips the filter where the window hangs over the edge', () => {
    expect(line.weighted({ ...about, cell: [4, 0, 43], reads: reads({ channels: 'all', size: [3, 3], padding: [1, 1] }) }))
      .toBe('y[4,0,43] = b[4] + (w[4][:,1:3,:] *\n    x[:,0:2,42:45]).sum()');
  });
  test('of the biggest in a window', () => {
    expect(line.biggest({ ...about, cell: [0, 12, 20], input: [10, 60, 60], output: [10, 30, 30], reads: reads({ size: [2, 2], stride: [2, 2] }) }))
      .toBe('y[0,12,20] =\n  x[0,24:26,40:42].max()');
  });
  test('of one group only reads that group', () => {
    expect(line.weighted({ ...about, input: [4, 9, 9], output: [10, 9, 9], cell: [9, 0, 0], reads: reads({ channels: 'group', groups: 2 }) }))
      .toBe('y[9,0,0] = b[9] + (w[9] *\n    x[2:4,0:1,0:1]).sum()');
  });
});

test('weights are counted as filters times their weights and a bias each', () => {
  expect(weightsFormula([10, 3, 3, 3], true, 280)).toBe('10 · (3·3·3 + 1) = 280');
  expect(weightsFormula([10, 1690], true, 16910)).toBe('10 · (1,690 + 1) = 16,910');
});

test('small counts are words', () => {
  expect(inWords(10)).toBe('ten');
  expect(inWords(27)).toBe('27');
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
