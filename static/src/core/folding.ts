/**
 * Modules fold. A folded module is one column, its output; unfolded, every layer of it stands on
 * its lane.
 */
import { mainLine, type Knot, type Lane, type Piece } from './branching';

export interface Part extends Knot {
  readonly module: string | null;
}
export interface Module {
  readonly name: string;
  readonly layers: readonly string[];
  /** The layer that the rest of the network reads. */
  readonly output: string;
  readonly lanes: readonly Lane[];
}
/** What stands on the main line, from left to right. */
export type Standing =
  | { readonly form: 'layer'; readonly name: string; readonly module: string | null }
  | { readonly form: 'branches'; readonly fork: string; readonly join: string; readonly lanes: readonly Lane[]; readonly module: string | null }
  | { readonly form: 'folded'; readonly module: Module }
  | { readonly form: 'ending'; readonly fork: string; readonly module: Module; readonly folded: boolean };

const namesOf = (piece: Piece): readonly string[] => (piece.form === 'layer' ? [piece.name] : piece.form === 'branches' ? piece.lanes.flat() : piece.lane);

interface Run {
  readonly module: string | null;
  readonly pieces: Piece[];
}

/** Neighbours on the line that belong to one module; what leaves the line between them is put behind them. */
function runs(layers: readonly Part[], pieces: readonly Piece[]): readonly Run[] {
  const modules = new Map(layers.map(({ name, module }) => [name, module]));
  const found: Run[] = [];
  for (const piece of pieces) {
    const own = new Set(namesOf(piece).map((name) => modules.get(name) ?? null));
    const module = own.size === 1 ? [...own][0]! : null;
    const before = found.findLast(({ pieces: [first] }) => first?.form !== 'ending');
    if (piece.form === 'ending') found.push({ module: null, pieces: [piece] });
    else if (module !== null && before?.module === module) before.pieces.push(piece);
    else found.push({ module, pieces: [piece] });
  }
  return found;
}

const outputOf = (layers: readonly Part[], names: readonly string[]): string =>
  names.findLast((name) => layers.some((layer) => !names.includes(layer.name) && layer.inputs.includes(name))) ?? names.at(-1)!;

/** One column more or less is not worth a fold. */
const FEW = 3;
/** Stands for every module, in a link. */
export const ALL = 'all';

export class Folding {
  readonly #runs: readonly Run[];
  readonly #modules: ReadonlyMap<Run, Module>;

  constructor(readonly layers: readonly Part[]) {
    this.#runs = runs(layers, mainLine(layers));
    this.#modules = new Map(this.#runs.flatMap((run): [Run, Module][] => {
      const [first] = run.pieces;
      const names = run.pieces.flatMap(namesOf);
      if (first?.form === 'ending') {
        const module = layers.find(({ name }) => name === names[0])?.module ?? names[0]!;
        return [[run, { name: module, layers: names, output: names.at(-1)!, lanes: [first.lane] }]];
      }
      if (run.module === null || names.length < FEW) return [];
      const lanes = run.pieces.reduce<readonly Lane[]>((most, piece) => (piece.form === 'branches' && piece.lanes.length > most.length ? piece.lanes : most), []);
      return [[run, { name: run.module, layers: names, output: outputOf(layers, names), lanes: lanes.length ? lanes : [names] }]];
    }));
  }

  get modules(): readonly Module[] {
    return [...this.#modules.values()];
  }
  moduleOf(layer: string): Module | null {
    return this.modules.find(({ layers }) => layers.includes(layer)) ?? null;
  }

  /** The module inside which a layer stands, hidden while it is folded; null for what is always seen. */
  within(layer: string): string | null {
    const module = this.moduleOf(layer);
    return module && module.output !== layer ? module.name : null;
  }

  /** What stands where, with some modules unfolded. */
  standing(unfolded: readonly string[]): readonly Standing[] {
    const open = ({ name }: Module) => unfolded.includes(name) || unfolded.includes(ALL);
    return this.#runs.flatMap((run): Standing[] => {
      const module = this.#modules.get(run);
      const [first] = run.pieces;
      if (module && first?.form === 'ending') return [{ form: 'ending', fork: first.fork, module, folded: module.layers.length >= FEW && !open(module) }];
      if (module && !open(module)) return [{ form: 'folded', module }];
      return run.pieces.flatMap((piece): Standing[] => (piece.form === 'ending' ? [] : [{ ...piece, module: module?.name ?? null }]));
    });
  }

  /** The unfolded modules after one was folded or unfolded; all of them are written as one word. */
  toggled(unfolded: readonly string[], name: string): readonly string[] {
    const names = this.modules.map((module) => module.name);
    const open = unfolded.includes(ALL) ? names : unfolded;
    const next = open.includes(name) ? open.filter((one) => one !== name) : [...open, name];
    return names.every((one) => next.includes(one)) ? [ALL] : next;
  }
}

/** The layers in the order they are walked: along the line, and through branches one after the other. */
export const walk = (standing: readonly Standing[]): readonly string[] => standing.flatMap((one) => {
  if (one.form === 'layer') return [one.name];
  if (one.form === 'branches') return one.lanes.flat();
  return one.form === 'folded' || one.folded ? [one.module.output] : one.module.layers;
});
