/** The close-up of a whole map's mean, explained. */
import { number, whole } from '../../core/format';
import type { Asked, Topics } from '../explain/topic';
import { sources } from './sources';

const cells = ({ session, layer }: Asked): number => {
  const [, height, width] = sources(session, layer)[0]?.maps.shape ?? [1, 1, 1];
  return height * width;
};

export const topics: Topics = {
  'mean-map': {
    name: 'The whole map is read',
    summary: (asked) => `All ${whole(cells(asked))} cells of map ${asked.cell[0] + 1}, each with the same say.`,
    eli5: 'Everybody on this map gets one vote, and all votes count the same.',
    in_depth: 'The window is as large as the map itself: one output number per map, and no position left in it.',
  },
  'mean-cell': {
    name: 'What one cell brings',
    summary: (asked) => `Its number divided by ${whole(cells(asked))}. Click the number to see what it was made of.`,
    eli5: 'One small share of the whole.',
    in_depth: 'The contribution of a cell to a mean is its value over the count; while learning it gets the same share of the blame, whatever its value.',
  },
  'mean-sum': {
    name: 'Sum and count',
    summary: (asked) => `Everything added up and divided by ${whole(cells(asked))}: ${number(asked.value, 3)}.`,
    eli5: 'All of it into one pot, then shared out evenly.',
    in_depth: 'The mean over rows and columns. It takes pictures of any size, and has no weights whatever the size of the map.',
  },
  'mean-regions': {
    name: 'What each part brings',
    summary: 'The map cut into parts; each brings its sum divided by all cells, so the parts add up to the mean.',
    eli5: 'Which corner brought most into the pot?',
    in_depth: 'Printed digits add up to the printed mean (largest-remainder rounding). Parts can be negative: they speak against.',
  },
  'mean-result': {
    name: 'One number for each map',
    summary: ({ layer, value }) => `${whole(layer.shape[0])} maps became as many numbers. This one is ${number(value, 3)}: how much there is, and no longer where.`,
    eli5: 'A dog in the left corner and a dog in the right corner now say the same.',
    in_depth: 'It takes the place of flattening into a large dense layer: that would need a weight for every cell, map and class, this needs one for every map and class.',
  },
  'mean-order': {
    name: 'The same numbers elsewhere',
    summary: 'Mirrors or shuffles the numbers of the map: the mean stays what it is, to the last digit. So it cannot know where anything was.',
    eli5: 'Shake the box: what is in it weighs the same.',
    in_depth: 'A mean does not change under any permutation of its cells. The convolutions before it do know about place; here it is given up on purpose.',
  },
  'mean-weights': {
    name: 'Nothing is learned here',
    summary: '0 weights, whatever the size of the map.',
    eli5: 'Sharing out evenly needs no practice.',
    in_depth: 'GoogLeNet and ResNet end this way, which is why so little of them is dense layers.',
  },
};
