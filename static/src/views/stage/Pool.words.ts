/** The close-up of pooling, explained: windows, winners, averages, and what a nudge does to them. */
import { inWords } from '../../core/count';
import { number } from '../../core/format';
import { average, held, winner } from '../../core/pooling';
import type { Asked, Topics } from '../explain/topic';
import { poolOf } from './pooling';
import { sources } from './sources';

function chosen({ session, layer, cell: [map, row, column] }: Asked) {
  const source = sources(session, layer)[0];
  if (source?.reads.rule !== 'window') return null;
  const pool = poolOf(layer, source);
  const window = held(source.maps, map, pool.reads, [row, column]);
  return { window, best: window[winner(window)], mean: average(window, pool.countPadding) };
}

export const topics: Topics = {
  'pool-input': {
    name: 'What pooling reads',
    summary: ({ layer, cell: [map] }) => `Map ${map + 1} of the layer before, and only that one. Each of its windows becomes one number: ${layer.shape[1]} × ${layer.shape[2]} of them.`,
    eli5: 'The big picture that is about to be made smaller.',
    in_depth: 'Pooling works map by map and never mixes them. Around a padded map the ghosts of the padding are drawn; where windows are rounded up, the last ones hang over the edge even beyond that.',
  },
  'pool-look': {
    name: 'A closer look',
    summary: (asked) => {
      const found = chosen(asked);
      return found?.best ? `A few windows with all their numbers. In the pink one the biggest is ${number(found.best.value)}. Click a number of it to see where it came from.` : 'A few windows with all their numbers.';
    },
    eli5: 'The same map through a magnifying glass. In every little block the strongest wears a ring.',
    in_depth: 'Windows that do not overlap are drawn apart. A dashed place is padding: it never wins; in an average it counts as 0 where the layer says so. A dotted one lies even beyond the padding and never counts.',
  },
  'pool-result': {
    name: 'What becomes of it',
    summary: ({ value }) => `What each rule makes of the same windows. What this network keeps of the pink one is ${number(value)}.`,
    eli5: 'The small picture, made in two ways. A thin line stays with the biggest and fades in the average.',
    in_depth: 'The maximum asks whether something is there at all, the average how much of it there is. Both are shown from the same numbers, so that they can be compared; the network goes on with one of them only.',
  },
  'pool-biggest': {
    name: 'The biggest',
    summary: (asked) => {
      const found = chosen(asked);
      return found?.best ? `Of ${inWords(found.window.length)} places the biggest holds ${number(found.best.value)}. Each number here leads to where it came from.` : 'The biggest number of the window.';
    },
    eli5: 'Only the tallest may go through the door.',
    in_depth: 'Where several are equally large, the first, row by row, is the winner; that matters for the blame while learning. Padding counts as less than any number.',
  },
  'pool-average': {
    name: 'The average',
    summary: (asked) => {
      const found = chosen(asked);
      return found ? `${number(found.mean.sum)}, shared out among ${inWords(found.mean.count)}: ${number(found.mean.mean)}.` : 'All numbers of the window, shared out evenly.';
    },
    eli5: 'Everybody puts what they have into one pot, and the pot is shared out.',
    in_depth: 'The sum of the window divided by how many places count. With padding counted, averages at the border are pulled towards 0; without it they are of fewer numbers.',
  },
  'pool-nudge': {
    name: 'A nudge',
    summary: 'Moves the map by a few cells and counts the numbers that are exactly what they were: before pooling, and after by either rule. One cell is often forgiven, a few are not.',
    eli5: 'Push the picture a tiny bit. Some of the strongest are still the strongest of their block. Push it further, and the blocks hold somebody else.',
    in_depth: 'Pooling does not make a network blind to place. A winner keeps its window only while it does not cross its edge, so only small shifts are forgiven; for larger ones the pooled map moves along with the picture. What comes in at the edge is not known, so windows that would read it are left out of the count.',
  },
  'pool-blame': {
    name: 'Who gets the blame',
    summary: 'While a network learns, blame for this number flows back through its window: to the winner alone, or to all places alike in an average.',
    eli5: 'The one who went through the door must answer for it. Those who stayed outside had no say.',
    in_depth: 'The derivative of a maximum is 1 at its winner and 0 elsewhere: it is not spread evenly. That of an average is one over the count, everywhere.',
  },
  'pool-weights': {
    name: 'Nothing is learned here',
    summary: ({ cell: [map] }) => `Pooling has 0 weights, whatever its window. Map ${map + 1} is made of map ${map + 1} alone.`,
    eli5: 'There is a rule, and the rule never changes. Nobody had to learn it.',
    in_depth: 'No weights and no bias, as many maps out as in. (LeNet of 1998 did learn a factor and a bias for each map of its pooling; that is not done any more.)',
  },
};
