/** The six networks that made history, explained: the line they stand on, and the figures of each. */
import type { Topics } from '../explain/topic';

export const topics: Topics = {
  'history-timeline': {
    name: 'Six networks in order',
    summary: 'From 1998 to 2015, each drawn as the row of its layers: a bar as high as its maps are large, a thin line for a list of numbers.',
    eli5: 'Six machines, the oldest on the left. Press one to play with what was new in it.',
    in_depth: 'The drawings are made from the descriptions: only layers that learn are shown, and each doubling of the rows is one step up. The years are those of the papers.',
  },
  'history-seen': {
    name: 'What was seen',
    summary: 'The numbers above in one sentence. It is another one whenever you move something.',
    eli5: 'What you have just found out, said in words.',
    in_depth: 'Every number in it is counted from the description of the network with the setting you see; nothing is typed in.',
  },
  'history-twin': {
    name: 'Its twin',
    summary: 'A small network that keeps the one new idea, trained here on photos. It opens on the picture you have on the page.',
    eli5: 'The little sister of the famous one. She really has learned to look at photos like yours.',
    in_depth: 'At most a million weights and 64×64 pixels, so that one picture can go through all six. It is never passed off as the original: sizes and accuracy are its own.',
  },
  'history-original': {
    name: 'The original',
    summary: 'The network with exactly the layers of the paper. Its shapes and figures are exact; its weights are drawn by chance unless somebody loads learned ones.',
    eli5: 'The famous machine at its full size. It has not been taught yet here, so it can only guess.',
    in_depth: 'Every output shape, parameter and multiplication follows from the description and is tested against the paper. With random weights the maps are real arithmetic, but the verdict means nothing.',
  },
  'history-first': {
    name: 'The first filter',
    summary: 'How large the windows of the first layer are, and how many cells they move on at each step.',
    eli5: 'How big the peephole is through which the network first looks at the picture.',
    in_depth: 'Large windows with large steps cost little but skip detail: the first layers shrank from 11×11 with steps of 4 to 7×7 with steps of 2 and then to 3×3.',
  },
  'history-depth': {
    name: 'Layers that learn',
    summary: 'How many layers with weights a signal passes on its longest way through the network.',
    eli5: 'How many thinking steps there are, one behind the other.',
    in_depth: 'Counted along the longest path of the graph, so branches that run side by side count once. Layers that only pool, rectify, add or normalise are not counted.',
  },
  'history-weights': {
    name: 'Weights',
    summary: 'How many numbers the network learns, biases included.',
    eli5: 'How many little knobs had to be turned until it worked.',
    in_depth: 'Counted from the shapes of the layers. They take four bytes each in float32, and say nothing about how much work a picture is.',
  },
  'history-work': {
    name: 'Work',
    summary: 'How many multiplications with a weight one picture takes.',
    eli5: 'How many sums have to be done before the answer is there.',
    in_depth: 'Multiply-adds, one for each use of a weight. A filter is used at every place of its map, so few weights can mean much work; a dense weight is used once.',
  },
  'history-dense': {
    name: 'In dense layers',
    summary: 'The share of all weights that lies in layers where every number reads every number.',
    eli5: 'How many of the knobs sit in the last few steps, where everything is connected to everything.',
    in_depth: 'From above 90 % in 2012 to a few per cent: a global average before the last layer took the place of the large dense ones.',
  },
  'history-field': {
    name: 'How far a number sees',
    summary: 'The rows and columns of the picture that one number of the last map can depend on.',
    eli5: 'How big a piece of the picture the last machine can know about.',
    in_depth: 'Worked out from sizes, steps and paddings along the longest path. It may be larger than the picture: the rest is padding.',
  },
};
