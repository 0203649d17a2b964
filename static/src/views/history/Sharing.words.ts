/** A filter that is shared by all places, explained: the window, its map, and what it would take without. */
import type { Topics } from '../explain/topic';

export const topics: Topics = {
  'history-shared': {
    name: 'Weights',
    summary: 'What the whole layer learns: a small filter for each map, and one bias each. Wherever the window stands, they are the same.',
    eli5: 'A few knobs. However far you slide, no new one is needed.',
    in_depth: 'Rows times columns times channels of one filter, plus one bias, times the number of filters. Sharing them assumes that what is worth finding in one place is worth finding in every other.',
  },
  'history-made': {
    name: 'Numbers made',
    summary: ({ printed }) => `Every place of the window makes one number of each map${printed ? `: ${printed}` : ''}.`,
    eli5: 'Each time the window stops, it writes down one number for every filter.',
    in_depth: 'Places times maps. All of them are made at once in truth; the window that slides is the sum done one after the other.',
  },
  'history-window': {
    name: 'The window',
    summary: 'Where the filter lies now. Drag it, or move it by the arrow keys.',
    eli5: 'The little frame through which the filter looks.',
    in_depth: 'Without padding the window stays inside the picture, so the map is smaller by the size of the window less one.',
  },
  'history-filter': {
    name: 'The filter',
    summary: 'The weights that are laid on the window. These were learned from digits; they are the same at every place.',
    eli5: 'The pattern that is looked for: blue says yes, orange says no.',
    in_depth: 'The number under the window is the sum of weight times cell, plus the bias. A dense layer would have other weights for every place.',
  },
  'history-map': {
    name: 'Its map',
    summary: 'What the filter has said so far, place by place; what is still empty has not been looked at.',
    eli5: 'The sheet on which the filter writes its answers, one by one.',
    in_depth: 'The numbers are those of the real network on this picture, before anything is squashed.',
  },
  'history-maps': {
    name: 'All maps',
    summary: 'One for each filter. Press one to see its filter.',
    eli5: 'Every filter fills a sheet of its own.',
    in_depth: 'All filters look at the same window at the same time; each has weights of its own.',
  },
  'history-dense-instead': {
    name: 'Without sharing',
    summary: ({ printed }) => `What it would take to make as many numbers of this picture in other ways${printed ? `: ${printed}` : ''}.`,
    eli5: 'If every number had knobs of its own, there would be millions of them.',
    in_depth: 'A dense layer has a weight from every pixel to every number, and a bias each. Windows with weights of their own at every place lie between: local, but not shared. All bars are on one scale.',
  },
  'history-play': {
    name: 'Slide',
    summary: 'Lets the window walk over the picture by itself, row by row, to the last corner.',
    eli5: 'Press, and watch it fill the sheet.',
    in_depth: 'About a hundred places a second; a row at a time for those who asked their system for less motion.',
  },
  'history-sample': {
    name: 'Which picture',
    summary: 'Another picture from those this network was made for.',
    eli5: 'Show it another one.',
    in_depth: 'The weights do not change with the picture; only the numbers they make do.',
  },
};
