import { expect, test } from 'vitest';
import { strongest, strongestPath } from '../../static/src/core/strongest';

const wire = (from: string, to: string, source: number, reader: number, evidence: number) => ({ from, to, source, reader, evidence });
const wires = [
  wire('input', 'conv', 0, 1, 0.5), wire('input', 'conv', 1, 1, -2), wire('input', 'conv', 2, 0, 1), wire('input', 'conv', 2, 1, 0),
  wire('conv', 'dense', 1, 4, 3), wire('conv', 'dense', 0, 4, 1),
];

test('edge by edge the strongest few, for and against, and nothing that is nothing', () => {
  const [first, second] = strongest(wires, 2);
  expect(first!.wires.map((w) => w.evidence)).toEqual([-2, 1]);
  expect([second!.from, second!.to, second!.wires.length]).toEqual(['conv', 'dense', 2]);
});

test('the strongest way back follows what speaks for it, to the picture', () => {
  expect(strongestPath(wires, { layer: 'dense', channel: 4 }).map((w) => [w.from, w.source])).toEqual([['conv', 1], ['input', 0]]);
  expect(strongestPath(wires, { layer: 'dense', channel: 0 })).toEqual([]);
});
