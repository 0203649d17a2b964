/** The close-up of another scale for the same numbers, explained. */
import { number } from '../../core/format';
import { middle, spread, stretch } from '../../core/scaling';
import { at } from '../../core/tensor';
import type { Asked, Topics } from '../explain/topic';
import { end, scaleOf } from './rescaling';

const scale = ({ layer }: Asked) => scaleOf(layer);
const heard = ({ session, layer }: Asked) => session.numbers(layer.inputs[0]!);
const bracketed = (x: number): string => (x < 0 ? `(${end(x)})` : end(x));

export const topics: Topics = {
  'scale-before': {
    name: 'As it came',
    summary: (asked) => {
      const maps = heard(asked);
      return `The numbers before: 0 is nothing, 1 is all there can be. The chosen one is ${maps ? number(at(maps, asked.cell), 3) : 'here'}.`;
    },
    eli5: 'The picture as it was handed in.',
    in_depth: 'Pixels of 0 to 255 were divided by 255 before. Each cell is treated by itself here: no other cell, and no other picture, has a say.',
  },
  'scale-steps': {
    name: 'Two steps',
    summary: (asked) => `Times ${end(stretch(scale(asked)))}, the length of the new scale; plus ${bracketed(scale(asked).low)}, where it begins.`,
    eli5: 'Like reading the same warmth in Fahrenheit instead of Celsius: first the size of a step, then where zero lies.',
    in_depth: (asked) => `y = a + (b − a)·x with a = ${end(scale(asked).low)} and b = ${end(scale(asked).high)}. Taken apart the other way it is (x − ${bracketed(middle(scale(asked)))}) × ${end(stretch(scale(asked)))}: what becomes 0 is taken away first. A straight line like this could be multiplied into the weights of the layer after it.`,
  },
  'scale-after': {
    name: 'On the new scale',
    summary: ({ value }) => `The same picture in other numbers: the chosen one is ${number(value, 3)} now.`,
    eli5: 'Nothing moved, nothing got lost. It is only written differently.',
    in_depth: 'Which cells are larger than which does not change, and neither does any difference between two cells, but for one common factor.',
  },
  'scale-histogram': {
    name: 'How often each number occurs',
    summary: 'The line in the middle is 0. Before, all lie to one side of it; afterwards they lie around it.',
    eli5: 'The whole crowd is moved and stretched together; nobody changes places.',
    in_depth: 'Both are drawn to one scale, so that the stretching can be seen. Rare numbers are drawn taller than they are, or they would not be seen at all: heights are square roots.',
  },
  'scale-spread': {
    name: 'Mean and variance',
    summary: (asked) => {
      const now = asked.session.numbers(asked.layer.name);
      const { mean, variance } = spread(now ? now.data : [0]);
      return `Over the whole layer the mean is ${number(mean, 3)} now and the variance ${number(variance, 3)}. The scale was chosen so that over many pictures they are near 0 and 1.`;
    },
    eli5: 'Numbers on both sides of zero are easier to learn from than numbers that are all above it.',
    in_depth: 'If everything that comes in is positive, all weights of a filter are pushed up together or down together, and learning zigzags. Around 0 each can go its own way. Batch normalisation later did this for every layer, with what it measures.',
  },
  'scale-stop': {
    name: 'Stop after a step',
    summary: 'Shows the map after neither, one or both of the two steps. Only after both is it the map that the network goes on with.',
    eli5: 'Watch it being stretched, then moved.',
    in_depth: 'The steps are shown one by one for understanding; each number is made by one multiplication and one addition.',
  },
  'scale-chosen': {
    name: 'Chosen, not learned',
    summary: (asked) => `The two ends of the scale, ${end(scale(asked).low)} and ${end(scale(asked).high)}, were chosen by people. There are no weights here.`,
    eli5: 'Somebody picked the ruler before anything was learned.',
    in_depth: 'They stand in the description of the network and are the same for every picture. A network has to be used with the scale it was trained with.',
  },
};
