/** What is in the studio as text: it comes back exactly, and what makes no sense does no harm. */
import { describe, expect, test } from 'vitest';
import { fromRows, type Filter } from '../../static/src/core/filters';
import { decode as decodeView, encode as encodeView, START as VIEW } from '../../static/src/state/view';
import { START, stepOf, type Making } from '../../static/src/views/studio/chain';
import { decode, encode, LONGEST } from '../../static/src/views/studio/link';

const grid = (rows: number, columns: number, value = (i: number) => Math.fround(Math.sin(i + 1) * 3)): Filter =>
  fromRows(Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => value(r * columns + c))))!;

const CASES: readonly [string, Making][] = [
  ['the start', START],
  ['one cell', { ...START, steps: [stepOf(grid(1, 1))] }],
  ['the largest filter', { ...START, steps: [stepOf(grid(11, 11))] }],
  ['rows and columns', { ...START, steps: [stepOf(grid(2, 9))] }],
  ['one for each colour', { ...START, slice: 2, steps: [stepOf(grid(3, 3), grid(3, 3, (i) => -i), grid(3, 3, (i) => i * 1e-7))] }],
  ['four filters', { ...START, at: 3, steps: [stepOf(grid(5, 5)), { ...stepOf(grid(3, 3)), relu: true }, { ...stepOf(grid(4, 4)), pool: 'max' }, stepOf(grid(1, 3))] }],
  ['every setting', { ...START, steps: [{ ...stepOf(grid(3, 3)), bias: -0.25, stride: [2, 3], padding: [4, 0], border: 'reflect', dilation: [1, 5], flip: true, relu: true, pool: 'average', preset: { name: 'laplacian-of-gaussian', values: { sigma: 1.4, angle: -45 } } }] }],
  ['a name in any script', { ...START, steps: [{ ...stepOf(grid(3, 3)), name: 'Kante; ребро | 縁 ~' }] }],
  ['no padding', { ...START, steps: [{ ...stepOf(grid(3, 3)), padding: 'none', border: 'edge' }] }],
  ['a map of a layer', { ...START, source: { layer: 'conv_1.a-b', map: 3 }, target: { layer: 'conv_2', channel: 9 }, rescale: false, follow: true }],
  ['all maps of a layer', { ...START, source: { layer: 'pool_1', map: null } }],
  ['a learned filter', { ...START, slice: 40, steps: [stepOf()], target: { layer: 'conv_2', channel: 0 }, learned: true, follow: true, painted: new Map([[40, grid(3, 3)], [2, grid(13, 13)]]) }],
];

describe('what is in the studio is one short text', () => {
  test.each(CASES)('%s', (_, making) => {
    const text = encode(making);
    expect(decode(text)).toEqual(making);
    expect(text.length).toBeLessThan(LONGEST);
    const view = { ...VIEW, studio: text };
    expect(decodeView(encodeView(view))).toEqual({ view, damaged: [] });
  });
  test('nothing at all is the start', () => {
    expect(decode('')).toBe(START);
  });
  const fine = encode(CASES[5]![1]);
  test.each([
    '|', 'x', '|x', '|k:', '|k:3x3', '|k:3x3:AAAA', '|k:12x12:AAAA', '|k:0x1:', '|k:1x1:AADAfw', '|k:1x1:AACAfw', `${fine}|${fine.split('|')[1]}`, `at:5|${fine.split('|')[1]}`,
    'slice:2|k:1x1:AAAAAA', 'own|k:1x1:AAAAAA', 'own|', 'constructor:1|k:1x1:AAAAAA', '|k:1x1:AAAAAA;stride:0,1', '|k:1x1:AAAAAA;bias:1e9', '|k:1x1:AAAAAA;pad:same', '|k:1x1:AAAAAA;preset:gauss,sigma',
    '|k:1x1:AAAAAA|k:2x1x1:AAAAAAAAAAA', 'from:,1|k:1x1:AAAAAA', 'live:1|k:1x1:AAAAAA',
    '|k:1x1:AAAAAA;called:', '|k:1x1:AAAAAA;called:_w', `|k:1x1:AAAAAA;called:${'YWFh'.repeat(30)}`,
  ])('%j makes no sense', (text) => {
    expect(decode(text)).toBeNull();
  });
  test('however it is cut off, it is read or refused, never half', () => {
    for (let length = 1; length < fine.length; length++) expect(() => decode(fine.slice(0, length))).not.toThrow();
  });
});
