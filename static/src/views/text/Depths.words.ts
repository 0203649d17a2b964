/** The three depths, explained at three depths. */
import type { Topics } from '../explain/topic';

export const topics: Topics = {
  depth: {
    name: 'Three depths',
    summary: 'The same thing said three ways: in short, for somebody who has never heard of it, and exactly.',
    eli5: 'Three storytellers. This one uses no hard words.',
    in_depth: 'Summary for whoever knows the terms, ELI5 (explain like I am five) for whoever does not, In depth with the formula and the fine print. The choice holds for the whole page and is in the link.',
  },
  'open-close-up': {
    name: 'Close-up',
    summary: 'Opens the arithmetic of one number of this layer, with the numbers of your picture.',
    eli5: 'Looks so close that you can check the sum yourself.',
    in_depth: 'The strip becomes a timeline, one frame a layer, and below it the stage shows what one output cell reads, what is done with it, and that the result is the number in the map.',
  },
};
