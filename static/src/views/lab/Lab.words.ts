/** The laboratory: its knobs, its two sides, and every number on them. */
import { whole } from '../../core/format';
import type { LayerInfo, Setting, Settings } from '../../data/types';
import type { Asked, Topics } from '../explain/topic';
import { decode, type Which } from './sides';

const place = ({ layer }: Asked): string => `${layer.shape[1]}×${layer.shape[2]}`;
const read = ({ session, layer }: Asked): LayerInfo => session.layers.find((one) => one.name === layer.inputs[0]) ?? layer;
const reads = (asked: Asked): string => `${read(asked).shape[1]}×${read(asked).shape[2]}`;
const side = ({ session }: Asked, which: Which): Settings => decode(session.view.lab ?? '')[which];
const say = (value: unknown): string => (Array.isArray(value) ? value.join('×') : typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value));

/** Where a knob stands in the network and on both sides: "3 in the network, 3 on side A and 5 on side B". */
function stands(asked: Asked, name: string, otherwise?: Setting): string {
  const own = (asked.layer.settings[name] as Setting | undefined) ?? otherwise;
  if (own === undefined) return '';
  const on = (which: Which) => say(side(asked, which)[name] ?? own);
  return ` It is ${say(own)} in the network, ${on('a')} on side A and ${on('b')} on side B.`;
}
const rows = (asked: Asked, name: string, usual: number): number => {
  const value = side(asked, 'b')[name] ?? asked.layer.settings[name] ?? usual;
  return Number(Array.isArray(value) ? value[0] : value);
};

