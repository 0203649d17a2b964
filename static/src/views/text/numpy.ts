/** The line of NumPy that makes one number of a layer, ready to be pasted. x is the input, y the output, one picture. */
import { field } from '../../core/geometry';
import type { Reads } from '../../core/geometry';
import type { Cell, Shape } from '../../core/tensor';

export interface About {
  readonly cell: Cell;
  readonly input: Shape;
  readonly output: Shape;
  readonly reads: Reads;
  readonly settings: Readonly<Record<string, unknown>>;
  /** What the input is called in the line; x where there is only one. */
  readonly name?: string;
}
export type Line = (about: About) => string;

/** "27:30", "4" for a single index, "0:9:2" where cells are skipped; only what lies inside. */
function slice(indices: readonly number[], length: number): string {
  const inside = indices.filter((i) => i >= 0 && i < length);
  const [first, last] = [inside[0], inside.at(-1)];
  if (first === undefined || last === undefined) return '0:0';
  const step = inside.length > 1 ? inside[1]! - first : 1;
  return `${first}:${last + 1}${step > 1 ? `:${step}` : ''}`;
}

const spot = ([c, row, column]: Cell): string => `${c},${row},${column}`;

function parts({ cell, input, output, reads }: About) {
  const read = field(reads, cell, input, output);
  const channels = read.channels.length === input[0] ? ':' : read.channels.length === 1 ? `${read.channels[0]}` : slice(read.channels, input[0]);
  const inside = (indices: readonly number[], length: number) => {
    const at = indices.flatMap((v, i) => (v >= 0 && v < length ? [i] : []));
    return at.length === indices.length ? ':' : `${at[0] ?? 0}:${(at.at(-1) ?? -1) + 1}`;
  };
  const span = `${slice(read.rows, input[1])},${slice(read.columns, input[2])}`;
  const single = read.rows.length === 1 && read.columns.length === 1;
  const window = single ? `${channels},${read.rows[0]},${read.columns[0]}` : `${channels},${span}`;
  const block = `${read.channels.length === input[0] ? ':' : slice(read.channels, input[0])},${span}`;
  const [rows, columns] = [inside(read.rows, input[1]), inside(read.columns, input[2])];
  return { window, block, clip: rows === ':' && columns === ':' ? '' : `[:,${rows},${columns}]` };
}

export const weighted: Line = (about) => {
  const { block, clip } = parts(about);
  const k = about.cell[0];
  return `y[${spot(about.cell)}] = b[${k}] + (w[${k}]${clip} *\n    x[${block}]).sum()`;
};

const elementwise = (f: (x: string, about: About) => string): Line => (about) => `y[${spot(about.cell)}] =\n  ${f(`x[${parts(about).window}]`, about)}`;
export const hinge = elementwise((x) => `max(0, ${x})`);
export const bentHinge = elementwise((x, { settings }) => `np.where(${x} > 0, 1, ${String(settings.slope ?? 0.01)}) * ${x}`);
export const squashed = elementwise((x) => `1 / (1 + np.exp(-${x}))`);
export const squashedBothWays = elementwise((x) => `np.tanh(${x})`);
export const biggest = elementwise((x) => `${x}.max()`);
export const mean = elementwise((x, about) => {
  const { clip } = parts(about);
  const area = about.reads.rule === 'window' ? about.reads.size[0] * about.reads.size[1] : 1;
  return clip && about.settings.count_padding !== false ? `${x}.sum() / ${area}` : `${x}.mean()`;
});
export const pixel: Line = ({ cell }) => `x[${spot(cell)}]`;
export const unrolled: Line = ({ cell }) => `y[${cell[0]}] = x.ravel()[${cell[0]}]`;
export const vote: Line = ({ cell }) => `y[${cell[0]}] = b[${cell[0]}] + w[${cell[0]}] @ x.ravel()`;
export const share: Line = ({ cell }) => `e = np.exp(x - x.max())\ny[${cell[0]}] = e[${cell[0]}] / e.sum()`;
export const window: Line = (about) => `y[${spot(about.cell)}]  # reads\n${about.name ?? 'x'}[${parts(about).window}]`;
