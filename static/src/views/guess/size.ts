/** How large are the maps that come out? */
import { isVector } from '../../core/tensor';
import { offer, type Maker } from './question';

const by = (height: number, width: number): string => `${height}×${width}`;

export const outputSize: Maker = ({ layer, sources: [source], sources }) => {
  if (!source || sources.length > 1 || isVector(layer.shape) || source.reads.rule !== 'window') return null;
  const { size, stride, padding, dilation } = source.reads;
  if (size.every((s) => s === 1) && stride.every((s) => s === 1)) return null;
  const [, height, width] = source.layer.shape;
  const [maps, rows, columns] = layer.shape;
  const span = size.map((s, i) => (s - 1) * dilation[i]! + 1);
  const fits = (height + 2 * padding[0] - span[0]!) / stride[0];
  const right = `${by(rows, columns)}`;
  const truth = `(${height} + 2·${padding[0]} − ${span[0]}) / ${stride[0]} = ${Number.isInteger(fits) ? fits : `${fits.toFixed(1)}, rounded ${rows > Math.floor(fits) + 1 ? 'up' : 'down'}`}, and one more for the place it starts from: ${rows}.`;
  return {
    about: 'Output size',
    ask: `A ${size.join('×')} window${dilation.some((d) => d > 1) ? `, its cells ${dilation[0]} apart,` : ''} moves over maps of ${by(height, width)} by ${stride[0] === 1 ? 'one cell' : `${stride[0]} cells`} at a time${padding[0] ? `, with ${padding[0]} ghost cells around` : ''}. How large are the maps that come out?`,
    misconception: Number.isInteger(fits) ? 'M4' : 'M10',
    truth,
    options: offer([
      { words: right, why: `Yes: the window fits into ${rows} places down and ${columns} across.`, right: true },
      { words: by(height, width), why: 'The window must lie inside, so fewer places than cells are left for it, unless ghost cells are put around.' },
      { words: by(Math.floor(height / stride[0]), Math.floor(width / stride[1])), why: 'The stride is not all: the window itself takes room at the edge.' },
      { words: by(rows + 1, columns + 1), why: 'One too many: there the window would hang over the edge.' },
      { words: by(height - span[0]!, width - span[1]!), why: 'It can also stand where it begins: one more place.' },
      { words: by(rows * maps, columns * maps), why: `${maps} maps come out, and each has the same size. They are not put side by side.` },
    ].slice(0, 5)),
  };
};
