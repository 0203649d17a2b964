/** What the inspector's figures mean: sizes, counts, one map in numbers, the lines of NumPy. */
import { plural, number, percent, whole } from '../../core/format';
import { title } from '../../core/naming';
import { isVector } from '../../core/tensor';
import type { LayerInfo } from '../../data/types';
import { isDrawn } from '../../state/drawn';
import type { Asked, Topics } from '../explain/topic';
import { account } from './accounts';
import { figuresOf } from './facts';

/** The layer's own sum under one of these labels, as it stands in the list; else another sentence. */
const sum = (layer: LayerInfo, labels: readonly string[], otherwise: string): string => {
  const found = layer.words.arithmetic.map(account).filter(({ label, sum: told }) => labels.includes(label) && told);
  return found.length ? found.map((one) => `${one.sum} = ${one.result}.`).join(' ') : otherwise;
};
const remark = (layer: LayerInfo, labels: readonly string[]): string => {
  const said = layer.words.arithmetic.map(account).find(({ label, remark: told }) => labels.includes(label) && told)?.remark;
  return said ? ` Here ${said}.` : '';
};
const SIZE = ['height and width', 'height', 'width', 'numbers'];
const learns = (layer: LayerInfo): boolean => layer.parameters > 0;
const here = ({ session, layer }: Asked): string => title(session.layers, layer.name);
const map = ({ layer, cell }: Asked): string => (isVector(layer.shape) ? 'this list of numbers' : `map ${cell[0] + 1}`);
const figures = (asked: Asked) => figuresOf(asked.session, asked.layer, asked.cell[0]);

