/**
 * Everything a page shows, as one plain frozen record. The URL is its serial form, so a link,
 * a reload and the Back button all come for free.
 */
import { decodeEdits, encodeEdits, type Edits } from '../core/edits';

export type Depth = 'summary' | 'eli5' | 'in_depth';
export type Scale = 'map' | 'layer' | 'network';
export type WireMode = 'reads' | 'evidence';
/** Which maps are drawn once the network is edited: its own, those from before, or what is between them. */
export type EditInk = 'after' | 'before' | 'difference';

/** A number a person came from by following its terms. */
export interface Stop {
  readonly layer: string;
  readonly map: number;
  readonly cell: readonly [row: number, column: number];
}

export interface View {
  readonly network: string;
  /** The name of weights that somebody has loaded for it; null for its own, learned or drawn. */
  readonly weights: string | null;
  /** Only what can be told without running it: sizes, figures, wiring. */
  readonly shapes: boolean;
  /** A sample's name, or the id of a run when the picture is somebody's own. */
  readonly sample: string | null;
  readonly run: string | null;
  readonly layer: string | null;
  readonly map: number | null;
  readonly cell: readonly [row: number, column: number] | null;
  /** Threaded: the strip is a timeline and the stage is open. */
  readonly open: boolean;
  readonly depth: Depth;
  readonly scale: Scale;
  /** The numbers whose terms were followed to come here, oldest first. */
  readonly trail: readonly Stop[];
  /** Settings of the open close-up; they belong to its layer and go with it. */
  readonly tools: Readonly<Record<string, string>>;
  /** Beside what a number can depend on: how much it really does. */
  readonly effective: boolean;
  /** What the wires of the overview tell: who reads whom, or what speaks for the verdict. */
  readonly wires: WireMode;
  /** The modules whose layers are all seen; the others are folded into one column each. */
  readonly unfolded: readonly string[];
  /** Settings of the layer laboratory; null while it is closed. */
  readonly lab: string | null;
  /** How the picture was moved about before the network saw it. */
  readonly altered: Readonly<Record<string, number>>;
  /** What was changed about the network's weights. */
  readonly edits: Edits;
  readonly ink: EditInk;
  /** The filter studio, as it writes itself down; null while it is closed. */
  readonly studio: string | null;
  /** The networks that made history, as their place writes itself down; null while it is closed. */
  readonly history: string | null;
  /** What is set side by side, as that place writes itself down; null while it is closed. */
  readonly compare: string | null;
}

export const START: View = {
  network: 'tiny-vgg',
  weights: null,
  shapes: false,
  sample: null,
  run: null,
  layer: null,
  map: null,
  cell: null,
  open: false,
  depth: 'summary',
  scale: 'layer',
  trail: [],
  tools: {},
  effective: false,
  wires: 'reads',
  unfolded: [],
  lab: null,
  altered: {},
  edits: [],
  ink: 'after',
  studio: null,
  history: null,
  compare: null,
};

/** Whether the network sees the picture otherwise than it was given. */
export const isAltered = ({ altered }: Pick<View, 'altered'>): boolean => Object.keys(altered).length > 0;

/** Longer trails forget their beginning. */
export const LONGEST_TRAIL = 24;

const DEPTHS: readonly Depth[] = ['summary', 'eli5', 'in_depth'];
const SCALES: readonly Scale[] = ['map', 'layer', 'network'];
const WIRES: readonly WireMode[] = ['reads', 'evidence'];

const NAME = /^[\w.-]{1,80}$/;
const SETTING = /^[\w.,+-]{1,40}$/;
const LAB = /^[\w.,:;~|-]{0,400}$/;
const STUDIO = /^[\w.,:;~|+-]{0,40000}$/;
const HISTORY = /^[\w.,:;~|+-]{0,600}$/;
const COMPARE = /^[\w.,:;~|+-]{0,2000}$/;
const INKS: readonly EditInk[] = ['after', 'before', 'difference'];

export function encode(view: View): string {
  const q = new URLSearchParams();
  if (view.network !== START.network) q.set('network', view.network);
  if (view.weights) q.set('weights', view.weights);
  if (view.shapes) q.set('shapes', '1');
  if (view.run) q.set('run', view.run);
  else if (view.sample) q.set('sample', view.sample);
  if (Object.keys(view.altered).length) q.set('altered', record(view.altered));
  if (view.layer) q.set('layer', view.layer);
  if (view.map !== null) q.set('map', String(view.map + 1));
  if (view.cell) q.set('cell', view.cell.join(','));
  if (view.open) q.set('open', '1');
  if (view.trail.length) q.set('trail', view.trail.map(({ layer, map, cell }) => `${layer}:${map + 1},${cell.join()}`).join(';'));
  if (Object.keys(view.tools).length) q.set('tools', record(view.tools));
  if (view.lab !== null) q.set('lab', view.lab);
  if (view.edits.length) q.set('edits', encodeEdits(view.edits));
  if (view.ink !== START.ink) q.set('ink', view.ink);
  if (view.studio !== null) q.set('studio', view.studio);
  if (view.history !== null) q.set('history', view.history);
  if (view.compare !== null) q.set('compare', view.compare);
  if (view.effective) q.set('effective', '1');
  if (view.wires !== START.wires) q.set('wires', view.wires);
  if (view.unfolded.length) q.set('unfolded', view.unfolded.join());
  if (view.depth !== START.depth) q.set('depth', view.depth);
  if (view.scale !== START.scale) q.set('scale', view.scale);
  return q.size ? `#${legible(q.toString())}` : '#';
}

