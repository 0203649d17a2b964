/** The close-up of an addition, explained. */
import { inWords } from '../../core/count';
import { number } from '../../core/format';
import type { Topics } from '../explain/topic';
import { sources } from './sources';

export const topics: Topics = {
  'add-inputs': {
    name: 'What is added',
    summary: ({ layer }) => `The same cell of ${inWords(layer.inputs.length)} inputs of equal shape.`,
    eli5: 'A drawing, and tracing paper on top with only what should be different.',
    in_depth: 'Usually one of them went a short way round and skipped the layers between. What those layers made is then a correction to what was there already: y = x + F(x).',
  },
  'add-sum': {
    name: 'The sum',
    summary: ({ value }) => `Place by place, signs included: here it comes to ${number(value)}. Each number leads to where it came from.`,
    eli5: 'What both say, put together.',
    in_depth: 'No weights, no bias. While learning, the blame flows back unchanged along every path, which is why very deep networks can learn with such skips.',
  },
  'add-result': {
    name: 'The map of sums',
    summary: ({ value }) => `As large as each input. The chosen number is ${number(value)}.`,
    eli5: 'Both drawings copied onto one sheet.',
    in_depth: 'The number of maps stays the same: adding mixes inputs cell by cell and cannot be undone. Stacking, by contrast, keeps them apart.',
  },
  'add-share': {
    name: 'Who says how much',
    summary: 'The numbers of each input in this map without their signs, as shares of all.',
    eli5: 'Who talks most on this map?',
    in_depth: ({ session, layer }) => `The sum of absolute values of each of ${sources(session, layer).length} inputs over the sum of all. It tells how loud an input is, not how important it is for the verdict.`,
  },
  'add-mute': {
    name: 'Leave one out',
    summary: 'Shows the map without one of the inputs: what the skip alone brings, or what the layers beside it correct.',
    eli5: 'Take the tracing paper away, and see what it had added.',
    in_depth: 'A trial on the page: the network goes on with the whole sum, so only with everything in it is the map ticked.',
  },
  'add-cut': {
    name: 'Cut it off',
    summary: 'The layer no longer listens to this input: an edit of the network, so all later maps and the verdict follow. Press again to join it.',
    eli5: 'Snip! One of the two is not heard any more, and you can see what becomes of the answer.',
    in_depth: 'The input counts with weight 0, in every map and at every place. It is in the list of edits, in the link and in the name of the run, and undo takes it back. A network that was trained with its skips is not the same as one that was trained without.',
  },
};
