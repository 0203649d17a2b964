/** A module of branches, explained: what it reads, what it hands on, and what a squeeze saves. */
import type { Topics } from '../explain/topic';

export const topics: Topics = {
  'history-module-in': {
    name: 'What comes in',
    summary: 'Every branch of the module reads the same maps.',
    eli5: 'All four workers get the same pile of pictures.',
    in_depth: 'The maps that the layer before hands on; a filter has a slice for each of them, and that is what makes wide filters dear.',
  },
  'history-module-out': {
    name: 'What is handed on',
    summary: 'Each branch ends in its maps; all of them are stacked, one behind the other.',
    eli5: 'The four piles are put on top of each other.',
    in_depth: 'Concatenation keeps the maps apart and adds up their number. A pool hands on as many maps as it is given; without the thin filter behind it the stack would grow from module to module.',
  },
  'history-squeeze': {
    name: 'The squeeze',
    summary: 'A filter of one cell that makes few maps of many, before a wide filter reads them (or behind a pool). Put it in or leave it out.',
    eli5: 'Somebody who sums up the pile of pictures first, so that the next one has less to look through.',
    in_depth: 'A 1×1 filter mixes maps place by place. The wide filter behind it then pays k² for each of the few maps instead of for all of them.',
  },
  'history-width': {
    name: 'How many maps',
    summary: 'How many maps this filter makes. Move it, and the work and the stack follow.',
    eli5: 'Make this worker’s pile bigger or smaller.',
    in_depth: 'The work of a filter is k·k·(maps in)·(maps out)·(places). Widths as published come from the description; what you move is counted anew in the page.',
  },
  'history-module': {
    name: 'Which module',
    summary: 'The network has several modules of the same form; each has widths of its own.',
    eli5: 'The same kind of team works several times, one after the other.',
    in_depth: 'Later modules read more and smaller maps, and spend more of them on the wide filters.',
  },
  'history-module-cost': {
    name: 'What the module costs',
    summary: 'Multiplications for one picture, as it is set, and without any squeeze.',
    eli5: 'How much there is to do with and without the one who sums up.',
    in_depth: 'Multiply-adds of all filters of the module; pools have no weights and are not counted. Without the squeezes the wide filters read every map that comes in.',
  },
};
