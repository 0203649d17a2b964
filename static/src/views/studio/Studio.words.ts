/** The filter studio: the pad, the brush, what can be done to a filter, and every number that comes of it. */
import type { Asked, Topics } from '../explain/topic';
import { sum } from '../../core/filters';
import { signedNumber } from '../../core/format';
import { makingIn, slicesIn } from './making';

const filterOf = ({ session }: Asked) => {
  const making = makingIn(session);
  const slices = slicesIn(session, making);
  return slices[Math.min(making.slice, slices.length - 1)] ?? null;
};
const sizeOf = (asked: Asked): string => {
  const filter = filterOf(asked);
  return filter ? `${filter.rows}×${filter.columns}` : 'small';
};
const countOf = (asked: Asked): string => String(filterOf(asked)?.weights.length ?? 'all');
const totalOf = (asked: Asked): string => {
  const filter = filterOf(asked);
  return filter ? signedNumber(sum(filter)) : 'not known yet';
};
const it = ({ printed }: Asked): string => (printed ? ` It says ${printed}.` : '');

export const topics: Topics = {
  'studio-pad': {
    name: 'The pad',
    summary: (asked) => `Your filter: ${sizeOf(asked)} weights, blue above zero and orange below. Paint over them, or choose a cell and type.${asked.printed ? ` This one is ${asked.printed}.` : ''}`,
    eli5: 'A stencil that you colour in. Blue spots look for bright things, orange spots for dark ones.',
    in_depth: (asked) => `Arrows move from cell to cell; a digit or Enter types, Space paints with the brush, with Shift it takes away, Delete makes it 0, + and − change it by 0.1. A pen's pressure is how far a stroke goes towards the brush, its other end takes away. One stroke is one step of undo. The ${countOf(asked)} weights are kept as float32.`,
  },
  'studio-brush': {
    name: 'What the brush paints',
    summary: ({ printed }) => `A place on the colour scale: the brush paints this value${printed ? `, now ${printed}` : ''}.`,
    eli5: 'Choose your paint: dark blue is strong, pale is weak, orange is the opposite.',
    in_depth: 'A stroke sets the cells it crosses to this value; with a soft edge or a pen, part of the way from what was there before the stroke. Both ends grow with the filter: they are the ends of its colour scale.',
  },
  'studio-brush-number': {
    name: 'The value of the brush',
    summary: ({ printed }) => `The same value as a number${printed ? `, ${printed}` : ''}, for those who want another than the slider has: −10 to 10.`,
    eli5: 'The same paint, as a number. You may type one.',
    in_depth: 'Finer and larger values than the slider offers. Weights themselves may be typed up to 10,000; larger ones are refused, for they drown everything else.',
  },
  'studio-brush-size': {
    name: 'How broad the brush is',
    summary: ({ printed }) => `Cells across${printed ? `, now ${printed}` : ''}. A broad brush is full in its middle and soft at its edge.`,
    eli5: 'A thin brush or a thick one.',
    in_depth: 'A cell whose middle lies d cells from the way of the brush is painted by (size + 1) / 2 − d, between 0 and 1. A brush of one cell paints exactly the cells it crosses, all of them, however fast it is moved.',
  },
  'studio-eraser': {
    name: 'Subtract',
    summary: 'The brush takes its value away instead of painting it. Shift does the same for one stroke, and so does the other end of a pen.',
    eli5: 'Now the brush takes paint off. Rub long enough, and blue turns into orange.',
    in_depth: 'Each cell that is crossed loses the value of the brush once per stroke, from what it was before the stroke; it may go below zero. With a value of 0 nothing happens.',
  },
  'studio-size': {
    name: 'Size of the filter',
    summary: (asked) => `How much of the picture a number looks at: ${sizeOf(asked)} cells now. Most networks use 3×3.`,
    eli5: 'A small stencil sees small things, a big one sees bigger things.',
    in_depth: 'Odd sizes have a middle, so that the result stands where the picture stands. A larger grid gets zeros around what was there, a smaller one keeps its middle; a ready-made filter that was not painted over is made anew at the new size where it is defined.',
  },
  'studio-sides': {
    name: 'Rows and columns',
    summary: (asked) => `Any grid from 1×1 to 11×11, even and oblong ones too: ${sizeOf(asked)} now.`,
    eli5: 'The stencil need not be square.',
    in_depth: 'An even side has no middle: the filter then stands on the later of its two middle cells, and flipped, on the earlier, as in scipy.ndimage. A row followed by a column makes the same as their product, with far fewer multiplications.',
  },
  'studio-channels': {
    name: 'One for all, or one for each',
    summary: 'One filter for red, green and blue, or one for each. What comes out stays the same when you change over; then each can be painted by itself.',
    eli5: 'One stencil for all three colours, or three stencils, one for each colour.',
    in_depth: 'One for all weighs each of C channels with k / C, so that a grey picture gives the numbers of one of its channels. One for each takes the slices as they are and adds up the three results. Going back to one adds up the slices.',
  },
  'studio-slices': {
    name: 'Slices of a filter',
    summary: 'A filter has one slice for each map it reads. The outlined one is on the pad; all are drawn to one colour scale.',
    eli5: 'The filter is a stack of stencils, one for each picture it looks at. You paint one at a time.',
    in_depth: 'What is painted changes this slice only; the edit in the network names it by the map it reads. For a row of a dense layer, the slices are the row laid out as the maps were before they were flattened.',
  },
  'studio-presets': {
    name: 'Ready-made filters',
    summary: ({ printed }) => `Filters that people have used for decades.${printed ? ` “${printed}” goes onto the pad with a click.` : ' A click puts one onto the pad.'} Then paint over it.`,
    eli5: 'Stencils that others have made. Take one and change it.',
    in_depth: 'Each is drawn to its own colour scale, at its usual size. It comes onto the pad at the size of the pad, where it is defined for that, else at its own. Its knobs, if it has any, stay until you paint.',
  },
  'studio-says': {
    name: 'What it does',
    summary: 'A sentence on the ready-made filter you point at or have chosen, or on what was just done to yours.',
    eli5: 'What this stencil is good for.',
    in_depth: 'The sentences of ready-made filters come from the server, with the filter: GET /api/lab/presets lists them all, with their formulas\u2019 parameters and the sizes they are defined for.',
  },
  'studio-variant': {
    name: 'Which of its kind',
    summary: 'The same filter, looking elsewhere: to the right or downwards, along another line, at another corner.',
    eli5: 'The same stencil, turned another way.',
    in_depth: 'Derivatives come in pairs, one along the columns and one along the rows; their squares added up are the strength of an edge whatever its direction. Line and corner detectors come in fours.',
  },
  'studio-knob': {
    name: 'A knob of this filter',
    summary: ({ printed }) => `Part of its formula${printed ? `, now ${printed}` : ''}: turn it, and the filter is made anew. It goes when you paint over the filter.`,
    eli5: 'Turn it and watch the stencil change.',
    in_depth: 'Widths are standard deviations in cells, angles in degrees against the horizontal. A width that is large for the grid cuts the bell off; the sum is made right for what is left.',
  },
  'studio-learned': {
    name: 'A learned filter',
    summary: 'What a network has found out by itself, as something to begin with: choose whose, which layer and which map. Or edit it right in the network on this page.',
    eli5: 'Stencils that a computer has made by itself, from thousands of pictures.',
    in_depth: 'A copy takes all slices of the filter; where the picture has another number of channels they are added up. “Edit it in the network” lays the weights themselves on the pad, as they are used now, and every stroke becomes an edit of that map.',
  },
  'studio-normalise': {
    name: 'Normalise',
    summary: (asked) => `Divide all weights by their sum, ${totalOf(asked)}, so that they add up to 1 and a flat wall keeps its brightness. Where they cancel, by their length instead.`,
    eli5: 'Makes the stencil neither brighten nor darken the picture.',
    in_depth: 'Where the sum is less than a thousandth of all magnitudes, dividing by it would only blow up roundings; then the weights are divided by the root of the sum of their squares (their L2 norm). A negative sum turns the signs around.',
  },
  'studio-negate': {
    name: 'Negate',
    summary: 'Every weight changes its sign, so what came out blue comes out orange.',
    eli5: 'Blue and orange change places.',
    in_depth: 'The result is multiplied by −1, but for the bias. After a ReLU that makes a great difference: what was kept is cut off, and the other way round.',
  },
  'studio-rotate': {
    name: 'Rotate by a quarter',
    summary: 'A quarter turn, clockwise. Four of them lead back.',
    eli5: 'Turn the stencil like a steering wheel, a quarter of the way round.',
    in_depth: 'Rows become columns, and no weight changes. A filter that asks for brightness to the right asks, once turned, for brightness below.',
  },
  'studio-rotate-half': {
    name: 'Rotate by an eighth',
    summary: 'An eighth of a turn, clockwise: each ring of cells around the middle is pushed on by an eighth of its length. Only odd squares have such rings.',
    eli5: 'Turn the stencil just a little. It needs to be a square with a middle.',
    in_depth: 'The ring at distance r has 8r cells and moves on by r of them, so no weight is interpolated: eight turns give exactly the same numbers back. At 3×3 this is how the eight compass filters of Prewitt and Robinson are made from one.',
  },
  'studio-mirror': {
    name: 'Mirror',
    summary: 'Left and right change places. Twice leads back.',
    eli5: 'The stencil seen in a mirror.',
    in_depth: 'For most edge filters mirroring is the same as negating. Mirrored and turned by half, a filter is flipped upside down.',
  },
  'studio-scale': {
    name: 'Stronger, weaker',
    summary: 'All weights times two, or halved. The picture of the result stays the same, for its colours follow its largest number.',
    eli5: 'Stronger paint or weaker paint. The pattern does not change.',
    in_depth: 'Without a bias and alone, the strength of a filter only scales its map. In a network it matters: what comes after has learned to expect numbers of a certain size. That is what “rescale” is for.',
  },
  'studio-chain': {
    name: 'Filters, one after the other',
    summary: 'Up to four filters, each of which reads the map that the one before it made. The outlined one is on the pad.',
    eli5: 'The second stencil is laid on what the first one made. That is how networks go deep.',
    in_depth: 'Two filters without anything in between are one larger filter. A ReLU or a pool between them makes the chain see what no single filter can: edges first, then how edges meet. Order, removal and what comes after a filter are in its settings.',
  },
  'studio-add': {
    name: 'Add a filter',
    summary: 'One more filter behind the others, at first one that changes nothing.',
    eli5: 'One more stencil, to be laid on what has come out so far.',
    in_depth: 'It begins as the identity, 3×3. It reads a single map, so it has a single slice. Each further filter enlarges what a number of the result can depend on.',
  },
  'studio-example': {
    name: 'Edges, then corners',
    summary: 'A chain to begin with: the first filter finds where it gets brighter to the right, ReLU keeps only that, and the second looks for the corner where such an edge ends.',
    eli5: 'First find the edges, then find where they end.',
    in_depth: 'Sobel, then ReLU, then a filter that asks for brightness at the lower right and darkness around it. No single 5×5 filter does the same, since ReLU is not linear.',
  },
  'studio-source': {
    name: 'What it is laid on',
    summary: 'The picture at full size, or any map of any layer of this run.',
    eli5: 'Which picture the stencil is laid on.',
    in_depth: 'The picture is sent once, upright and at most 1,024 pixels long, values 0 to 1, alpha on white. Maps are used as they are, with their signs; “all maps” adds up one product for each of them.',
  },
  'studio-handle': {
    name: 'Before and after',
    summary: ({ printed }) => `Drag it to see more of what was there, or more of what came of it.${printed ? ` Now: ${printed}.` : ''}`,
    eli5: 'A curtain between before and after. Pull it.',
    in_depth: 'The result lies exactly where its numbers come from: without padding it lacks a border, with a stride or a pool its cells are larger. Arrow keys move the handle by a twentieth, Home and End all the way.',
  },
  'studio-pixel': {
    name: 'One number of the result',
    summary: ({ printed }) => `Point at it, and its sum stands below: ${printed || 'choose one'}. The outline is all it depends on.`,
    eli5: 'Each dot of the new picture is one sum. Point at one to see it.',
    in_depth: 'Blue is above zero, orange below, stone grey exactly 0; nothing is cut off. The ends of the scale are the largest magnitude of this result. Arrow keys go from pixel to pixel, with Shift by ten.',
  },
  'studio-sum': {
    name: 'How the number is made',
    summary: (asked) => `For each channel the cells under the filter, the products with its weights, and their sum; then the bias.${it(asked)}`,
    eli5: 'Multiply each pair of numbers that lie on each other, and add it all up.',
    in_depth: 'Computed by the server in float64 for this one number; what is printed is rounded so that the parts add up to the total as it is printed. In a chain the last filter is shown, on the map it reads. Cells beyond the border are what the border rule says.',
  },
  'studio-legend': {
    name: 'Colours of the result',
    summary: 'From the largest magnitude below zero to the same above it. Exact zero has a grey of its own.',
    eli5: 'Which colour means how much.',
    in_depth: 'Both ends are the largest magnitude of this result, so that the same blue and orange mean the same size. The true lowest and highest number stand above the picture. Nothing is clamped.',
  },
  'studio-put': {
    name: 'Into the network',
    summary: 'Your filter takes the place of one that was learned. Everything after it is computed anew, and so is the verdict.',
    eli5: 'Swap one of the network’s own stencils for yours and see what it says now.',
    in_depth: 'The filter is set centred into the layer’s window: what is larger is cropped to its middle, what is smaller gets zeros around it. One filter for all is shared evenly among the maps that are read. The bias stays. It is an edit like others: listed, switchable, in the link, undone with Ctrl Z.',
  },
  'studio-own': {
    name: 'The network’s own weights',
    summary: 'These are the weights of this map as they are used now. What you paint changes them in the network on this page, never on disk.',
    eli5: 'You are painting on the network itself. Do not worry: undo brings everything back.',
    in_depth: 'Each stroke becomes an edit of the slice on the pad. Painted back to exactly what was learned, a layer counts as unedited, and the run has its old name again.',
  },
  'studio-follow': {
    name: 'Follow my brush',
    summary: 'The network holds what is on the pad, and changes with every stroke.',
    eli5: 'The network watches you paint.',
    in_depth: 'While the brush moves, one question is under way at a time and the newest comes next; an old answer is never shown after a newer one. At rest the whole run is computed and kept. Undo takes back a stroke and what it did, together.',
  },
  'studio-rescale': {
    name: 'Rescale',
    summary: 'The filter is made as strong as the one it replaces, so that the layers behind it get numbers of the size they know.',
    eli5: 'Your stencil presses exactly as hard as the old one did.',
    in_depth: 'Over all slices the root of the sum of squares (L2 norm) becomes that of the learned filter. A filter of zeros stays as it is. Without it the weights go in as they are.',
  },
  'studio-type': {
    name: 'Type numbers',
    summary: 'Cells take numbers from the keyboard instead of paint: Enter goes on to the next one.',
    eli5: 'For those who would rather type than paint.',
    in_depth: 'Numbers up to 10,000 in magnitude, with a point or a comma; Esc leaves a cell as it was, Tab leaves the grid. On a touch screen this is how a cell is typed into at all.',
  },
  'studio-clear': {
    name: 'Clear',
    summary: 'Every weight of the slice on the pad becomes 0.',
    eli5: 'A fresh, empty stencil.',
    in_depth: 'A filter of zeros answers its bias everywhere. It is a step like others, so undo brings the filter back.',
  },
  'studio-kept': {
    name: 'Filters you kept',
    summary: 'Give the filter on the pad a name, and this browser keeps it. A file takes all of them along.',
    eli5: 'A drawer for stencils you like.',
    in_depth: 'They are kept in this browser only and are not sent anywhere. The file is JSON: a name and rows of weights for each, one grid for all channels or one for each. A kept filter comes onto the pad without its settings.',
  },
  'studio-settings': {
    name: 'Settings',
    summary: ({ printed }) => printed || 'How the filter is moved over the picture, and what comes after it.',
    eli5: 'How big the steps are, and what happens at the edge.',
    in_depth: 'They belong to the filter on the pad; every filter of a chain has its own. Rows and columns can differ. All of it is in the link.',
  },
  'studio-bias': {
    name: 'Bias',
    summary: ({ printed }) => `Added to every number of the result${printed ? `, now ${printed}` : ''}.`,
    eli5: 'A little extra for everyone.',
    in_depth: 'It shifts the whole map up or down. Before a ReLU it decides how strong a match has to be to be seen at all. A filter put into the network leaves the bias there as it is.',
  },
  'studio-stride': {
    name: 'Stride',
    summary: 'How many cells the filter moves on each time. Two in both directions leave a quarter of the numbers.',
    eli5: 'The length of its steps.',
    in_depth: 'Only every s-th place is computed. Fine patterns can be missed or turn into others (aliasing), which is why a blur before a stride is often a good idea.',
  },
  'studio-dilation': {
    name: 'Dilation',
    summary: 'How far apart the cells are that the filter reads. Two leaves out every other cell.',
    eli5: 'The spots of the stencil move apart.',
    in_depth: 'A k×k filter then spans d·(k − 1) + 1 cells with the same number of weights. What lies between is not looked at.',
  },
  'studio-padding': {
    name: 'Padding',
    summary: 'Cells laid around the picture so that the filter can stand on its edge. “Same” keeps the size, “none” loses a border.',
    eli5: 'Extra room around the picture, so that the stencil does not fall off.',
    in_depth: '“Same” adds what it takes for a stride of 1 to keep the size; an even filter gets one cell more on one side. By hand: rows and columns on each side, 0 to 16.',
  },
  'studio-border': {
    name: 'What the padding is made of',
    summary: 'Zeros, the picture mirrored at its edge, or its edge repeated. Nobody measured any of it.',
    eli5: 'What the stencil sees when it looks past the edge.',
    in_depth: 'Zeros make edges where there are none, which shows as a frame around the result. Mirroring does not repeat the edge line itself (reflect, as in NumPy).',
  },
  'studio-flip': {
    name: 'Cross-correlation or convolution',
    summary: 'Networks lay the filter on as it is. Mathematicians turn it round by half a turn first and call only that a convolution.',
    eli5: 'Turn the stencil upside down first, or do not.',
    in_depth: 'With the flip the operation is commutative and associative: filters may be exchanged and joined. Networks learn their weights, so it makes no difference to them, and they leave it out.',
  },
  'studio-after': {
    name: 'What comes after it',
    summary: 'ReLU turns every number below zero into 0; pooling keeps the largest or the mean of every 2×2 numbers.',
    eli5: 'ReLU throws away the orange. Pooling makes the picture half as wide and half as high.',
    in_depth: 'Both as in a network: ReLU first, then the pool, with a stride of 2; a last odd row or column is left out. Without either, a chain of filters is only one larger filter.',
  },
  'studio-order': {
    name: 'Its place in the chain',
    summary: 'Move this filter earlier or later, or take it out.',
    eli5: 'Who comes first, and who goes.',
    in_depth: 'Without ReLU and pools the order hardly matters, but for the border; with them it does. The first filter alone can have one slice for each colour: moved back, its slices are added up.',
  },
  'studio-words': {
    name: 'What your filter does',
    summary: (asked) => `Read off its weights: what they add up, what they take away, and what their sum, ${totalOf(asked)}, does to a flat wall.`,
    eli5: 'Your stencil, explained.',
    in_depth: 'Only what the weights say clearly is claimed: a slope where one side outweighs the other, a spot where the middle opposes its surroundings, a stripe where weights are alike along one direction and not across it.',
  },
  'studio-code': {
    name: 'The same in SciPy',
    summary: 'The line that computes the same outside of this page; k is your filter.',
    eli5: 'For those who write programs.',
    in_depth: 'scipy.ndimage.correlate with the border rule by its name there: zeros are “constant”, the mirrored picture is “mirror”, the repeated edge is “nearest”. A convolution turns k over both axes first.',
  },
};
