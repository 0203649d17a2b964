/** The far edge, explained: how many windows fit, and what nobody reads. */
import type { Topics } from '../explain/topic';

export const topics: Topics = {
  'history-size-line': {
    name: 'How many windows fit',
    summary: 'Size, padding, window and step put into the formula, and what the division leaves. Press a line to see its far edge below.',
    eli5: 'Count how often the little frame fits into the row.',
    in_depth: '(n + 2p − k) / s + 1. Where that is no whole number, rounding down leaves the last cells unread; rounding up lets a last window hang over, unless it would begin beyond the edge.',
  },
  'history-edge': {
    name: 'The far edge',
    summary: 'The last cells of what this layer reads, and the last windows over them. Hatched cells are read by nobody.',
    eli5: 'Look at the end of the row: does the last frame still fit?',
    in_depth: 'Only one axis is drawn: rows and columns are alike. A window that hangs over takes the cells that are there.',
  },
  'history-input': {
    name: 'The picture’s size',
    summary: 'Rows and columns that come in.',
    eli5: 'How long the row is.',
    in_depth: 'Some published sizes do not fit the published layers: 224 with a window of 11 and steps of 4 gives 54.25, and only 227 gives 55.',
  },
  'history-filter-size': {
    name: 'The first window',
    summary: 'Rows and columns of the first filter.',
    eli5: 'How big the first little frame is.',
    in_depth: 'Smaller windows keep finer detail and cost less; they see less far.',
  },
  'history-step': {
    name: 'The first step',
    summary: 'How many cells the first window moves on.',
    eli5: 'How big a leap the frame takes each time.',
    in_depth: 'A stride of 4 keeps a sixteenth of the places. Detail finer than twice the step cannot be told apart any more.',
  },
  'history-padding': {
    name: 'Padding',
    summary: 'Rings of zeros around the picture, so that windows may begin outside.',
    eli5: 'A white border that gives the frame more room.',
    in_depth: 'Each ring adds two cells to the row.',
  },
  'history-round': {
    name: 'Up or down',
    summary: 'What pools do when windows do not come out even: let a last one hang over, or leave it out.',
    eli5: 'The last frame sticks out: keep it or drop it?',
    in_depth: 'Frameworks differ: Caffe rounded pools up and convolutions down, PyTorch rounds both down unless it is told ceil_mode. So the same table of layers makes other sizes.',
  },
  'history-published': {
    name: 'As published',
    summary: 'Puts size, filter, step, padding and rounding back to what the description says.',
    eli5: 'Back to how it was.',
    in_depth: 'The settings also stand in the link: without any of them it is the published network.',
  },
};
