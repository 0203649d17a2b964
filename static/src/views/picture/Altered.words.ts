/** The sliders that move the picture about, and what they show. */
import { percent } from '../../core/format';
import type { Asked, Topics } from '../explain/topic';

const answer = ({ session: { run } }: Asked): string => `${run!.prediction[0]!.label}, ${percent(run!.prediction[0]!.probability)}`;
const was = ({ session: { base } }: Asked): string => `${base!.prediction[0]!.label}, ${percent(base!.prediction[0]!.probability)}`;
const side = ({ session: { layers } }: Asked): number => layers[0]!.shape[2];

export const topics: Topics = {
  alter: {
    name: 'Move the picture about',
    summary: (asked) => `Shift it, turn it, resize it, light it, add noise: you see the same thing, the network gets other numbers. Now it says ${answer(asked)}; of the picture as it was, ${was(asked)}.`,
    eli5: 'Push the picture a little to the side. You still see the same thing. Look what the network says.',
    in_depth: 'Turned and scaled about the middle, then shifted (one bilinear look at the old picture), then made brighter, then noise, then rounded to 8 bits again. Beyond its edge the picture goes on as its last row or column. All maps are computed anew for every setting: this is a run like any other, with an address of its own.',
  },
  'alter-steps': {
    name: 'From picture to numbers',
    summary: (asked) => `A square is cut out, made as small as ${side(asked)}×${side(asked)} and moved about; then each colour is a sheet of numbers. The network begins with these sheets and never sees anything else.`,
    eli5: 'It does not see your picture. It gets a tiny copy, and the copy comes apart into sheets of numbers, one for each colour.',
    in_depth: ({ session: { layers } }) => `The sheets are the array of shape (${layers[0]!.shape.join(', ')}) at the beginning of the strip: each number is a pixel's red, green or blue divided by 255.`,
  },
  'alter-curve': {
    name: 'The verdict along a slider',
    summary: (asked) => `At every place of the slider: what the network would say there. In ink the class it says now (${answer(asked)}), in grey its closest rival, paler all others. Above stands who wins where.`,
    eli5: 'The line says how sure it would be if you pushed the slider there. Where two lines cross, it changes its mind.',
    in_depth: 'The picture is altered, rounded to 8 bits and sent through the network at 41 places (73 for turning), with the other sliders where they are. Between two places the curve is a straight line, and so is the estimate of where the winner changes. The dashed line is the place where nothing is altered.',
  },
  'alter-reset': {
    name: 'Reset',
    summary: (asked) => `All sliders back to where nothing is altered: the run the picture began with, which said ${was(asked)}.`,
    eli5: 'Puts the picture back as it was.',
    in_depth: 'At their neutral values all alterations together leave every pixel exactly as it is, so this is the very same run, with the same address.',
  },
  'alter-trial': {
    name: 'Worth trying',
    summary: (asked) => `Three settings that surprise most people. At this one it says ${answer(asked)}.`,
    eli5: 'Three little experiments. Guess first, then press.',
    in_depth: 'One pixel aside: pooling is not translation invariance. Upside down: nothing in the network knows about turning, it would have to be learned. Only noise: softmax makes shares of whatever comes in, so an answer is no evidence that there was anything to see.',
  },
  'alter-shift_x': {
    name: 'Shift sideways',
    summary: (asked) => `Moves the picture by this many of the network's ${side(asked)} columns. The maps of the convolutions move along by just as much; after each pool half of it is left, rounded. Now: ${answer(asked)}.`,
    eli5: 'Push the picture to the side: every map is pushed too. The answer should not care, but it does a little.',
    in_depth: 'A convolution is equivariant: shift its input by a pixel and its output is shifted by a pixel, except at the edges. Pooling with stride 2 is so only for even shifts, and the dense layer at the end has a weight of its own for every place. So the curve wobbles, with a period of two or four pixels where the pools show through.',
  },
  'alter-shift_y': {
    name: 'Shift up or down',
    summary: (asked) => `Moves the picture by this many of the network's ${side(asked)} rows; above zero down. Now: ${answer(asked)}.`,
    eli5: 'Push the picture up or down and watch all the maps go with it.',
    in_depth: 'As with the shift sideways: convolutions follow exactly, pools by halves, the dense layer not at all. What is pushed out is lost, and what comes in at the other side is the last row, again and again.',
  },
  'alter-rotate': {
    name: 'Turn',
    summary: (asked) => `Turns the picture about its middle, to the right above zero. A filter that looks for upright edges does not turn with it. Now: ${answer(asked)}.`,
    eli5: 'Turn your head: a cat is still a cat. The network cannot turn its head; it only knows cats the way they stood in its pictures.',
    in_depth: 'Convolution is equivariant under shifts, not under turns: at 90° every filter meets patterns it has no matching filter for. What holds up when turned was learned from examples (turned a little while it was trained), not built in.',
  },
  'alter-scale': {
    name: 'Size',
    summary: (asked) => `Makes the thing larger or smaller in the same ${side(asked)}×${side(asked)} pixels. The filters keep their size, so the same wing or wheel meets other filters. Now: ${answer(asked)}.`,
    eli5: 'Nearer or farther away: you do not mind. Its filters are always three pixels wide, so it does.',
    in_depth: 'Each layer sees a fixed number of pixels, its receptive field. A pattern twice as large no longer fits into the field that used to find it. Smaller than 1, the picture goes on outside as its last row and column.',
  },
  'alter-brightness': {
    name: 'Brightness',
    summary: (asked) => `Multiplies every number by the same factor. At 0 all is black, and still there is an answer. Now: ${answer(asked)}.`,
    eli5: 'Turn the light down. At some point it sees nothing any more, but it never says so: it names something all the same.',
    in_depth: 'The first convolution is linear, so half the light makes half of every sum before its bias. The biases do not shrink, so from there on the maps are not simply weaker ones. Above 1, numbers beyond white are cut off at 1.',
  },
  'alter-noise': {
    name: 'Noise',
    summary: (asked) => `Adds a random number to every number; this is their standard deviation, of a range from 0 to 1. Now: ${answer(asked)}.`,
    eli5: 'Like a badly tuned television. You can still see the thing for a long while. The network is often quite sure of something else.',
    in_depth: 'Drawn once from a normal distribution with a fixed seed: more is the same pattern, only louder, so the curve is smooth and the same for everybody. Neighbouring pixels that differ at random look like fine edges, which the first filters answer to. A sure answer to noise is the plainest case of confidence without evidence.',
  },
};
