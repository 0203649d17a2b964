/** Weights beside work, explained: two bars of the same layers, and a cut through both. */
import type { Topics } from '../explain/topic';

export const topics: Topics = {
  'history-bars': {
    name: 'Weights and work',
    summary: 'Above, how the weights are spread over the layers, below, how the work is. A band joins the two pieces of one layer.',
    eli5: 'The same machine measured twice: how many knobs each part has, and how hard each part works.',
    in_depth: 'Pieces are as wide as their share. Light ones make a list of numbers from a list: every weight of them is used exactly once for a picture, so both of their pieces hold the same count.',
  },
  'history-cut': {
    name: 'The cut',
    summary: 'Divides both bars between the same two layers: so much lies before it, so much behind.',
    eli5: 'Cut the machine in two and see which half has the knobs and which half does the work.',
    in_depth: 'It starts where the dense layers begin. Drag it over either bar, or use the slider: both are cut at the same layer.',
  },
  'history-rows': {
    name: 'Layer by layer',
    summary: 'The figures behind the bars.',
    eli5: 'All the numbers, for those who want to check.',
    in_depth: 'Weights with biases; multiplications for one picture. Shares are rounded, so a column may add up to a little more or less than a hundred.',
  },
};
