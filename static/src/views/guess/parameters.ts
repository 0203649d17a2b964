/** How many numbers has this layer learned? */
import { whole } from '../../core/format';
import { offer, type Maker, type Option } from './question';

const sorted = (options: Option[]): Option[] => offer(options, (a, b) => value(a) - value(b));
const value = ({ words }: Option): number => Number(words.replaceAll(',', ''));

export const parameters: Maker = ({ layer, weights, sources: [source] }) => {
  if (!source) return null;
  if (!layer.parameters) return source.reads.rule === 'window' && source.reads.channels === 'same' && source.reads.size[0] > 1 ? nothing(layer.shape[0], source.reads.size) : null;
  if (!weights) return null;
  // What is counted here is a filter, or a row, that weighs all it reads, as many for each number that comes out.
  if (![2, 4].includes(weights.dims.length) || (source.reads.rule === 'window' && source.reads.links)) return null;
  const [outputs = 0, inputs = 0, rows = 1, columns = 1] = weights.dims;
  const [, height, width] = layer.shape;
  const area = rows * columns;
  const each = inputs * area;
  const bias = layer.parameters > outputs * each;
  const filters = weights.dims.length === 4;
  const ask = filters
    ? `${whole(outputs)} filters of ${rows}×${columns} look at ${whole(inputs)} ${inputs === 1 ? 'channel' : 'channels'}. How many numbers does this layer learn?`
    : `${whole(inputs)} numbers come in, ${whole(outputs)} go out, each weighing all of them. How many numbers does this layer learn?`;
  return {
    about: 'Parameters',
    ask,
    misconception: filters && inputs > 1 ? 'M6' : 'M5',
    truth: filters
      ? `${whole(outputs)} · (${whole(inputs)}·${rows}·${columns}${bias ? ' + 1' : ''}) = ${whole(layer.parameters)}.`
      : `${whole(outputs)} · (${whole(inputs)}${bias ? ' + 1' : ''}) = ${whole(layer.parameters)}.`,
    options: sorted([
      { words: whole(layer.parameters), why: `Yes: ${whole(each)} weights${bias ? ' and one bias' : ''} for each of ${whole(outputs)}.`, right: true },
      filters
        ? { words: whole(outputs * area), why: `That is one ${rows}×${columns} slice for each filter. Every filter has one for each channel it reads.` }
        : { words: whole(inputs + outputs), why: 'That counts the numbers, not the wires between them: each output weighs every input.' },
      bias
        ? { words: whole(outputs * each), why: 'Nearly: each filter adds one bias as well.' }
        : { words: whole(outputs * (each + 1)), why: 'This layer goes without a bias.' },
      filters
        ? { words: whole(outputs * each + outputs * height * width), why: 'The bias is one number for each filter, the same at every place.' }
        : { words: whole(outputs * (each + inputs)), why: 'One bias for each output, not for each weight.' },
    ]),
  };
};

const nothing = (maps: number, [down, across]: readonly [number, number]) => ({
  about: 'Parameters',
  ask: `A ${down}×${across} window pools ${whole(maps)} maps. How many weights does this layer learn?`,
  misconception: 'M11' as const,
  truth: 'It follows a fixed rule. There is nothing in it that could be learned.',
  options: sorted([
    { words: '0', why: 'Yes. Nothing is learned here.', right: true },
    { words: whole(down * across), why: 'The cells of the window are read, but not weighed by anything that was learned.' },
    { words: whole(down * across * maps), why: 'It looks at every map, but it weighs nothing.' },
  ]),
});
