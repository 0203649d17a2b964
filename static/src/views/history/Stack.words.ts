/** Small filters upon each other, explained: how far they see, and what they cost. */
import type { Topics } from '../explain/topic';

export const topics: Topics = {
  'history-bricks': {
    name: 'Bricks',
    summary: ({ printed }) => `How many 3×3 filters lie on top of each other${printed ? ` (${printed})` : ''}. Press a brick or move the slider.`,
    eli5: 'Put one small window on top of another, and see how much further you can look.',
    in_depth: 'Each brick moves by one cell, so it adds one row on every side: n bricks see 2n + 1. Between two bricks the maps are rectified, which one large filter cannot do.',
  },
  'history-channels': {
    name: 'How many maps',
    summary: 'C, the number of maps that go in and come out; the stops are those that this network has.',
    eli5: 'How many pictures are looked at, at once.',
    in_depth: 'A filter has a slice for every map it reads, so k×k weights stand between each of C·C pairs of maps: the cost grows with the square of C on both sides, and the ratio stays.',
  },
  'history-field-grid': {
    name: 'The field',
    summary: 'The cells that the number at the top can depend on; each square is one brick further down. Cells of a stronger colour are reached in more ways.',
    eli5: 'The coloured part is what the top brick can see. The middle is seen best.',
    in_depth: 'The number of ways from the top to a cell is a binomial-like count: windows of three, added up again and again. So a stack is not the same as one large filter: it sees its rim only along few ways.',
  },
  'history-stack-cost': {
    name: 'What it costs',
    summary: 'Weights of the stack, and of one filter that sees as far, on the same scale.',
    eli5: 'The shorter bar is cheaper, and both see equally far.',
    in_depth: 'n·9·C² against (2n + 1)²·C², biases not counted: 27C² against 49C² for three bricks.',
  },
  'history-stack-table': {
    name: 'Every height',
    summary: 'Field and weights for no to five bricks, and how many bends (rectifiers) lie in between.',
    eli5: 'All heights of the tower, side by side.',
    in_depth: 'From two bricks on the stack is cheaper, and the gap widens: the weights of the stack grow with n, those of the single filter with its square.',
  },
};
