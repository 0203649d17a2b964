/** The close-up of batch normalisation, explained step by step. */
import { number } from '../../core/format';
import { spread, straight, type Measured } from '../../core/normalising';
import { at } from '../../core/tensor';
import { isDrawn } from '../../state/drawn';
import type { Asked, Topics } from '../explain/topic';

const epsilonOf = ({ layer }: Asked): number => (typeof layer.settings.epsilon === 'number' ? layer.settings.epsilon : 1e-5);
function measured({ session, layer, cell: [map] }: Asked): Measured {
  const one = (name: string) => session.weights.get(`${layer.name}.${name}`)?.data[map] ?? Number.NaN;
  return { mean: one('mean'), variance: one('variance'), scale: one('scale'), shift: one('shift') };
}

export const topics: Topics = {
  'norm-before': {
    name: 'The map as it came',
    summary: (asked) => {
      const maps = asked.session.numbers(asked.layer.inputs[0]!);
      return `Map ${asked.cell[0] + 1} before it is brought to the common scale. The chosen number is ${maps ? number(at(maps, asked.cell)) : 'here'}.`;
    },
    eli5: 'Some maps whisper, others shout. This is how loud this one came in.',
    in_depth: 'Every cell of the map is treated by the same four numbers; maps never mix.',
  },
  'norm-steps': {
    name: 'Four steps',
    summary: (asked) => `Subtract the usual mean (${number(measured(asked).mean)}), divide by the usual spread (${number(spread(measured(asked), epsilonOf(asked)))}), multiply by the scale (${number(measured(asked).scale)}), add the shift (${number(measured(asked).shift)}).`,
    eli5: 'First bring it to the middle, then to the usual size, then set the volume that was learned.',
    in_depth: (asked) => {
      const { factor, offset } = straight(measured(asked), epsilonOf(asked));
      return `All four together are one straight line: times ${number(factor, 4)}, plus ${number(offset, 4)}. It can be multiplied into the convolution before it and then costs nothing. The spread is √(variance + ε), with ε = ${epsilonOf(asked)} so that nothing is ever divided by 0.`;
    },
  },
  'norm-after': {
    name: 'The map on the common scale',
    summary: ({ value }) => `The same picture, moved and stretched: the chosen number is ${number(value)} now.`,
    eli5: 'Now every map can be heard by the next layer.',
    in_depth: 'Which cells are larger than which does not change (or is turned round as a whole, if the scale is negative).',
  },
  'norm-histogram': {
    name: 'How often each number occurs',
    summary: 'Before: the usual mean and spread are marked. After: shift and scale are, where the numbers of a usual picture would lie.',
    eli5: 'The whole crowd is moved and stretched together; nobody changes places.',
    in_depth: 'Had this picture exactly the usual mean and spread, its numbers would afterwards have the mean "shift" and the spread "scale". It never has: the marks show by how much this picture differs.',
  },
  'norm-fixed': {
    name: 'Fixed beforehand',
    summary: ({ session }) => isDrawn(session)
      ? 'This network has learned nothing, so mean and spread are what its random weights lead one to expect. Once it learns, they are measured over the pictures it learns from.'
      : 'Mean and spread were measured over the pictures the network learned from. They stay as they are: nothing is learned while you use it.',
    eli5: ({ session }) => isDrawn(session) ? 'Nobody has set these knobs by ear. They stand about where the right volume should be.' : 'The knobs were set while learning and are glued in place now.',
    in_depth: 'While learning, mean and variance of the current batch are used, and running means of them are kept for later. In use only those are read, so the answer to one picture does not depend on another.',
  },
  'norm-stop': {
    name: 'Stop after a step',
    summary: 'Shows the map after so many of the four steps. Only after the last is it the map that the network goes on with.',
    eli5: 'Watch the knobs being turned, one at a time.',
    in_depth: 'The steps are shown one by one for understanding; the engine computes them as one factor and one offset for each map.',
  },
};
