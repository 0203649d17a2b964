/** What there is on the overview: maps, wires, wall, steps. */
import { kindOf } from '..';
import { capital, inWords } from '../../core/count';
import { number, percent, plural, signedNumber, size, whole } from '../../core/format';
import { title } from '../../core/naming';
import { isVector } from '../../core/tensor';
import type { LayerInfo } from '../../data/types';
import { evidence } from '../../state/evidence.svelte';
import type { Topics } from '../explain/topic';

/** What speaks for the answer: a score, or, where the smallest distance wins, how near it is. */
function judged(layers: readonly LayerInfo[]): string {
  const whose = evidence.told?.target.label ?? 'the winning class';
  return kindOf(layers.at(-1)!.kind).nearest ? `how near ${whose} is, before distances became shares` : `the score of ${whose}, before scores became shares`;
}

export const topics: Topics = {
  maps: {
    name: 'A map',
    summary: ({ session, layer }) => (isVector(layer.shape)
      ? 'Each square is one feature map: everything one filter answered, place by place. Click one to choose it, once more to open it.'
      : `${title(session.layers, layer.name)} has ${plural(layer.shape[0], 'map')} of ${size(layer.shape)} numbers. Click one to choose it, once more to open it; point at one to see what it reads and who reads it.`),
    eli5: 'Each little picture is one question, asked at every place. Blue means yes, orange means the opposite, grey means exactly nothing.',
    in_depth: ({ layer }) => `A layer’s output is a block of numbers, channels × rows × columns${isVector(layer.shape) ? '' : `, here ${layer.shape.join(' × ')} = ${whole(layer.shape.reduce((a, b) => a * b, 1))}`}. Each map shown is one channel of it. The number of maps is the number of filters, however many maps came in: products are summed over all of those.`,
  },
  'input-maps': {
    name: 'The picture’s channels',
    summary: ({ session: { layers } }) => `The picture as the network gets it: ${inWords(layers[0]!.shape[0])} of ${size(layers[0]!.shape)} numbers from 0, dark, to 1, bright.`,
    eli5: 'To a computer a picture is a sheet of numbers. A coloured one is three sheets: how much red, how much green, how much blue.',
    in_depth: ({ session: { layers } }) => `The network sees ${whole(layers[0]!.shape.reduce((a, b) => a * b))} numbers and nothing else: no names, no outlines, nothing of what was cut away. They are bytes divided by 255.`,
  },
  numbers: {
    name: 'A layer of single numbers',
    summary: ({ session: { layers } }) => `From here on there are no places any more: ${layers.filter((l) => isVector(l.shape)).map((l) => `${whole(l.shape[0])} in ${title(layers, l.name)}`).join(', ')}. One stripe is one number.`,
    eli5: 'The little pictures are cut into one long row of numbers, like beads on a string.',
    in_depth: ({ layer, cell }) => (isVector(layer.shape)
      ? `Number ${whole(cell[0] + 1)} of ${whole(layer.shape[0])} is chosen. The order is fixed, because the weights behind it belong to places in it.`
      : 'Flattening keeps every number and its order: first all of map 1 row by row, then map 2, and so on. The weights behind it belong to places in that order.'),
  },
  heads: {
    name: 'Layers and blocks',
    summary: ({ session: { layers } }) => `${whole(layers.length)} layers from left to right, each made from those before it. Below each word stands the size of its maps.`,
    eli5: 'Read it like a comic strip: the picture goes in at the left, and each column is what the next machine made of it.',
    in_depth: ({ session: { layers } }) => `A block ends where maps are pooled. What one number can see of the picture grows with every step: ${layers.filter((l) => !isVector(l.shape) && l.inputs.length).slice(-1).map((l) => `at the last maps ${l.receptive_field[0]} × ${l.receptive_field[1]} pixels`).join('')}.`,
  },
  branches: {
    name: 'Branches',
    summary: ({ session: { folding } }) => `Here the network does not go on in one line. ${capital(plural(folding.modules.filter(({ lanes }) => lanes.length > 1).length, 'module'))} of it ${folding.modules.length === 1 ? 'parts' : 'part'} into several ways that are computed from the same maps and meet again.`,
    eli5: 'The road forks. Several machines get the same pictures, each does its own thing, and at the end they put their results together.',
    in_depth: 'Where ways meet in a plus, the maps lie on one another and are added number by number; a wire that runs round the others carries its maps there unchanged. Where they meet in braces, nothing is added: the maps are stacked, each branch’s in a block of its own with a hairline between. A way that ends in a bar is read by nobody when the network answers.',
  },
  branch: {
    name: 'A branch, folded',
    summary: 'One way through a folded module, shown by a single map of its last layer. Click it to unfold the module and go there.',
    eli5: 'A tiny window onto one of the side roads. Click it to walk in.',
    in_depth: 'It stands at the height of its own block of the stack, so that you see which maps come from it. The map shown is the one that the chosen number came through, or else the loudest.',
  },
  fold: {
    name: 'Fold and unfold',
    summary: ({ session: { folding, standing } }) => `${whole(standing.filter((one) => one.form === 'folded').length)} of ${plural(folding.modules.length, 'module')} ${folding.modules.length === 1 ? 'is' : 'are'} folded into one column each, their output. Unfold one to see every layer of it on its lane.`,
    eli5: 'Like a drawer: shut it to keep the page tidy, open it to see what is inside.',
    in_depth: 'Folding changes what is drawn and nothing else: every layer was computed. Steps and keys walk over what is folded as one step, and through an unfolded module branch after branch. The link keeps what is unfolded.',
  },
  sentence: {
    name: 'What this step did',
    summary: ({ session: { place, walk }, layer }) => `Step ${place + 1} of ${walk.length}: what ${layer.stage} means for this very picture, with its largest number.`,
    eli5: 'One sentence of the story. The pink number is the one you are looking at.',
    in_depth: ({ value }) => `Written anew for every picture, from its own numbers. The chosen one is ${signedNumber(value)}; the loudest of a layer is the one farthest from zero, whichever way.`,
  },
  steps: {
    name: 'Steps',
    summary: ({ session: { place, walk } }) => `You are at step ${place + 1} of ${walk.length}. One back, play, one on; the outer ones lead to the ends. The keys are [ and ], and Space plays.`,
    eli5: 'Like the buttons of a music player. Each step is one layer.',
    in_depth: 'Stepping changes what you look at and computes nothing: all layers were computed when the picture came. Each step is one that the Back button undoes.',
  },
  speed: {
    name: 'Speed',
    summary: ({ session: { clock } }) => `Play now takes ${number(2.4 / clock.speed, 1)} seconds a layer.`,
    eli5: 'Slower to look, faster to skim.',
    in_depth: 'At 1× a layer stands for 2.4 seconds and the window of a close-up for 90 milliseconds a cell. Everything that plays can also be stepped.',
  },
  rail: {
    name: 'The rail',
    summary: ({ session: { index, layers } }) => `One tick a layer; the pink dot stands at ${title(layers, layers[index]!.name)}. Drag it, or use the arrow keys.`,
    eli5: 'Pull the dot along to travel through the network.',
    in_depth: 'The order of the ticks is the order of computing. Where a network branches, a layer stands after everything it reads.',
  },
  legend: {
    name: 'The colours',
    summary: ({ session, layer, cell }) => (layer.inputs.length === 0
      ? 'Here 0 is dark and 1 is bright.'
      : `Blue is above zero, orange below; the scale ends at ${number(session.extentOf(layer.name, cell[0]))} either way. Exactly zero has a grey of its own.`),
    eli5: 'Blue says yes, orange says the opposite. The deeper, the surer. Grey says: nothing at all.',
    in_depth: 'The scale is linear and the same on both sides of zero. Only a number that is exactly 0 gets the grey, never one that is merely small: so what a rectifier cut away is seen as holes.',
  },
  scale: {
    name: 'Whose largest number sets the colours',
    summary: ({ session: { view } }) => ({
      map: 'Each map uses all of its own colours: faint maps can be read, but not compared.',
      layer: 'All maps of a layer share one scale: they can be compared.',
      network: 'All layers share one scale: you see where the numbers are large.',
    })[view.scale],
    eli5: 'Like the volume of a radio: one knob for each map, one for each layer, or one for the whole house.',
    in_depth: ({ session: { run } }) => `Per map the scale ends at that map’s largest magnitude, per layer at the layer’s, per network at ${number(Math.max(...run!.layers.filter((l) => l.kind !== 'input').map((l) => Math.max(Math.abs(l.low), Math.abs(l.high)))))}, the largest of all. Numbers never change by it.`,
  },
  wires: {
    name: 'What the wires tell',
    summary: ({ session: { view } }) => (view.wires === 'reads'
      ? 'Now: who reads whom. Pink leads to what the chosen map reads, grey to its readers; point at another map to see its wires instead.'
      : 'Now: evidence. Between every two layers the strongest few contributions to the verdict; point at a map to see who reads whom.'),
    eli5: 'Wires show who listens to whom. Or, the other way, whose voice counted in the end.',
    in_depth: 'Reading is a matter of how the network is built, the same for every picture. Evidence is a matter of this picture: what a map gave to another, times how steeply the winning class rises with it.',
  },
  evidence: {
    name: 'Evidence',
    summary: () => (evidence.told ? `Blue wires speak for ${evidence.told.target.label}, orange ones against it. The wider a wire, the more it gave.` : 'Blue wires speak for the verdict, orange ones against it. The wider, the more.'),
    eli5: 'Like votes in a meeting: thick blue ropes pull towards the answer, orange ones pull away from it.',
    in_depth: ({ session }) => `A wire’s width is gradient × contribution to ${judged(session.layers)}, summed over all places. Only the strongest eight of each step are drawn, so the sum of what you see is not all of it. It tells what this network used, not what is true of the world.`,
  },
  wall: {
    name: 'The wall',
    summary: ({ session: { layers } }) => `All maps of a wide layer at a size to look at. The widest of this network has ${whole(Math.max(...layers.filter((l) => !isVector(l.shape)).map((l) => l.shape[0])))}.`,
    eli5: 'A wall full of little pictures, like stamps. Walk along it with the arrows.',
    in_depth: 'Only the maps in sight are drawn, so thousands scroll as lightly as ten. Enter chooses a map, once more opens it. A layer of C maps of k filters still has only k maps: depth grows with the number of filters, never with the number of maps read.',
  },
  'whole-wall': {
    name: 'The whole network on one wall',
    summary: ({ session: { layers } }) => `Every map of every layer under each other, ${plural(layers.filter((l) => l.inputs.length && !isVector(l.shape)).length, 'layer')} in all: from edges that look like the picture to patches that only the next layer can read.`,
    eli5: 'All the little pictures at once, from the first machine to the last. Scroll down and watch them grow smaller and stranger.',
    in_depth: 'The name of the layer you scroll through stays at the top. Maps shrink by pooling and strides while their number grows: fewer places, more questions about each.',
  },
  'wall-order': {
    name: 'Order on the wall',
    summary: 'In order is the order of the filters, in blocks where several branches were stacked. Loudest first puts those with the largest number, of either sign, in front. Alike together hangs maps beside those they resemble.',
    eli5: 'Leave them as they hang, bring the loudest to the front, or let twins stand side by side.',
    in_depth: 'The order of filters has no meaning: training could have put them in any other. Loudness is the largest magnitude in a map, for this picture only. Likeness is the cosine between maps averaged to 8 × 8 cells; from the loudest on, the next is always the one most like the last, so the odd ones end up at the end.',
  },
  'wall-size': {
    name: 'Size on the wall',
    summary: 'From 16 pixels a map, which shows families, to 56, which shows each.',
    eli5: 'Step back or come closer.',
    in_depth: ({ session }) => (session.large
      ? 'The maps of this network come as thumbnails: of every block of cells the number of largest magnitude, with its sign. So a single bright cell stays in sight, and an edge looks thicker than it is.'
      : 'Small maps are averaged down, so a single bright cell may fade; large ones show every cell with its own edge.'),
  },
  'layer-row': {
    name: 'A layer',
    summary: ({ session: { layers } }) => `The word says what this layer does, the figures how large its maps are. Tap it to go there; there are ${whole(layers.length)}.`,
    eli5: 'Each row is one machine. Tap its name to stand before it.',
    in_depth: ({ session: { layers, run } }) => `From the picture on top to the verdict below, in the order of computing: ${layers.map((l) => l.stage).join(', ')}. It ends with ${run!.prediction[0]!.label}, ${percent(run!.prediction[0]!.probability)}.`,
  },
};
