/** The short way round a block, explained: what is added, what happens when it is cut, and how blame finds its way. */
import type { Topics } from '../explain/topic';

export const topics: Topics = {
  'history-skip-x': {
    name: 'What came in',
    summary: 'x, by the short way round the block. Where sizes differ, a thin filter makes it fit.',
    eli5: 'The drawing as it was handed in.',
    in_depth: 'Identity where shapes agree; else a 1×1 filter with the same step as the block.',
  },
  'history-skip-f': {
    name: 'The correction',
    summary: 'F(x), what the layers of the block made of x.',
    eli5: 'The tracing paper with only what should be different.',
    in_depth: 'Two 3×3 filters with a rectifier between; not rectified yet, so it can take away as well as add.',
  },
  'history-skip-y': {
    name: 'The sum',
    summary: 'y = x + F(x), cell by cell, in the same colours.',
    eli5: 'Drawing and tracing paper on one sheet.',
    in_depth: 'It is rectified next and is the x of the block after it.',
  },
  'history-block-map': {
    name: 'Which map',
    summary: 'x, F(x) and y are stacks of maps; this is the one you see of each.',
    eli5: 'Look at another sheet of the pile.',
    in_depth: 'An addition joins map with map: map 3 of y is map 3 of x plus map 3 of F(x).',
  },
  'history-cut-skip': {
    name: 'Heard or cut off',
    summary: 'Switched off, this side of the sum is no longer heard: y is what the other side says alone, and all later blocks and the verdict follow.',
    eli5: 'Snip one of the two, and see whether the machine can still tell what it looks at.',
    in_depth: 'An edit of the network, {"layer": …, "cut": …}, computed by the engine like any other. The network was trained with its skips: one that is trained without them would learn other weights.',
  },
  'history-cut-all': {
    name: 'All at once',
    summary: 'Cuts the skip of every block, or joins everything again.',
    eli5: 'Snip all of them, or mend all of them.',
    in_depth: 'Without any skip the network is a plain stack of convolutions, with the weights it learned with skips.',
  },
  'history-verdict': {
    name: 'The verdict',
    summary: ({ printed }) => `What the network says to your picture${printed ? `: ${printed}` : ''}, with what is cut now.`,
    eli5: 'What the machine thinks it sees. The little mark is what it thought before.',
    in_depth: 'Calibrated shares of the run with these cuts; the tick stands where the run without them has it.',
  },
  'history-chain': {
    name: 'All blocks',
    summary: 'The first map of what each block hands on, one after the other. Press one to look into it.',
    eli5: 'The message as each of the people passes it on.',
    in_depth: 'Drawn on one scale before and after a cut, so that what grows fainter or louder can be seen. A cut changes its own block and all that come after, none before.',
  },
  'history-slopes': {
    name: 'How much blame arrives',
    summary: 'How steeply the winner’s score follows the numbers of each block, on average: with all skips, and with all of them cut. Measured on your picture.',
    eli5: 'When the answer is wrong, everybody along the way must hear about it. The short ways carry the news to the first one.',
    in_depth: 'The mean magnitude of the gradient of the winning score for each number of a layer, by the engine’s own backward walk. Learning needs this slope: where it vanishes, nothing is learned. It is measured on weights that were learned with skips; a plain network trained from the start is another experiment.',
  },
  'history-open-block': {
    name: 'Open it in the network',
    summary: 'Goes to the layer that adds, in the whole network, on your picture and with the same cuts in the list of edits.',
    eli5: 'Walk into the machine, to the very place where the two are added.',
    in_depth: 'The close-up of the sum has the same switch; the link holds network, picture, layer and edits.',
  },
};