/** Signs that need no escape after a #, so that a link can be read. */
const legible = (text: string): string =>
  text.replaceAll('%2C', ',').replaceAll('%3A', ':').replaceAll('%3B', ';').replaceAll('%7C', '|').replaceAll('%7E', '~');

const record = (settings: Readonly<Record<string, string | number>>): string =>
  Object.entries(settings).map(([name, value]) => `${name}:${value}`).join(';');

export interface Decoded {
  readonly view: View;
  /** Parts of the link that could not be read, to be said in words. */
  readonly damaged: readonly string[];
}

export function decode(hash: string): Decoded {
  const q = new URLSearchParams(hash.replace(/^#/, ''));
  const damaged: string[] = [];
  const read = <T>(key: string, parse: (text: string) => T | null, otherwise: T): T => {
    const text = q.get(key);
    if (text === null) return otherwise;
    const value = parse(text);
    if (value === null) damaged.push(key);
    return value ?? otherwise;
  };
  const view: View = {
    network: read('network', name, START.network),
    weights: read('weights', (text) => (/^[0-9a-f]{32}$/.test(text) ? text : null), null),
    shapes: q.get('shapes') === '1',
    run: read('run', name, null),
    sample: q.has('run') ? null : read('sample', name, null),
    altered: read('altered', (text) => settings(text, amount), START.altered),
    layer: read('layer', name, null),
    map: read('map', ordinal, null),
    cell: read('cell', place, null),
    open: q.get('open') === '1',
    trail: read('trail', trail, START.trail),
    tools: read('tools', (text) => settings(text, setting), START.tools),
    unfolded: read('unfolded', names, START.unfolded),
    lab: read('lab', (text) => (LAB.test(text) ? text : null), null),
    edits: read('edits', decodeEdits, START.edits),
    ink: read('ink', oneOf(INKS), START.ink),
    studio: read('studio', (text) => (STUDIO.test(text) ? text : null), null),
    history: read('history', (text) => (HISTORY.test(text) ? text : null), null),
    compare: read('compare', (text) => (COMPARE.test(text) ? text : null), null),
    effective: q.get('effective') === '1',
    wires: read('wires', oneOf(WIRES), START.wires),
    depth: read('depth', oneOf(DEPTHS), START.depth),
    scale: read('scale', oneOf(SCALES), START.scale),
  };
  return { view, damaged };
}

// Each reads one part of a link; null where it makes no sense.

const name = (text: string): string | null => (NAME.test(text) ? text : null);
const names = (text: string): readonly string[] | null => (text.split(',').every((one) => NAME.test(one)) ? text.split(',') : null);
const setting = (text: string): string | null => (SETTING.test(text) ? text : null);
const natural = (text: string): number | null => (/^\d{1,6}$/.test(text) ? Number(text) : null);
const amount = (text: string): number | null => (/^-?\d{1,4}(\.\d{1,4})?$/.test(text) ? Number(text) : null);
const oneOf = <T extends string>(known: readonly T[]) => (text: string): T | null => known.find((k) => k === text) ?? null;

/** Maps are counted from 1 in links, as on the page. */
function ordinal(text: string): number | null {
  const n = natural(text);
  return n === null || n < 1 ? null : n - 1;
}

function place(text: string): readonly [number, number] | null {
  const [row, column, ...rest] = text.split(',').map(natural);
  return row == null || column == null || rest.length ? null : [row, column];
}

function settings<T>(text: string, parse: (text: string) => T | null): Record<string, T> | null {
  const found: Record<string, T> = {};
  for (const part of text.split(';')) {
    const [key = '', value = '', ...rest] = part.split(':');
    const parsed = parse(value);
    if (!NAME.test(key) || parsed === null || rest.length) return null;
    found[key] = parsed;
  }
  return found;
}

function trail(text: string): readonly Stop[] | null {
  const stops = text.split(';').map(stop);
  return stops.length <= LONGEST_TRAIL && stops.every((found) => found !== null) ? stops : null;
}

function stop(text: string): Stop | null {
  const [layer = '', where = ''] = text.split(':');
  const [map = '', ...cell] = where.split(',');
  const [c, at] = [ordinal(map), place(cell.join())];
  return NAME.test(layer) && c !== null && at ? { layer, map: c, cell: at } : null;
}
