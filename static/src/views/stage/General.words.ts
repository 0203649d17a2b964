/** The close-up for kinds nobody has foreseen, explained. */
import { exact } from '../../core/format';
import type { Topics } from '../explain/topic';

export const topics: Topics = {
  'general-input': {
    name: 'What is read',
    summary: ({ layer }) => `The inputs of this layer with the window of the chosen number, as the layer itself states it. Each number is ${layer.words.verb}.`,
    eli5: 'The pink frame shows where it looked.',
    in_depth: 'Where a number looks is data that every layer states; this close-up draws it without knowing the kind of layer.',
  },
  'general-output': {
    name: 'What comes out',
    summary: ({ value }) => `The chosen number, exactly: ${exact(value)}.`,
    eli5: 'This is what came of it.',
    in_depth: 'float32, as the engine computed it.',
  },
};
