/** A window is pooled: what goes on? */
import { number } from '../../core/format';
import { field } from '../../core/geometry';
import { windowValues } from '../../core/products';
import type { Cell } from '../../core/tensor';
import { next, offer, type Maker, type Option, type Scene } from './question';

const PLACES: Readonly<Record<string, readonly string[]>> = { '2,2': ['upper left', 'upper right', 'lower left', 'lower right'] };

/** The next window with something to choose in it. */
function telling({ cell, layer, sources: [source] }: Scene): { cell: Cell; values: number[]; size: readonly [number, number] } | null {
  if (!source || source.reads.rule !== 'window') return null;
  let to = cell;
  for (let i = 0; i < layer.shape[1] * layer.shape[2]; i++) {
    to = next(to, layer);
    const { channels, rows, columns } = field(source.reads, to, source.maps.shape, layer.shape);
    const { values, ghosts } = windowValues(source.maps, channels[0] ?? 0, rows, columns);
    const different = new Set(values.map((value) => number(value))).size;
    if (!ghosts.some(Boolean) && different > 1 && different === new Set(values).size) return { cell: to, values, size: source.reads.size };
  }
  return null;
}

export const winner: Maker = (scene) => {
  const found = scene.kind.pick && telling(scene);
  if (!found || found.values.length > 9) return null;
  const { session, kind } = scene;
  const { cell: [c, row, column], values, size } = found;
  const [most, mean] = [Math.max(...values), values.reduce((a, b) => a + b, 0) / values.length];
  const biggest = kind.pick === 'biggest';
  const place = (i: number) => PLACES[size.join()]?.[i] ?? `place ${i + 1}`;
  const held = values.map((value, i) => `${place(i)} ${number(value)}`).join(', ');
  const options: Option[] = [
    { words: number(most), why: biggest ? 'Yes: the largest, and only the largest.' : 'This layer takes the average, so that every number has a say.', right: biggest },
    { words: number(mean), why: biggest ? 'That is the average. Here only the largest goes on.' : 'Yes: added up and divided by how many they are.', right: !biggest },
    { words: number(values.reduce((a, b) => a + b, 0)), why: 'That is their sum.' },
    { words: number(values[0]!), why: 'That one only comes first.', right: biggest ? values[0] === most : values[0] === mean },
  ];
  return {
    about: 'What goes on',
    ask: `Another window holds ${held}. What goes on?`,
    misconception: biggest ? 'M26' : 'M11',
    truth: biggest ? `${number(most)} goes on, from the ${place(values.indexOf(most))}. The others could be anything smaller, and nothing would change.` : `${number(mean)}: the average of ${values.length} numbers.`,
    options: offer(options, (a, b) => a.words.localeCompare(b.words)),
    look: () => session.choose(c, [row, column]),
  };
};
