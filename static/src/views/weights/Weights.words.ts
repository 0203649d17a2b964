/** What can be asked about weights that were not learned here. */
import { short, whole } from '../../core/format';
import type { Topics } from '../explain/topic';

export const topics: Topics = {
  weights: {
    name: 'Whose weights',
    summary: ({ session: { network } }) => network!.weights === 'loaded'
      ? 'The weights come from a file that you loaded. How often they are right was not measured here.'
      : 'The weights were drawn at random: nobody taught this network anything. Its shapes, its maps and its arithmetic are real; its answer means nothing.',
    eli5: 'A brain just built, before its first lesson. Everything is connected and works, but it has never been told what anything is.',
    in_depth: ({ session: { network } }) => `${whole(network!.parameters)} numbers, drawn uniformly by a seed with variance g / fan-in, g = 2 in front of a ReLU (He and others, 2015), so that signals neither die nor explode. They are the same every time; the link of a run leads to the same maps.`,
  },
  'weights-load': {
    name: 'Load weights',
    summary: 'A file with the weights of this very network: .safetensors or .npz, every array under the name in the table.',
    eli5: 'If somebody has taught this network somewhere else, the lessons can be brought here in a file.',
    in_depth: 'Numbers of 16, 32 or 64 bits are read and kept as 32. Names, shapes and every single number are checked first; what does not fit is named. Nothing in the file is ever executed: pickles are turned away.',
  },
  'weights-back': {
    name: 'Back to drawn',
    summary: 'The same picture with the random weights again. Those you loaded stay on the server for a while; the Back button returns to them.',
    eli5: 'Forget the lessons, and look at the untaught network again.',
    in_depth: 'The address loses its weights=… and nothing else.',
  },
  'weights-names': {
    name: 'Names and shapes',
    summary: 'Which arrays a file of weights has to hold. Output channels come first, as in PyTorch; only the names differ.',
    eli5: 'The labels on the drawers, so that every number lands in the right one.',
    in_depth: 'A convolution has weights (filters, channels, rows, columns) and bias; a dense layer weights (outputs, inputs) and bias; a batch norm scale, shift, mean and variance.',
  },
  'run-it': {
    name: 'Run it',
    summary: ({ session: { network } }) => `Draws ${short(network!.parameters)} weights at random and shows this network a picture: ${short(network!.macs)} multiplications. Then every map is here.`,
    eli5: 'Switch the machine on.',
    in_depth: 'The weights are drawn a few rows at a time and forgotten again; only the maps are kept. So even a network of half a gigabyte runs in a small corner of memory.',
  },
  'shapes-only': {
    name: 'Only its shapes',
    summary: 'Sizes, figures and wiring follow from the description alone. Nothing has been computed yet.',
    eli5: 'The plan of the machine, before it is switched on. Every frame is a place where a map will be.',
    in_depth: 'The height and width of every map, what reads what, parameters, multiplications and receptive fields are worked out from the settings of the layers; neither weights nor pictures are needed.',
  },
  'shapes-figures': {
    name: 'What it costs',
    summary: ({ session: { network } }) => `${whole(network!.parameters)} weights, ${whole(network!.macs)} multiplications for one picture.`,
    eli5: 'How much there is to remember, and how much there is to work out.',
    in_depth: ({ session: { network, layers } }) => `Its maps are ${whole(layers.reduce((sum, { bytes }) => sum + bytes / 4, 0))} numbers. One number of the last map can depend on ${network!.receptive_field.join(' × ')} pixels. All of it is counted from the description.`,
  },
};
