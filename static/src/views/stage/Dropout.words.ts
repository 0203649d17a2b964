/** The close-up of dropout, explained: why nothing happens, and what a round of learning would do. */
import { number, percent } from '../../core/format';
import type { Asked, Topics } from '../explain/topic';

const rate = ({ layer }: Asked): number => (typeof layer.settings.rate === 'number' ? layer.settings.rate : 0.5);

export const topics: Topics = {
  'dropout-before': {
    name: 'What comes in',
    summary: 'The numbers of the layer before, all of them.',
    eli5: 'The whole team stands ready.',
    in_depth: 'Dropout can stand after any layer; it treats each number by itself.',
  },
  'dropout-number': {
    name: 'The number goes through',
    summary: ({ value }) => `${number(value)} comes in and the same goes out: the network is in use, not learning.`,
    eli5: 'In the real match everybody plays.',
    in_depth: (asked) => `While learning, each number is multiplied by 0 with a chance of ${percent(rate(asked))} and by ${number(1 / (1 - rate(asked)))} otherwise, so that the sum stays the same on average. Because of that factor nothing has to be done in use.`,
  },
  'dropout-after': {
    name: 'What goes out',
    summary: ({ value }) => `The same numbers, not one changed: ${number(value)} at the chosen place.`,
    eli5: 'Nobody was sent off.',
    in_depth: 'A layer without weights, without a setting you would feel: it matters only while learning, against learning pictures by heart (overfitting).',
  },
  'dropout-round': {
    name: 'A round of learning',
    summary: (asked) => `Tries what a round of learning does: ${percent(rate(asked))} of the numbers are off at random, others in every round.`,
    eli5: 'In training the coach sends some players off, others every time, so that nobody leans on one star.',
    in_depth: 'The draw here is made on the page from a fixed seed, so that the same round looks the same again; the network drew other ones. Only "in use" is what happened to your picture.',
  },
};
