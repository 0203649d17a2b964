/** What there is in the picture's column. */
import { inWords, someOf } from '../../core/count';
import { percent, whole } from '../../core/format';
import type { Topics } from '../explain/topic';
import { known, rivals } from '../../state/answering';

export const topics: Topics = {
  upload: {
    name: 'A picture of your own',
    summary: 'Upload a picture, drop it anywhere on the page, or paste it. It is cut square and made small, and every number on this page is computed anew for it.',
    eli5: 'Give it a photo of yours and watch what it makes of it. Dropping it anywhere works too.',
    in_depth: 'JPEG, PNG, WebP, GIF and BMP, up to 10 MiB and 25 megapixels. Turned photos are set upright, transparency is laid on white, of an animation the first frame is used; what was done is said. The server keeps the small copy, never the file.',
  },
  camera: {
    name: 'Camera',
    summary: 'Takes a picture with the camera of this device.',
    eli5: 'Hold something up to the camera.',
    in_depth: 'The browser asks whether the page may see the camera. The picture is taken here and treated like any upload.',
  },
  draw: {
    name: 'Draw',
    summary: 'Draw a digit with mouse, finger or pen. Every layer follows each stroke.',
    eli5: 'Write a number with your finger and see what it is taken for.',
    in_depth: 'The drawing is prepared as the training digits were: its longest side fitted to 20 pixels, its centre of mass put in the middle. What is drawn at the edge is therefore moved in.',
  },
  sample: {
    name: 'Samples',
    summary: 'Pictures made for this page, none of them from the training set. On one or another the network is wrong, and it is left that way.',
    eli5: 'Pictures to try when you have none at hand.',
    in_depth: ({ session: { sample } }) => `${sample ? `This one shows: ${sample.label}. ${sample.predicted === null ? 'Nobody has judged it with these weights.' : `The network says ${sample.predicted}, ${percent(sample.probability ?? 0)}.`}` : 'None of them is open now.'} Twelve pictures chosen by the makers of a page say nothing about how often a network is right; its card does.`,
  },
  crop: {
    name: 'The square it sees',
    summary: ({ session: { run } }) => `The network looks at squares. This one is ${whole(run!.picture.crop.side)} pixels of your picture wide; what lies outside it never was. Drag it, or move it with the arrows.`,
    eli5: 'It looks through a square window. Push the window over what you want it to see.',
    in_depth: ({ session: { run } }) => `From column ${whole(run!.picture.crop.left)}, row ${whole(run!.picture.crop.top)}, ${whole(run!.picture.crop.side)} pixels a side. The picture is cut, never squeezed and never given bars: bars at the side made networks like this much worse while they stayed just as sure.`,
  },
  sees: {
    name: 'What the network sees',
    summary: ({ session: { layers } }) => `Your picture at ${layers[0]!.shape[2]}×${layers[0]!.shape[1]}: ${whole(layers[0]!.shape.reduce((a, b) => a * b))} numbers between 0 and 1. This is all it ever gets.`,
    eli5: 'It does not see what you see. It sees this small copy, and the copy is only numbers: 0 is dark, 1 is bright.',
    in_depth: ({ session: { layers } }) => `Cut square, made small by bicubic interpolation, divided by 255: an array of shape (${layers[0]!.shape.join(', ')}). A detail that is gone at this size is gone for every layer after it.`,
  },
  knows: {
    name: 'What it knows',
    summary: ({ session: { network } }) => `It can answer with ${someOf(network!.classes)}, and nothing else. ${network!.otherwise ? `“${network!.otherwise}” stands for all the rest; it was shown photos of other things to learn that, and still misses many.` : 'Show it something else, and it still picks one of these.'}`,
    eli5: ({ session: { network } }) => `Imagine somebody who knows only ${inWords(known(network!).length)} words. Whatever you show them, they use one of them${network!.otherwise ? ', or shrug' : ''}.`,
    in_depth: ({ session: { network } }) => `The shares add up to 100 % whatever comes in, so even noise gets an answer, sometimes a sure one. Below ${percent(network!.unsure_below)} it is called unsure here; that threshold was chosen on pictures held back from training. What it names in noise counts as unsure at any share: noise is told from the pixels, which have as much in fine waves as in long ones; hardly any photo has.`,
  },
  'who-looks': {
    name: 'Who looks at the picture',
    summary: 'Two networks here know the same things. One is small enough to be seen whole, every map and every weight; the other is right more often. This shows the same picture to the other one.',
    eli5: 'You can ask the beginner, whose thinking is easy to follow, or the one with more practice, who is right more often. Ask both!',
    in_depth: ({ session: { networks, network } }) => `On pictures they had never seen: ${rivals(networks, network!).map((one) => `${one.title} ${percent(one.accuracy ?? 0)} right with ${whole(one.parameters)} parameters`).join(', ')}. Samples open in the small one; a photo of yours goes to the best one, unless you have chosen a network yourself.`,
  },
  verdict: {
    name: 'The verdict',
    summary: ({ session: { run } }) => run!.weights === 'drawn' ? run!.caution ?? '' : `${run!.prediction[0]!.label}, ${percent(run!.prediction[0]!.probability)}${run!.unsure ? ': not enough to be sure' : ''}. Next comes ${run!.prediction[1]!.label}, ${percent(run!.prediction[1]!.probability)}.`,
    eli5: ({ session: { run } }) => `All the things it knows share one cake. ${run!.prediction[0]!.label} gets ${percent(run!.prediction[0]!.probability)} of it.`,
    in_depth: 'Calibrated by one temperature on pictures held back from training, so that of all answers given with 80 % about 80 % are right, for pictures like those it was trained on. For other pictures nothing is promised.',
  },
};
