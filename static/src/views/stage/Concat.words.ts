/** The close-up of a stack, explained. */
import { exact, whole } from '../../core/format';
import { blockOf, blocks } from '../../core/stacking';
import type { Asked, Topics } from '../explain/topic';
import { sources } from './sources';

function found(asked: Asked) {
  const all = blocks(asked.layer.reads, sources(asked.session, asked.layer).map(({ layer }) => layer.shape[0]));
  return blockOf(all, asked.cell[0]);
}

export const topics: Topics = {
  'concat-blocks': {
    name: 'The blocks of the stack',
    summary: ({ layer }) => `Inputs lie one on top of the other, in a fixed order: ${whole(layer.shape[0])} in all. Choose one to see where it came from.`,
    eli5: 'Sheets of several people on one pile. Nobody’s sheet is changed.',
    in_depth: 'Height and width must agree, channels add up. The order is the order in which the inputs are named, and the weights that follow were learned for exactly that order.',
  },
  'concat-index': {
    name: 'Which map of which input',
    summary: (asked) => `Place ${whole(asked.cell[0] + 1)} of the stack, less the ${whole(found(asked).from)} that lie below this input: place ${whole(asked.cell[0] - found(asked).from + 1)} of its own.`,
    eli5: 'Count how many sheets lie below, then count on from there.',
    in_depth: 'Output channel k reads input channel k − offset, where the offset is how many channels the inputs before it have. Here the places are counted from 1; in the code, from 0.',
  },
  'concat-result': {
    name: 'A map of the stack',
    summary: ({ value }) => `The very same numbers: ${exact(value)} here, and ${exact(value)} there.`,
    eli5: 'It was put on the pile. That is all.',
    in_depth: 'Nothing is computed and nothing is learned. The next filter reads all maps of the stack at once: the mixing is left to its weights. Colours may differ from the input’s where each layer has a scale of its own.',
  },
};
