/**
 * Everything a page shows, as one plain frozen record. The URL is its serial form, so a link,
 * a reload and the Back button all come for free.
 */
export type Depth = 'summary' | 'eli5' | 'in_depth';
export type Scale = 'map' | 'layer' | 'network';

export interface View {
  readonly network: string;
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
}

export const START: View = {
  network: 'tiny-vgg',
  sample: null,
  run: null,
  layer: null,
  map: null,
  cell: null,
  open: false,
  depth: 'summary',
  scale: 'layer',
};

const DEPTHS: readonly Depth[] = ['summary', 'eli5', 'in_depth'];
const SCALES: readonly Scale[] = ['map', 'layer', 'network'];

export function encode(view: View): string {
  const q = new URLSearchParams();
  if (view.network !== START.network) q.set('network', view.network);
  if (view.run) q.set('run', view.run);
  else if (view.sample) q.set('sample', view.sample);
  if (view.layer) q.set('layer', view.layer);
  if (view.map !== null) q.set('map', String(view.map + 1));
  if (view.cell) q.set('cell', view.cell.join(','));
  if (view.open) q.set('open', '1');
  if (view.depth !== START.depth) q.set('depth', view.depth);
  if (view.scale !== START.scale) q.set('scale', view.scale);
  return q.size ? `#${q.toString().replaceAll('%2C', ',')}` : '#';
}

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
  const name = (text: string) => (/^[\w.-]{1,80}$/.test(text) ? text : null);
  const natural = (text: string) => (/^\d{1,6}$/.test(text) ? Number(text) : null);
  const oneOf = <T extends string>(known: readonly T[]) => (text: string) => known.find((k) => k === text) ?? null;
  const view: View = {
    network: read('network', name, START.network),
    run: read('run', name, null),
    sample: q.has('run') ? null : read('sample', name, null),
    layer: read('layer', name, null),
    map: read('map', (text) => { const n = natural(text); return n === null || n < 1 ? null : n - 1; }, null),
    cell: read('cell', (text) => {
      const parts = text.split(',').map(natural);
      return parts.length === 2 && parts[0] !== null && parts[1] !== null ? ([parts[0]!, parts[1]!] as const) : null;
    }, null),
    open: q.get('open') === '1',
    depth: read('depth', oneOf(DEPTHS), START.depth),
    scale: read('scale', oneOf(SCALES), START.scale),
  };
  return { view, damaged };
}
