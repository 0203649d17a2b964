/**
 * Which cells a cell reads. The layers state it as data (`reads`); this file only follows
 * the rule, so that no view ever has to ask what kind of layer it is drawing.
 */
import type { Cell, Shape } from './tensor';

export interface WindowReads {
  readonly rule: 'window';
  readonly channels: 'same' | 'all' | 'group' | 'listed';
  readonly offset: number;
  readonly groups: number;
  /** For every output channel the input channels it reads, ascending; where they are listed. */
  readonly links?: readonly (readonly number[])[];
  readonly size: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly padding: readonly [number, number];
  readonly dilation: readonly [number, number];
}
export interface UnrollReads {
  readonly rule: 'unroll';
}
export type Reads = WindowReads | UnrollReads;

/** The cells of one input that an output cell looks at. Rows and columns may lie outside: that is the padding. */
export interface Field {
  readonly channels: readonly number[];
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

const count = (from: number, to: number): number[] => Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

/** Field of `cell` in an input of shape `input`, ghost cells of the padding included. */
export function field(reads: Reads, [c, row, column]: Cell, input: Shape, output: Shape): Field {
  const [channels, height, width] = input;
  if (reads.rule === 'unroll') {
    const within = c % (height * width);
    return { channels: [Math.floor(c / (height * width))], rows: [Math.floor(within / width)], columns: [within % width] };
  }
  const steps = (start: number, size: number, step: number) => Array.from({ length: size }, (_, i) => start + i * step);
  return {
    channels: channelsRead(reads, c, channels, output[0]),
    rows: steps(row * reads.stride[0] - reads.padding[0], reads.size[0], reads.dilation[0]),
    columns: steps(column * reads.stride[1] - reads.padding[1], reads.size[1], reads.dilation[1]),
  };
}

function channelsRead(reads: WindowReads, c: number, channels: number, outputs: number): readonly number[] {
  if (reads.channels === 'listed') return reads.links?.[c] ?? [];
  if (reads.channels === 'all') return count(0, channels);
  if (reads.channels === 'group') {
    const each = channels / reads.groups;
    const group = Math.floor(c / (outputs / reads.groups));
    return count(group * each, (group + 1) * each);
  }
  const source = c - reads.offset;
  return source >= 0 && source < channels ? [source] : [];
}

/** A rectangle of cells, ends included; `channels` are those it spans. */
export interface Box {
  readonly channels: readonly number[];
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface Node {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly shape: Shape;
  readonly reads: readonly Reads[];
}

/** The smallest rectangle around the field of a whole box of output cells, clipped to the input; null when nothing is read. */
export function boxRead(reads: Reads, box: Box, input: Shape, output: Shape): Box | null {
  const corners = reads.rule === 'unroll'
    ? box.channels.map((c) => field(reads, [c, 0, 0], input, output))
    : box.channels.flatMap((c) => [
        field(reads, [c, box.top, box.left], input, output),
        field(reads, [c, box.bottom, box.right], input, output),
      ]);
  const seen = corners.filter((f) => f.channels.length > 0);
  if (seen.length === 0) return null;
  const rows = seen.flatMap((f) => [f.rows[0]!, f.rows.at(-1)!]);
  const columns = seen.flatMap((f) => [f.columns[0]!, f.columns.at(-1)!]);
  const clip = (v: number, length: number) => Math.min(Math.max(v, 0), length - 1);
  return {
    channels: [...new Set(seen.flatMap((f) => f.channels))].sort((a, b) => a - b),
    top: clip(Math.min(...rows), input[1]),
    bottom: clip(Math.max(...rows), input[1]),
    left: clip(Math.min(...columns), input[2]),
    right: clip(Math.max(...columns), input[2]),
  };
}

const union = (a: Box | undefined, b: Box): Box =>
  a === undefined
    ? b
    : {
        channels: [...new Set([...a.channels, ...b.channels])].sort((x, y) => x - y),
        top: Math.min(a.top, b.top),
        left: Math.min(a.left, b.left),
        bottom: Math.max(a.bottom, b.bottom),
        right: Math.max(a.right, b.right),
      };

/**
 * The receptive field of one cell on every layer it depends on, by layer name, its own included.
 * Nodes come in runnable order, so one walk backwards meets every reader before what it reads.
 */
export function receptiveField(nodes: readonly Node[], name: string, [c, row, column]: Cell): Map<string, Box> {
  const boxes = new Map<string, Box>([[name, { channels: [c], top: row, left: column, bottom: row, right: column }]]);
  const byName = new Map(nodes.map((node) => [node.name, node]));
  for (const node of [...nodes].reverse()) {
    const box = boxes.get(node.name);
    if (!box) continue;
    node.inputs.forEach((source, i) => {
      const read = boxRead(node.reads[i]!, box, byName.get(source)!.shape, node.shape);
      if (read) boxes.set(source, union(boxes.get(source), read));
    });
  }
  return boxes;
}

/** The cell of a reader that looks at `cell` most centrally: where "one layer on" leads. Null when no one reads it. */
export function reader(reads: Reads, [c, row, column]: Cell, input: Shape, output: Shape): Cell | null {
  const [, height, width] = input;
  if (reads.rule === 'unroll') return [(c * height + row) * width + column, 0, 0];
  const back = (v: number, axis: 0 | 1, length: number) => {
    const middle = ((reads.size[axis] - 1) / 2) * reads.dilation[axis];
    const at = Math.round((v + reads.padding[axis] - middle - 0.01) / reads.stride[axis]);
    return Math.min(Math.max(at, 0), length - 1);
  };
  const channelOut = reads.channels === 'same' ? c + reads.offset : -1;
  if (channelOut >= output[0]) return null;
  return [channelOut, back(row, 0, output[1]), back(column, 1, output[2])];
}
