/** What stands over the columns: stage word and size, and hairlines that name the blocks and modules. */
import { size, whole } from '../../core/format';
import type { Standing } from '../../core/folding';
import { spokenModule } from '../../core/naming';
import type { LayerInfo } from '../../data/types';
import type { Column } from './column';
import type { Place } from './places';

export interface Head {
  readonly x: number;
  readonly words: string;
  readonly sizes: string;
  readonly layers: readonly string[];
}
export interface Brace {
  readonly x: number;
  /** Below the columns' top; those over the columns have none. */
  readonly y?: number;
  readonly width: number;
  readonly words: string;
  /** The module that can be folded or unfolded here. */
  readonly module: string | null;
  readonly folded?: boolean;
}

/** About as wide as a letter of a brace's words is. */
const LETTER = 5.7;

/** Stage word and size over every column; a strip that stands close shares the head of the verdict. */
export function heads(columns: readonly Column[], bars: readonly LayerInfo[], last: Column): Head[] {
  const before = columns[columns.indexOf(last) - 1];
  const shared = last.form === 'verdict' && before?.form === 'strip' ? before : null;
  return columns.filter((column) => column !== shared).map((column) => {
    const names = column.form === 'verdict' ? bars.map((layer) => layer.name) : [column.layer.name];
    if (column !== last || !shared) return { x: column.x, words: column.layer.stage, sizes: size(column.layer.shape), layers: names };
    return {
      x: shared.x,
      words: `${shared.layer.stage}, ${column.layer.stage}`,
      sizes: `${whole(shared.layer.shape[0])} to ${whole(column.layer.shape[0])}`,
      layers: [shared.layer.name, ...names],
    };
  });
}

/** Hairlines that name the blocks, and how much of the picture one number of them sees; a module has its own. */
export function braces(columns: readonly Column[], frames: readonly (Place & { readonly module: string })[], standing: readonly Standing[]): Brace[] {
  const folded = new Set(standing.flatMap((one) => (one.form === 'folded' ? [one.module.name] : [])));
  const foldable = new Set(standing.flatMap((one) => ((one.form === 'branches' || one.form === 'layer') && one.module ? [one.module] : [])));
  const groups: { key: string; module: string | null; columns: Column[] }[] = [];
  columns.forEach((column, i) => {
    const flat = column.form !== 'maps';
    const joins = flat && columns.slice(i).every((c) => c.form !== 'maps');
    const module = column.module !== null && (folded.has(column.module) || foldable.has(column.module)) ? column.module : null;
    const key = module ?? (column.layer.inputs.length === 0 ? 'picture' : joins ? (i >= columns.length - 2 ? 'verdict' : 'single numbers') : `block ${column.layer.block ?? 1}`);
    if (groups.at(-1)?.key === key) groups.at(-1)!.columns.push(column);
    else groups.push({ key, module, columns: [column] });
  });
  return groups.map(({ key, module, columns: members }) => {
    const own = [...members, ...frames.filter((frame) => module !== null && frame.module === module)];
    const x = Math.min(...own.map((one) => one.x));
    const width = Math.max(...own.map((one) => one.x + one.width)) - x;
    if (module) return { x, width, words: spokenModule(module), module, folded: folded.has(module) };
    const end = members.at(-1)!;
    const sees = `${end.layer.receptive_field[0]}×${end.layer.receptive_field[1]} pixels`;
    const block = [`${key}: one number sees ${sees}`, `${key}: sees ${sees}`, key];
    const words = key.startsWith('block') ? block.find((text) => text.length * LETTER <= width) ?? key : key;
    return { x, width, words, module: null };
  });
}