export const topics: Topics = {
  'inspect-heading': {
    name: 'The chosen map',
    summary: (asked) => `This is ${map(asked)} of ${here(asked)}. Where a filter looks at the picture itself and its weights say something plain, they are put into words.`,
    eli5: 'Every map is an answer sheet: one question, asked at every place of the picture. This line says which question it was.',
    in_depth: 'The question is read off the weights: a filter that is dark on one side and bright on the other is called by that direction, one that takes one colour against another by those colours. Where neither is clear, nothing is claimed. Nobody programmed these patterns; they were learned.',
  },
  'inspect-kernel': {
    name: 'The weights of the filter',
    summary: 'One small grid for each input channel. Together they are one filter, and the filter makes one map.',
    eli5: 'This is the pattern on the pane of glass. The same pane is laid on every spot of the picture.',
    in_depth: ({ layer }) => `${sum(layer, ['parameters'], 'Blue weights count what lies under them for, orange ones against.')} The weights are shared: they are the same numbers at all ${whole(layer.shape[1] * layer.shape[2])} places, and looking at your picture does not change them.`,
  },
  'inspect-histogram': {
    name: 'How often each value occurs',
    summary: (asked) => `All ${whole(asked.layer.shape[1] * asked.layer.shape[2] * (isVector(asked.layer.shape) ? asked.layer.shape[0] : 1))} numbers of ${map(asked)}, sorted into bins: a tall bar says that many of them are about this large.`,
    eli5: 'Imagine all the numbers standing in line by size. Where many are alike, the crowd is thick and the bar is high.',
    in_depth: 'The middle is zero, orange stands left of it, blue right. Both ends are the ends of the colour scale that is chosen. Heights grow with the square root of the count, so that rare values can still be seen; ReLU empties the left half into a single bar at zero.',
  },
  'inspect-figures': {
    name: 'The map in figures',
    summary: (asked) => {
      const told = figures(asked);
      return told ? `${map(asked).replace(/^./, (c) => c.toUpperCase())} goes from ${number(told.low)} to ${number(told.high)}; on average it is ${number(told.mean)}.` : 'The lowest number, the highest, and the mean of all of them.';
    },
    eli5: 'The smallest number, the largest one, and what everybody would have if they shared out evenly.',
    in_depth: 'Lowest, highest and mean over all cells of the map, as the server worked them out from the exact float32 numbers. They are about your picture: another picture gives others, while the weights stay what they are.',
  },
  'inspect-zeros': {
    name: 'Exactly zero',
    summary: (asked) => {
      const zeros = figures(asked)?.zeros;
      return zeros === null || zeros === undefined ? 'The share of cells that are exactly zero, not only nearly.' : `${percent(zeros)} of the cells of ${map(asked)} are exactly 0, not only nearly.`;
    },
    eli5: 'How many chairs have a plain 0 sitting on them. After the doormen of ReLU there are many.',
    in_depth: 'Zero has a colour of its own on this page, a step off the scale, because after a ReLU it means something: here the filter found nothing, and nothing is passed on. A convolution almost never gives an exact zero, so what was negative is an answer too, not an absence.',
  },
  'inspect-counts': {
    name: 'How each is counted',
    summary: ({ layer }) => `Every figure of this layer with the sum that makes it. ${sum(layer, ['parameters'], 'It learned nothing, so there are no weights to count.')}`,
    eli5: 'Not only how much it comes to, but how somebody would count it on their fingers.',
    in_depth: 'The sums come from the layer’s own settings, not from the picture: size h’ = ⌊(h + 2·padding − window) / stride⌋ + 1, parameters as filters × (channels × window + 1 bias), multiplications as parameters without the bias × places.',
  },
  'inspect-size': {
    name: 'The size of a map',
    summary: ({ layer }) => `What comes out is ${layer.shape.join(' × ')}: maps, rows, columns. ${sum(layer, SIZE, 'Height and width stay what they were.')}`,
    eli5: 'Lay a tile on the floor, push it along, and count at how many places it can lie. That many numbers come out side by side.',
    in_depth: ({ layer }) => `⌊(size + 2·padding − window) / stride⌋ + 1. The stride need not divide evenly: what is left over is dropped at the right and at the bottom.${remark(layer, SIZE)} More filters make more maps, never larger ones.`,
  },
  'inspect-maps': {
    name: 'How many maps',
    summary: ({ layer }) => `${plural(layer.shape[0], isVector(layer.shape) ? 'number' : 'map')} ${layer.shape[0] === 1 ? 'comes' : 'come'} out of this layer.`,
    eli5: 'Every filter writes one sheet. Ten filters, ten sheets, however many sheets it read.',
    in_depth: 'A filter reads all channels of its input and adds up what it finds, so a layer of F filters on C maps makes F maps, not F × C. Layers that change each number by itself, and pools, keep the count.',
  },
  'inspect-parameters': {
    name: 'Parameters',
    summary: ({ session, layer }) => learns(layer) ? `${whole(layer.parameters)} numbers ${isDrawn(session) ? 'can be' : 'were'} learned here: ${sum(layer, ['parameters'], 'weights and biases.')}` : 'Nothing is learned here: this layer has no weights at all.',
    eli5: ({ session, layer }) => {
      if (!learns(layer)) return 'There is no knob to turn here. The rule is fixed.';
      return isDrawn(session) ? 'The knobs that learning turns. Nobody has turned these yet: they stand where chance left them.' : 'The knobs that were turned while the network learned. Now they are glued in place.';
    },
    in_depth: ({ session, layer }) => learns(layer)
      ? `${percent(layer.parameters / session.network!.parameters)} of the whole network’s ${whole(session.network!.parameters)}. A filter has a weight for each cell of its window in every channel, not only one grid, and one bias that is added everywhere. ${isDrawn(session) ? 'Here all are drawn at random: how many there are is real, what they make of a picture means nothing.' : 'They were learned from other pictures and do not change while you use the page.'}`
      : 'ReLU, pooling, flattening and softmax have nothing to learn; a network of these alone could not be taught anything. When the network learned, blame was only passed on through them.',
  },
  'inspect-uses': {
    name: 'Uses of each weight',
    summary: ({ layer: { shape: [, h, w] } }) => `Each weight is used at ${h} × ${w} = ${whole(h * w)} places: the filter is the same everywhere.`,
    eli5: 'One stamp, many prints. The stamp does not change from print to print.',
    in_depth: ({ layer }) => `Sharing is why ${whole(layer.parameters)} numbers are enough. With weights of its own at every place this layer would need ${whole(layer.macs)} of them, and would have to learn the same edge anew in every corner.`,
  },
  'inspect-work': {
    name: 'Multiplications',
    summary: ({ layer }) => `${whole(layer.macs)} multiplications with a weight for one picture. ${sum(layer, ['multiplications'], 'There are no weights to multiply by.')}`,
    eli5: 'How often a number is multiplied until everything here is worked out. A computer needs a moment; you would need weeks.',
    in_depth: ({ session: { network }, layer }) => `${percent(layer.macs / network!.macs)} of the work of the whole network, with ${percent(layer.parameters / network!.parameters)} of its parameters. The two are not the same: convolutions use few weights at many places, dense layers many weights once.`,
  },
  'inspect-sight': {
    name: 'What each number sees',
    summary: ({ layer }) => `One number of this layer can depend on ${layer.receptive_field.join(' × ')} pixels of the picture: its receptive field. ${sum(layer, ['receptive field'], '')}`.trim(),
    eli5: 'Each number looks through a little window. Behind it others look through windows too, so that together they see further.',
    in_depth: 'Field = field before + (window − 1) × distance between neighbours before. Each stride and each pool moves neighbours further apart, so the field grows faster behind them. At the border part of it lies outside the picture; and not every pixel in it counts alike.',
  },
  'inspect-memory': {
    name: 'Memory',
    summary: ({ layer }) => `What comes out takes up ${whole(layer.bytes)} bytes. ${sum(layer, ['memory'], '')}`.trim(),
    eli5: 'Each number needs four little boxes to be kept in.',
    in_depth: 'Numbers are kept as float32: 4 bytes, about seven digits. Maps are kept while the run is looked at, and all of them while a network learns; the weights are counted apart.',
  },
  'inspect-formula': {
    name: 'The formula',
    summary: ({ layer }) => `The rule of this layer in one line: each number is ${layer.words.verb}.`,
    eli5: 'The recipe, written the way mathematicians write recipes.',
    in_depth: 'k is the map that is made, c the channel that is read, i and j row and column, u and v the place within the window, s the stride, b a bias. All of them are counted from 0.',
  },
  'inspect-here': {
    name: 'This picture, this number',
    summary: 'What the layer did with your picture, and who decides most in the chosen number.',
    eli5: 'Not what could happen, but what did happen, just now, with your picture.',
    in_depth: 'The first sentence is made on the server from all numbers of the layer; the second from the products of the chosen number, added up by input map. Choose another number, and it is said anew.',
  },
  'inspect-listing': {
    name: 'In NumPy',
    summary: ({ session, layer, value }) => `${layer.words.code.split('\n').length} lines that make ${number(value, 4)} again, from a file with every number of this run of ${session.network!.id}.`,
    eli5: 'A recipe that a computer can follow. Paste it, and the same number comes out at home.',
    in_depth: ({ layer, cell }) => `Save run.npz beside it and run it: y is ${layer.name}[${cell.join(', ')}]. Maps and weights are exact float32. Sums may be added up in another order than the engine did, so the last digit can differ; twice the tolerance that the API states for the cell is the most.`,
  },
  'inspect-copy': {
    name: 'Copy the lines',
    summary: 'Puts the lines on the clipboard, with the place of the chosen number filled in.',
    eli5: 'Takes them along in your pocket.',
    in_depth: 'Choose another number, and the lines say another place: copy again. Where a browser does not lend its clipboard, the lines are marked instead.',
  },
  'inspect-file': {
    name: 'run.npz',
    summary: ({ session }) => `Every map and every weight of this run, by name: np.load("run.npz")["${session.layers[1]?.name ?? 'input'}"].`,
    eli5: 'A suitcase with all the numbers of this page in it.',
    in_depth: ({ session }) => `GET /api/runs/${session.run!.run}.npz. Maps are channels × rows × columns; weights are called <layer>.weights and <layer>.bias, and are those the run was computed with, edits included. The address never changes.`,
  },
};
