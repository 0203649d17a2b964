import { expect, test } from 'vitest';
import { decode, encode, START, type View } from '../../static/src/state/view';

const full: View = {
  network: 'lenet-5', weights: '0f3c9a5e7b1d42668a90c1f2e3d4b5a6', shapes: true, sample: null, run: 'abc123', layer: 'conv_1', map: 4, cell: [26, 52], open: true, depth: 'eli5', scale: 'network',
  trail: [{ layer: 'softmax', map: 4, cell: [0, 0] }, { layer: 'conv_2.b', map: 0, cell: [7, 19] }],
  tools: { flip: '1', temperature: '2.5', mute: '0,2' },
  effective: true,
  wires: 'evidence',
  lab: 'size:5,stride:2|size:3~pad:1',
  altered: { rotate: -15, noise: 0.1 },
  edits: [
    { edit: { layer: 'conv_1', channel: 3, scale: 0 }, on: true },
    { edit: { layer: 'conv_1', channel: 0, input_channel: 1, weights: [[1, -2], [0.5, 0]] }, on: false },
    { edit: { layer: 'conv_1', channel: 2, kernel: [[1, 2, 3]], rescale: true }, on: true, name: 'a row & more' },
  ],
  ink: 'difference',
  studio: '5x5:AAAA~same',
  history: 'vggnet|bricks:2;channels:64',
  compare: 'what:pictures;two:m,shift_x,1',
  unfolded: ['inception_3a', 'inception_4b'],
};

test.each([START, full, { ...START, sample: 'mug' }, { ...START, layer: 'relu', map: 0, cell: [0, 0] as const }])('a view survives its own address', (view) => {
  expect(decode(encode(view))).toEqual({ view, damaged: [] });
});

test('the start has the empty address', () => expect(encode(START)).toBe('#'));

test('maps are counted from one where people read them', () => expect(encode(full)).toContain('map=5'));

test.each([
  ['#map=0', 'map'], ['#map=-3', 'map'], ['#map=1e9', 'map'], ['#cell=5', 'cell'], ['#cell=5,x', 'cell'], ['#cell=1,2,3', 'cell'],
  ['#trail=conv', 'trail'], ['#trail=conv:0,1,2', 'trail'], ['#trail=conv:1,2', 'trail'], [`#trail=${'a:1,2,3;'.repeat(30)}a:1,2,3`, 'trail'],
  ['#tools=flip', 'tools'], ['#tools=flip:a b', 'tools'], ['#altered=rotate:much', 'altered'], ['#altered=rotate:1e9', 'altered'],
  ['#lab=<b>', 'lab'], ['#edits=conv_1:4,x', 'edits'], ['#wires=all', 'wires'], ['#edits=conv', 'edits'], ['#ink=red', 'ink'], ['#studio=<b>', 'studio'], ['#compare=<b>', 'compare'], ['#depth=deep', 'depth'], ['#scale=huge', 'scale'], ['#network=<script>', 'network'], ['#layer=a b', 'layer'], [`#run=${'x'.repeat(99)}`, 'run'],
])('a damaged part is left out and named: %s', (hash, part) => {
  const { view, damaged } = decode(hash);
  expect(damaged).toEqual([part]);
  expect(view).toEqual(START);
});

test('a link can be read by a person', () => {
  expect(encode(full)).toContain('trail=softmax:5,0,0;conv_2.b:1,7,19&tools=flip:1;temperature:2.5;mute:0,2&lab=size:5,stride:2|size:3~pad:1');
});

test('what is not damaged is kept', () => {
  const { view, damaged } = decode('#layer=conv_1&map=zwei&scale=map');
  expect(damaged).toEqual(['map']);
  expect(view).toMatchObject({ layer: 'conv_1', map: null, scale: 'map' });
});

test('a picture of one’s own wins over a sample', () => {
  expect(decode('#run=abc&sample=mug').view).toMatchObject({ run: 'abc', sample: null });
});

test('nonsense is no disaster', () => {
  for (const hash of ['', '#', '#&&&', '#=', '#%E0%A4%A', '#a=b&c', 'x'.repeat(5000)]) expect(decode(hash).view.network).toBe(START.network);
});