export const topics: Topics = {
  lab: {
    name: 'Laboratory',
    summary: (asked) => `The same layer on the same ${reads(asked)} numbers, with other settings: two at a time, side by side. Nothing of the network is changed; close it, and everything is as it was.`,
    eli5: 'A workshop for one layer. Turn a knob and see what would have come out. You cannot break anything.',
    in_depth: (asked) => `Only ${asked.layer.name} is computed anew, from the numbers of this run; what comes after it keeps its own. Weights for sizes that nobody trained are cropped or filled up, and it says so. The settings of both sides stand in the address, so a link shows what you see.`,
  },
  'lab-input': {
    name: 'What is read',
    summary: (asked) => `The ${reads(asked)} numbers this layer reads, exactly those of your picture. The pink outline is the window of the chosen number. A dashed edge is padding: nobody measured what lies there.`,
    eli5: 'This is what goes in. The pink box shows which part one number looks at. The pale edge was made up.',
    in_depth: 'Row i of the output reads rows i·stride − padding + t·dilation for t from 0 up to the kernel size. Padding is drawn as what it is: zeros, or the mirrored numbers. Hatched lines are read by no window at all; changing them would change nothing that comes out.',
  },
  'lab-output': {
    name: 'What is made',
    summary: (asked) => `One map of ${place(asked)} in the network; here with the settings of this side, in the same colours and to the same scale as the other side.${asked.printed ? ` The chosen number is ${asked.printed}.` : ''}`,
    eli5: 'This is what comes out. If it is smaller than the picture on its left, that is how much was lost.',
    in_depth: 'Cells are drawn as large as cells of the input, so that sizes can be compared by eye; “enlarged” fills the column instead. Both maps share one colour scale, with ends at the largest magnitude of the two. A thin frame parts the numbers whose windows read something made up from those that read only real cells.',
  },
  'lab-value': {
    name: 'The chosen number',
    summary: (asked) => `The number at this place of the map: ${asked.printed || 'see the pink cell'}. On the other side the cell is marked whose window lies nearest to this one.`,
    eli5: 'One number of the map, and where it stands.',
    in_depth: 'The middle of its window is found on the input, and on the other side the output cell whose window has its middle nearest to it. With a stride above 1 several cells of one side meet in one of the other.',
  },
  'lab-empty': {
    name: 'Nothing comes out',
    summary: (asked) => `The window does not fit even once into ${reads(asked)}, so there is no place to lay it and no number to write down. That is no fault: make the window smaller, or add padding.`,
    eli5: 'The window is bigger than the picture. You cannot lay a big plate on a small table.',
    in_depth: 'The number of places is ⌊(n + 2p − d·(k − 1) − 1) / s⌋ + 1. Where that is less than 1 there is no output, and frameworks refuse such a layer. Deep networks meet this when a small picture is pooled too often.',
  },
  'lab-dropped': {
    name: 'The dropped strip',
    summary: (asked) => `${asked.printed || 'Hatched rows and columns are never read.'} The stride need not divide exactly: the rest at the lower and right edge is left out.`,
    eli5: 'You walk in big steps. At the end there is a bit of floor left that is too short for another step. Nobody treads on it.',
    in_depth: 'The division is rounded down (floor), so up to stride − 1 rows and columns at the far edge are dropped, always at the bottom and the right. “Round up” lays one more window there, half over the edge. Lines between windows are skipped where the stride is wider than what the window reaches.',
  },
  'lab-arithmetic': {
    name: 'How the size comes about',
    summary: (asked) => `Size read, plus padding on both sides, minus the window, divided by the stride, rounded down, plus one. ${asked.printed || `In the network that makes ${place(asked)}.`}`,
    eli5: 'Count how many steps fit, and add one for where you began.',
    in_depth: '⌊(n + 2p − d·(k − 1) − 1) / s⌋ + 1, for rows and columns alike. The number of filters is not in it: more filters make more maps, and no map larger.',
  },
  'lab-parameters': {
    name: 'Parameters',
    summary: (asked) => `Every number that has to be learned is one brick: rows × columns × channels for each filter, times the filters, plus one bias for each. The network has ${whole(asked.layer.parameters)} here.`,
    eli5: 'Each filter is a little stack of bricks, one layer of bricks for each map it looks at. One dark brick goes on top.',
    in_depth: (asked) => `k·k·C·F + F. Forgetting C is a popular mistake: 64 filters of 3×3 are 576 weights only on one channel; on ${read(asked).shape[0]} they are ${whole(576 * read(asked).shape[0])}, and 64 biases. Stride, padding, dilation and the size of the picture appear nowhere: the same weights are used at every place. Pools and activations have none at all.`,
  },
  'lab-macs': {
    name: 'Multiplications',
    summary: (asked) => `How often a weight is multiplied with a number for one picture, over all maps. As the network has it: ${whole(asked.layer.macs)}.`,
    eli5: 'How much work it is: how often two numbers are multiplied.',
    in_depth: 'Numbers that come out, times weights of one filter. Stride 2 in both directions leaves a quarter of the work with the same number of parameters: cost and parameters are two different things.',
  },
  'lab-rim': {
    name: 'Along the border',
    summary: (asked) => `${asked.printed || 'The mean along the border and the mean inside.'} Where the window reaches over the edge, part of what it sees was made up.`,
    eli5: 'At the edge the window looks out of the picture, where there is nothing. So its answers there are a bit off.',
    in_depth: 'Zeros are no neutral value: they look like black (or like “no match”) and pull sums at the border towards the bias, which often shows as a darker or brighter frame, and every further layer carries it inwards. A reflection keeps the brightness but invents a symmetric continuation. Neither adds information.',
  },
  'lab-difference': {
    name: 'What changes',
    summary: (asked) => `From side A to side B, measured on this picture. ${asked.printed}`,
    eli5: 'What is different on the right, in words.',
    in_depth: 'Sizes and counts come from the two settings; which numbers differ, and by how much, is counted cell by cell between the two maps where they have the same size (differences below a hundred-thousandth of the largest number are roundings and do not count).',
  },
  'lab-kind': {
    name: 'Another rule',
    summary: (asked) => `Another layer of the same family in its place, on the very same numbers: the map stays ${place(asked)}, its numbers change.`,
    eli5: 'Same job, another worker.',
    in_depth: 'The maximum asks whether something is there at all, the average how much of it there is. Among activations the difference lies below zero: cut off, turned down, or squashed. None of them has weights, so nothing has to be learned again to compare them here; the layers behind were trained with the rule the network has.',
  },
  'lab-size': {
    name: 'Size of the window',
    summary: (asked) => `How many cells the window is high and wide.${stands(asked, 'size')} A larger window sees more and leaves a smaller map.`,
    eli5: 'A bigger looking glass: you see more at once, and there are fewer places to lay it.',
    in_depth: (asked) => `With ${rows(asked, 'size', 3)} on side B the map loses ${rows(asked, 'size', 3) - 1} rows and columns where nothing is padded. The weights grow with the square: a 5×5 filter has 25 for each channel, two 3×3 in a row see as far with 18. A learned filter is cropped to its middle or set into a larger one: no one trained it for that size.`,
  },
  'lab-stride': {
    name: 'Stride',
    summary: (asked) => `How many cells the window moves on.${stands(asked, 'stride')} Stride 2 leaves a quarter of the numbers, and whatever is left over at the far edge is not read.`,
    eli5: 'Big steps or small steps. With big steps you are done sooner and see less.',
    in_depth: (asked) => `On ${reads(asked)} a stride of ${rows(asked, 'stride', 1)} need not divide exactly: the quotient is rounded down and the rest is dropped (hatched). Every kept number is exactly one of those with stride 1: only places are left out, no value changes.`,
  },
  'lab-padding': {
    name: 'Padding',
    summary: (asked) => `Cells laid around the maps before the window moves.${stands(asked, 'padding')} With padding (k − 1) / 2 and stride 1 the map keeps its size.`,
    eli5: 'A frame around the picture so that the window can stand on the edge. What is in the frame was made up.',
    in_depth: 'Each cell of padding makes the map two rows and two columns larger (at stride 1). It adds no information and it is not free: along the border the sums are mixed with made-up numbers. For pools at most half the window, or some windows would see nothing real.',
  },
  'lab-border': {
    name: 'What the padding is made of',
    summary: 'Zeros, the mirrored picture, or (for pools) nothing that counts. Put zeros on one side and the reflection on the other: only the border differs.',
    eli5: 'Paint the frame black, or hang a mirror there.',
    in_depth: (asked) => `Zeros are what nearly all networks were trained with, and they can be noticed: filters answer to the jump from picture to black as if it were an edge. A reflection repeats what lies inside without repeating the edge itself, so it needs at least one row more than it lays around ${reads(asked)}. A maximum ignores its padding altogether (it counts as less than any number).`,
  },
  'lab-ceil': {
    name: 'Round up or down',
    summary: 'Off: the size is rounded down, and the rest at the far edge is never read. On: a last window may hang over the edge, so that everything is read.',
    eli5: 'Is half a step at the end still a step?',
    in_depth: 'Networks round down unless told otherwise. Rounding up (ceil) adds a window that reaches beyond the edge, but none that would begin there. For a pool what lies beyond does not count; a convolution needs something to multiply, so the border goes on there.',
  },
  'lab-dilation': {
    name: 'Dilation',
    summary: (asked) => `How far apart the cells are that the window reads.${stands(asked, 'dilation')} It sees further with the same number of weights.`,
    eli5: 'A sieve with its holes pulled apart: as many holes, but it covers more.',
    in_depth: (asked) => `With kernel size k and dilation d the window reaches over d·(k − 1) + 1 cells: ${rows(asked, 'dilation', 1)}·(${rows(asked, 'size', 3)} − 1) + 1 = ${rows(asked, 'dilation', 1) * (rows(asked, 'size', 3) - 1) + 1} on side B. The cells in between are skipped by this number, though its neighbours read them.`,
  },
  'lab-filters': {
    name: 'Filters',
    summary: (asked) => `How many filters there are. Each makes one map, whatever number of maps it reads.${stands(asked, 'filters')} More filters make the stack deeper, never a map larger.`,
    eli5: 'More painters: each paints one picture. The pictures do not get bigger.',
    in_depth: (asked) => `F filters on ${read(asked).shape[0]} channels make F maps, not ${read(asked).shape[0]}·F: each filter has a slice for every channel, and their sums become one number. Filters beyond those the network has were never learned; random ones stand in for them.`,
  },
  'lab-fill': {
    name: 'New weights',
    summary: 'Nobody trained this layer at that size. A smaller filter is the middle of the learned one; a larger one is the learned one in its middle, and around it stand zeros, or random numbers.',
    eli5: 'The old filter is put into a bigger frame. You choose what is in the rest of the frame: nothing, or scribbles.',
    in_depth: 'With zeros a larger filter gives the very numbers of the learned one, only at fewer places: weights of 0 read, but add nothing. Random weights (the same every time, about as large as the learned ones) show why training is needed. Neither is what a network of that size would have learned.',
  },
  'lab-slope': {
    name: 'Leak',
    summary: 'What is left of a number below zero: 0.01 leaves a hundredth of it. At 0 it is a plain ReLU.',
    eli5: 'How loudly those below zero may whisper.',
    in_depth: 'y = x above zero and a·x below. A small a keeps a trickle of blame flowing back through negative cells, so that a filter which is negative everywhere can still learn. At 1 it would be no kink at all, and a stack of layers would be one weighted sum.',
  },
  'lab-reset': {
    name: 'Reset',
    summary: (asked) => `Back to the layer as the network has it: ${place(asked)}, with the numbers of this run.`,
    eli5: 'Everything back to how the network does it.',
    in_depth: 'With the settings of the network, the map is taken from the run itself: the same numbers, bit by bit.',
  },
  'lab-swap': {
    name: 'Swap',
    summary: 'Side A becomes side B and the other way round; the sentence then tells the change the other way.',
    eli5: 'Left becomes right and right becomes left.',
    in_depth: 'The difference is always told from A to B.',
  },
  'lab-undo': {
    name: 'Undo',
    summary: 'The last thing that was turned, back to where it was. Ctrl and Z do the same.',
    eli5: 'One step back, as if you had not turned it.',
    in_depth: 'What is dragged in one go is one step. The browser’s Back button leaves the laboratory instead.',
  },
  'lab-apart': {
    name: 'B − A',
    summary: 'Side B can show its own map, or what is left of it when the map of side A is taken away, cell by cell. Zero is grey: there both sides agree.',
    eli5: 'Lay one drawing over the other. Where nothing is left, they are the same.',
    in_depth: 'Only maps of the same size can be taken from each other. The difference has colours of its own, with ends at the largest difference, so small ones are seen too. Zeros beside a reflection leave nothing but the border.',
  },
  'lab-scale': {
    name: 'One scale, or enlarged',
    summary: 'To one scale, a cell that comes out is drawn as large as a cell that goes in: you see what the settings cost. Enlarged, each map fills its column.',
    eli5: 'As small as it is, or under the looking glass.',
    in_depth: 'Only the drawing changes. Small maps of deep layers are easier to read enlarged.',
  },
};
