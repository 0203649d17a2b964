/** The close-up of trainable subsampling, explained. */
import { inWords } from '../../core/count';
import { number } from '../../core/format';
import { held } from '../../core/pooling';
import type { Asked, Topics } from '../explain/topic';
import { sources, windowOf } from './sources';

function about({ session, layer, cell: [map, row, column] }: Asked) {
  const source = sources(session, layer)[0]!;
  const values = held(source.maps, map, windowOf(source), [row, column]).map(({ value }) => value);
  const learned = (name: string): number => session.weights.get(`${layer.name}.${name}`)?.data[map] ?? 0;
  return { many: inWords(values.length), count: values.length, sum: values.reduce((a, b) => a + b, 0), weight: learned('weights'), bias: learned('bias') };
}

export const topics: Topics = {
  'sub-input': {
    name: 'The map that is read',
    summary: (asked) => `Map ${asked.cell[0] + 1} of the layer before. The pink window holds the ${about(asked).many} numbers that become one; the next window lies beside it.`,
    eli5: 'A picture cut into little squares. Every square becomes one cell of a smaller picture.',
    in_depth: 'Maps never mix here. Arrow keys move the window, Shift by five; Enter goes to the cell in its middle.',
  },
  'sub-window': {
    name: 'What stands in the window',
    summary: (asked) => `The ${about(asked).many} numbers and their sum, ${number(about(asked).sum, 3)}. Click one to see how it came about.`,
    eli5: 'Everything goes into one pot.',
    in_depth: 'A sum, not a maximum: every cell counts alike, and a strong answer among weak ones is diluted.',
  },
  'sub-sum': {
    name: 'Times one number, plus another',
    summary: (asked) => `${number(about(asked).sum, 3)} times ${number(about(asked).weight, 3)}, plus ${number(about(asked).bias, 3)}. Both were learned, and both serve the whole map.`,
    eli5: 'The pot goes past a knob that makes it louder or quieter, and gets a little extra, always the same.',
    in_depth: (asked) => `With a weight of 1/${about(asked).count} and a bias of 0 this would be an average pool. A large weight in front of a squashing curve makes a yes-or-no of the window, a small one merely blurs it.`,
  },
  'sub-result': {
    name: 'The smaller map',
    summary: (asked) => `One number for each window; the chosen one is ${number(asked.value, 3)}.`,
    eli5: 'The same picture, smaller and softer.',
    in_depth: 'Every number of the map is checked here: the sum of its window, times the weight, plus the bias.',
  },
  'sub-learned': {
    name: 'Two numbers for each map',
    summary: (asked) => `A weight and a bias for each of ${asked.layer.shape[0]} maps make ${2 * asked.layer.shape[0]} learned numbers, however large the maps are.`,
    eli5: 'One knob and one gift for each map.',
    in_depth: 'Published in 1998 for LeNet-5. Later pools have nothing to learn: the weights of the next convolution can do the same.',
  },
  'sub-rule': {
    name: 'As learned, or a plain average',
    summary: 'The plain average leaves out what was learned. Only with the learned numbers is it the map that the network goes on with.',
    eli5: 'What if nobody had turned the knob?',
    in_depth: 'Only this page does so; the network’s own numbers stay as they are.',
  },
};
