/** The figures beside a number, and what is said of them, are right for every layer. */
import { describe, expect, test } from 'vitest';
import type { LayerInfo, RunLayer } from '../../static/src/data/types';
import type { Session } from '../../static/src/state/session.svelte';
import { told } from '../../static/src/views/explain/topic';
import { factsOf, figureFacts, figuresOf } from '../../static/src/views/text/facts';
import { topics } from '../../static/src/views/text/Inspector.words';
import { TINY } from './networks';

const ARITHMETIC = [
  'height and width: ⌊(8 + 2·0 − 3) / 1⌋ + 1 = 6',
  'maps: 4; one per filter',
  'parameters: 4 filters × (3 channels × 3 × 3 weights + 1 bias) = 112',
];

/** As much of a session as the inspector looks at: every map holds 0, 1, 2 and so on, around zero. */
function at(layer: LayerInfo, exact = true): Session {
  const [channels, height, width] = layer.shape;
  const data = Float32Array.from({ length: channels * height * width }, (_, i) => (i % (height * width)) - 2);
  const size = height * width;
  const one = { low: -2, high: size - 3, mean: (size - 5) / 2 };
  return {
    layers: TINY, layer, exact, cell: [0, 0, 0],
    view: { open: true, depth: 'summary' },
    network: { id: 'tiny', parameters: 1000, macs: 5000, classes: [] },
    run: { run: 'f00' },
    weights: new Map(),
    maps: new Map([[layer.name, { shape: layer.shape, data }]]),
    one: (_: string, c: number) => data.subarray(c * layer.shape[1] * layer.shape[2], (c + 1) * layer.shape[1] * layer.shape[2]),
    told: { ...one, zeros: 1 / size, channels: Array.from({ length: channels }, () => one) } as unknown as RunLayer,
  } as unknown as Session;
}

describe.each(TINY.map((layer) => [layer.name, layer] as const))('%s', (_, bare) => {
  const layer = { ...bare, parameters: 112, macs: 4000, bytes: 400, words: { ...bare.words, verb: 'a sum', arithmetic: ARITHMETIC, code: 'y = x[{channel}]' } };
  const session = at(layer);

  test('every topic is told at three depths, without a hole', () => {
    for (const [name, topic] of Object.entries(topics)) {
      for (const depth of ['summary', 'eli5', 'in_depth'] as const) {
        const text = told(topic[depth], { session, layer, cell: [0, 0, 0], value: -2, printed: '' });
        expect(text.trim().length, `${name}, ${depth}`).toBeGreaterThan(10);
        expect(text).not.toMatch(/undefined|NaN|null|\[object|–%| {2}/);
      }
    }
  });

  test('the figures are those of the map', () => {
    const figures = figuresOf(session, layer, 0)!;
    const cells = layer.shape[1] * layer.shape[2];
    expect(figures.low).toBe(-2);
    if (cells > 3) expect(figures.zeros).toBeCloseTo(1 / cells);
    expect(figureFacts(figures).map(({ name }) => name)).toEqual(['Lowest', 'Highest', 'Mean', 'Exactly zero']);
  });

  test('every fact can be asked about', () => {
    for (const { topic } of [...factsOf(session, layer), ...figureFacts(figuresOf(session, layer, 0)!)]) expect(topics).toHaveProperty([topic]);
  });
});

test('zeros are not counted while the numbers are a sketch', () => {
  const map = TINY.find((layer) => layer.shape[1] > 1)!;
  expect(figuresOf(at(map, false), map, 0)!.zeros).toBeNull();
  expect(figureFacts(figuresOf(at(map, false), map, 0)!)[3]!.value).toBe('…');
});
