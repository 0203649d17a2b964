/** Small networks and their answers, made up for the tests; shapes and reads as the server states them. */
import type { Reads, WindowReads } from '../../static/src/core/geometry';
import type { Shape, Tensor } from '../../static/src/core/tensor';
import type { LayerInfo, Network, Run } from '../../static/src/data/types';

export const window_ = (change: Partial<WindowReads> = {}): WindowReads => ({
  rule: 'window', channels: 'all', offset: 0, groups: 1, size: [3, 3], stride: [1, 1], padding: [0, 0], dilation: [1, 1], ...change,
});
export const same = window_({ channels: 'same', size: [1, 1] });
export const unroll: Reads = { rule: 'unroll' };
export const pool = window_({ channels: 'same', size: [2, 2], stride: [2, 2] });
export const every = window_({ size: [1, 1] });

export function layer(name: string, stage: string, shape: Shape, inputs: readonly string[], reads: readonly Reads[], block: number | null = null): LayerInfo {
  return {
    name, kind: stage, stage, shape, inputs, reads, block, module: null,
    parameters: 0, macs: 0, bytes: 0, receptive_field: [3, 3], settings: {}, knobs: [],
    words: { verb: '', formula: '', summary: '', eli5: '', in_depth: '', arithmetic: [], code: 'y' },
    unread: [0, 0],
  };
}

/** Picture, convolution, rectifier, pool, strip, answer. */
export const TINY: readonly LayerInfo[] = [
  layer('input', 'input', [3, 8, 8], [], []),
  layer('conv', 'convolved', [4, 6, 6], ['input'], [window_()], 1),
  layer('relu', 'rectified', [4, 6, 6], ['conv'], [same], 1),
  layer('pool', 'pooled', [4, 3, 3], ['relu'], [pool], 1),
  layer('flatten', 'flattened', [36, 1, 1], ['pool'], [unroll]),
  layer('dense', 'dense', [2, 1, 1], ['flatten'], [every]),
  layer('softmax', 'softmax', [2, 1, 1], ['dense'], [every]),
];

const summary = {
  title: 'Tiny', about: 'A test.', year: null, input: { channels: 3, height: 8, width: 8 }, classes: ['cat', 'dog'], class_count: 2, auxiliary_parameters: 0, otherwise: null,
  parameters: 10, macs: 10, dense_share: 0.5, receptive_field: [3, 3] as const, trained: true, accuracy: 0.9,
};
export const network = (id: string): Network => ({
  id, ...summary, layers: TINY, preprocessing: { kind: 'photo' }, unsure_below: 0.5,
  weights: 'learned', original: null, loaded: null, caution: null,
  samples: ['first', 'second'].map((name) => ({
    id: name, title: `a ${name}`, label: 'cat', picture: `/samples/${name}.png`, run: `${id}-${name}`,
    predicted: 'cat', probability: 0.8, unsure: false, correct: true,
  })),
});

export const run = (id: string, of = 'tiny-vgg'): Run => ({
  run: id, network: of,
  picture: { width: 8, height: 8, format: 'PNG', crop: { left: 0, top: 0, side: 8 }, notes: [], pixels: `/api/runs/${id}/picture.png` },
  prediction: [{ label: 'dog', probability: 0.7 }, { label: 'cat', probability: 0.3 }], unsure: false, blank: false, noise: false,
  weights: 'learned', loaded: null, caution: null,
  layers: TINY.map(({ name, kind, stage, shape }) => ({
    name, kind, stage, shape, low: -1, high: 2, mean: 0, zeros: 0, negative: 0.25,
    channels: Array.from({ length: shape[0] }, () => ({ low: -1, high: 2, mean: 0 })),
    loudest: { channel: Math.min(1, shape[0] - 1), row: 0, column: 0, value: 2 }, sentence: `${name} did its work.`, links: {},
  })),
});

export function tensor(shape: Shape, value: (i: number) => number = (i) => i): Tensor {
  return { shape, data: Float32Array.from({ length: shape[0] * shape[1] * shape[2] }, (_, i) => value(i)) };
}

/** A safetensors body as the server writes it, header padded with spaces to eight bytes. */
export function safetensors(tensors: Record<string, { dims: readonly number[]; data: Float32Array; dtype?: string }>, pad = 8, told: Record<string, string> = { made: 'by a test' }): ArrayBuffer {
  let offset = 0;
  const header: Record<string, unknown> = { __metadata__: told };
  for (const [name, { dims, data, dtype = 'F32' }] of Object.entries(tensors)) {
    header[name] = { dtype, shape: dims, data_offsets: [offset, (offset += data.byteLength)] };
  }
  let text = JSON.stringify(header);
  while (text.length % 8 !== pad % 8) text += ' ';
  const body = new Uint8Array(8 + text.length + offset);
  new DataView(body.buffer).setBigUint64(0, BigInt(text.length), true);
  body.set(new TextEncoder().encode(text), 8);
  let at = 8 + text.length;
  for (const { data } of Object.values(tensors)) {
    body.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return body.buffer;
}

export const maps = (): ArrayBuffer =>
  safetensors(Object.fromEntries(TINY.map(({ name, shape }) => [name, { dims: shape, data: tensor(shape).data }])));
