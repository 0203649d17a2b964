/** What stands and what can be turned on the convolution's stage, each at three depths. */
import { bricks } from '../../core/bricks';
import { channelName, inWords } from '../../core/count';
import { exact, number, percent, plural, signedNumber, whole } from '../../core/format';
import { weigh, type Account } from '../../core/products';
import { channel, isVector } from '../../core/tensor';
import { AS_LEARNED, outcome } from '../../core/trials';
import type { Asked, Topics } from '../explain/topic';
import { sources, weightsOf } from './sources';

/** The chosen number taken apart; null where the layer is no weighted sum of windows, or its weights are still on their way. */
function account({ session, layer, cell }: Asked, flipped = false): Account | null {
  const source = sources(session, layer)[0];
  const weights = weightsOf(session, layer);
  if (!source || source.reads.rule !== 'window' || weights?.dims.length !== 4) return null;
  return weigh(cell, source.reads, source.maps, layer.shape, weights, session.weights.get(`${layer.name}.bias`), flipped);
}
/** A sentence with figures of this number in it, or a plain one. */
const of = (asked: Asked, told: (account: Account) => string, otherwise: string): string => {
  const found = account(asked);
  return found ? told(found) : otherwise;
};
const names = (asked: Asked, a: Account): string[] => {
  const source = sources(asked.session, asked.layer)[0]!;
  return a.slices.map((slice) => channelName(slice.channel, source.layer.shape[0], source.picture));
};
const loudest = (asked: Asked, a: Account): { name: string; sum: number } => {
  const all = names(asked, a).map((name, i) => ({ name, sum: a.slices[i]!.sum }));
  return all.reduce((most, one) => (Math.abs(one.sum) > Math.abs(most.sum) ? one : most));
};
const first = (a: Account) => {
  const slice = a.slices.reduce((most, one) => (Math.max(...one.products.map(Math.abs)) > Math.max(...most.products.map(Math.abs)) ? one : most));
  const i = slice.products.reduce((most, product, at) => (Math.abs(product) > Math.abs(slice.products[most]!) ? at : most), 0);
  return { value: slice.values[i]!, weight: slice.weights[i]!, product: slice.products[i]! };
};
const places = ({ layer }: Asked): number => layer.shape[1] * layer.shape[2];
const filter = ({ cell }: Asked): number => cell[0] + 1;
const counted = (asked: Asked) => {
  const weights = weightsOf(asked.session, asked.layer);
  return bricks(weights?.dims ?? [asked.layer.shape[0]], asked.session.weights.has(`${asked.layer.name}.bias`), asked.layer.shape);
};
const above = ({ session, layer, cell }: Asked): number => {
  const map = channel(session.numbers(layer.name)!, cell[0]);
  return map.reduce((count, value) => count + (value > 0 ? 1 : 0), 0) / map.length;
};
const printed = ({ printed: text }: Asked): string => (/\d/.test(text) && text.length < 12 ? ` Here it is ${text.trim()}.` : '');

export const topics: Topics = {
  'conv-share': {
    name: 'Only some of the channels',
    summary: (asked) => of(asked, (a) => `This filter reads ${plural(a.slices.length, 'channel')} of ${whole(sources(asked.session, asked.layer)[0]!.layer.shape[0])}: ${names(asked, a).length > 8 ? `${names(asked, a)[0]} to ${names(asked, a).at(-1)}` : names(asked, a).join(', ')}. What stands in the others does not change its number.`, 'This filter reads only some of the channels.'),
    eli5: 'A class split into groups, each with a table of its own: whoever sits here hears only those at this table.',
    in_depth: 'Groups and tables of links save weights and multiplications. AlexNet had two groups because it was spread over two graphics cards of 3 GB; LeNet-5 had a table so that its filters would not all learn the same.',
  },
  'link-table': {
    name: 'Who reads whom',
    summary: (asked) => `Rows are the maps that are read, columns the filters. A dark square is a link: a slice of weights that was learned. ${of(asked, (a) => `Filter ${filter(asked)} has ${plural(a.slices.length, 'link')}.`, '')}`.trim(),
    eli5: 'A list on the wall: who is allowed to listen to whom.',
    in_depth: 'Table I of the paper by LeCun and others (1998): the first six filters read three neighbouring maps, the next six four, three more read four that do not all stand side by side, and the last reads them all. Where there is no square there is no weight, not even a zero.',
  },
  'conv-input': {
    name: 'The map that is read',
    summary: (asked) => of(asked, (a) => `One of the ${plural(a.slices.length, 'channel')} that this number reads. The pink window is the part of it that counts.`, 'The map that this number reads.'),
    eli5: 'A big picture with a small frame laid on it. Drag the frame: the sum is done again wherever you let go.',
    in_depth: (asked) => of(asked, (a) => `The window covers rows ${a.slices[0]!.rows[0]} to ${a.slices[0]!.rows.at(-1)} and columns ${a.slices[0]!.columns[0]} to ${a.slices[0]!.columns.at(-1)}. Which cells those are is stated by the layer itself. Arrow keys move the window by one place, Shift by five; Enter goes to the cell in its middle.`, 'Which cells are read is stated by the layer itself.'),
  },
  'conv-value': {
    name: 'What lies under the filter',
    summary: (asked) => `A number of the layer before, as it lies under the window now.${printed(asked)}`,
    eli5: 'These are the brightnesses inside the frame. Nothing has been done to them yet.',
    in_depth: (asked) => of(asked, (a) => `${whole(a.slices.length * a.slices[0]!.values.length)} of them are read for one number: ${a.slices[0]!.rows.length} rows and ${a.slices[0]!.columns.length} columns of ${plural(a.slices.length, 'channel')}. Each was itself made by the layer before; click one to see how.`, 'Each was itself made by the layer before; click one to see how.'),
  },
  'conv-weight': {
    name: 'Weight',
    summary: (asked) => `How much the number lying under it counts: blue for, orange against.${printed(asked)}`,
    eli5: 'A weight is like a volume knob. This one was set by practice, nobody turned it by hand.',
    in_depth: (asked) => `Filter ${filter(asked)} has ${plural(counted(asked).each, 'weight')}, and they are the same at all ${whole(places(asked))} places of its map. They were learned from random beginnings and do not change while you look.`,
  },
  'conv-product': {
    name: 'Product',
    summary: (asked) => of(asked, (a) => { const { value, weight, product } = first(a); return `The number under the window times the weight that touches it. The largest here: ${number(value)} × ${number(weight)} = ${number(product)}.`; }, 'The number under the window times the weight that touches it.'),
    eli5: 'Bright times loved is a big yes, bright times disliked is a big no, and dark times anything is next to nothing.',
    in_depth: 'Click it, press Enter or tap to go to the cell its number came from; from there on again, down to a pixel of the picture. It is multiplied in double precision. Products are printed so that they add up to the sum beside them, so a last digit may be rounded the other way.',
  },
  'conv-sum': {
    name: 'The sum of one channel',
    summary: (asked) => of(asked, (a) => { const { name, sum } = loudest(asked, a); return a.slices.length > 1 ? `All products of one channel, added up. Here ${name} says most: ${signedNumber(sum)}.` : `All ${a.slices[0]!.products.length} products, added up: ${signedNumber(a.slices[0]!.sum)}.`; }, 'All products of one channel, added up.'),
    eli5: 'Every channel has had its say and gives one number. Next all of them are put on one pile.',
    in_depth: (asked) => of(asked, (a) => `Filters do not work on one channel each: filter ${filter(asked)} has a slice for every one of ${plural(a.slices.length, 'channel')}, and ${a.slices.length > 1 ? `the ${inWords(a.slices.length)} sums are added, not averaged and not kept apart` : 'its one sum goes on'}. So one filter makes one map.`, 'The sums of all channels are added, not averaged and not kept apart. So one filter makes one map.'),
  },
  'conv-bias': {
    name: 'Bias',
    summary: (asked) => of(asked, (a) => `One number per filter, added to every number of its map: ${signedNumber(a.bias, 4)} here.`, 'One number per filter, added to every number of its map.'),
    eli5: 'Some people say yes easily, some hardly ever. The bias is how easily this filter says yes.',
    in_depth: (asked) => `There is no bias per pixel, per weight or per channel: filter ${filter(asked)} has a single one, the same at all ${whole(places(asked))} places, and it was learned with the weights. It moves the point at which a rectifier cuts.`,
  },
  total: {
    name: 'The total',
    summary: ({ value }) => `Everything above the line, added up. It is the chosen number: ${number(value)}.`,
    eli5: 'One number from all of that. It is one dot of the new picture.',
    in_depth: ({ value }) => `At full length the network has ${exact(value)}, in single precision. The sum beside it is done in double precision; the tick says that the two agree within the rounding that adding so many numbers allows.`,
  },
  'conv-tick': {
    name: 'Does it agree?',
    summary: 'The tick stands where the total is the number that the network itself put into the map.',
    eli5: 'We did the sum again by hand and looked whether the computer had the same.',
    in_depth: (asked) => of(asked, (a) => `The two may differ by ${a.tolerance.toExponential(1)} here: a few roundings of single precision, in proportion to everything that was added. While something else is tried, the tick goes and the gap to ${number(asked.value)} is said instead.`, 'Single and double precision may differ by a few roundings.'),
  },
  'conv-ghost': {
    name: 'Ghost cell',
    summary: 'Padding: the window hangs over the edge, and a zero is laid where there is no picture.',
    eli5: 'The frame sticks out over the border of the picture. Out there is nothing, so it counts nothing.',
    in_depth: 'Padding keeps the map as large as its input, and it is not free: its zeros take the place of picture, so numbers at the border are made of fewer real terms. Nothing came from a ghost, so there is nothing to follow.',
  },
  'conv-map': {
    name: 'The map that is made',
    summary: (asked) => (isVector(asked.layer.shape) ? `All ${whole(asked.layer.shape[0])} numbers of this layer, one per filter.` : `All ${whole(places(asked))} numbers that filter ${filter(asked)} makes, one per place of its window.`),
    eli5: 'A new picture that shows where the filter found what it looks for. Blue is yes, orange is the opposite.',
    in_depth: ({ value, session }) => `Drag on it or use the arrow keys to choose another number; the window goes along. ${Object.keys(session.view.tools).length ? 'While something is tried the map shows what the trial would make; the network’s own comes back with “As learned”.' : `The chosen one is ${exact(value)}.`}`,
  },
  'conv-rows': {
    name: 'One row per map',
    summary: (asked) => of(asked, (a) => `Each of the ${plural(a.slices.length, 'map')} that are read, what lies under the window, its slice of filter ${filter(asked)}, their products and their sum.`, 'Each map that is read, its slice of the filter, their products and their sum.'),
    eli5: 'Many pictures are looked at at once, each through a pane of its own. Every row is one of them.',
    in_depth: 'Point at a product, or at a place in one of the small squares: the three that belong together light up. Arrow keys go from product to product, Enter follows one. The threads to the right are as thick as the sums are large.',
  },
  'conv-rest': {
    name: 'The rest',
    summary: (asked) => of(asked, (a) => `Of ${plural(a.slices.length, 'map')} those that decide most come first; the others are one line with their sum.`, 'The maps that decide little, with their sum on one line.'),
    eli5: 'Most of them have little to say. Their small voices are counted together.',
    in_depth: 'Nothing is left out: the folded sums are part of the total, and their line says what they come to. Unfold them to see every product of every map.',
  },
  'conv-order': {
    name: 'Order of the maps',
    summary: 'As the maps come, or those whose sums are largest first.',
    eli5: 'Put the loudest at the top of the list, or leave everybody in their seats.',
    in_depth: (asked) => of(asked, (a) => { const { name, sum } = loudest(asked, a); return `Large means far from zero, for or against. Here ${name} would come first with ${signedNumber(sum)}. While the window moves nobody changes places.`; }, 'Large means far from zero, for or against.'),
  },
  'conv-colours': {
    name: 'Colours of the weights',
    summary: 'Blue is above zero, orange below, stone grey exactly zero; the ends are the largest weight of this filter.',
    eli5: 'The stronger the colour, the more it counts. Blue speaks for, orange against.',
    in_depth: (asked) => of(asked, (a) => `The scale ends at ${number(Math.max(...a.slices.flatMap((slice) => slice.weights.map(Math.abs))))} on both sides. Products have a scale of their own; a picture keeps the tints of its channels.`, 'Both ends are equally far from zero.'),
  },
  'conv-flip': {
    name: 'Turn the filter over',
    summary: (asked) => of(asked, (a) => { const other = account(asked, true)!; return `Textbook convolution turns the filter by half a turn first. This number would then be ${number(outcome(other, AS_LEARNED))} instead of ${number(a.total)}.`; }, 'Textbook convolution turns the filter by half a turn first.'),
    eli5: 'Put the stencil on upside down and it fits other things. Whoever cuts the stencil only has to know which way it will be used.',
    in_depth: 'What networks compute is strictly a cross-correlation: the filter is laid on as it is. Flipping matters in mathematics, because it makes f ∗ g the same as g ∗ f. A network does not care: its weights are learned through whichever operation it uses, so with flipping it would have learned the same filters turned over and given the same answers.',
  },
  'conv-formula': {
    name: 'f ⋆ g and f ∗ g',
    summary: 'The same sum twice: the star slides the filter as it is, the asterisk turns it over first.',
    eli5: 'f is the picture, g is the filter. The long S says: add up all of them.',
    in_depth: 'Cross-correlation reads f[i + u, j + v], convolution f[i − u, j − v]. The minus signs are the half turn. Deep learning says convolution and means the first.',
  },
  'conv-combine': {
    name: 'Sum, average or maximum',
    summary: (asked) => of(asked, (a) => `Try what would come out if the ${inWords(a.slices.length)} sums were averaged (${number(outcome(a, { ...AS_LEARNED, combination: 'average' }))}) or if only the largest counted (${number(outcome(a, { ...AS_LEARNED, combination: 'max' }))}). Only the sum gives ${number(a.total)}.`, 'Try another rule: only the plain sum gives the number in the map.'),
    eli5: 'Do all voices count together, or only the average voice, or only the loudest? Try it: just one of them gets the right answer.',
    in_depth: 'A convolution adds over channels as it adds over rows and columns: one sum over all three. An average would only be a sum with smaller weights; a maximum would be another kind of layer.',
  },
  'conv-mute': {
    name: 'Leave a channel out',
    summary: (asked) => of(asked, (a) => `Take one channel out of the sum and see what is missing. ${names(asked, a).slice(0, 3).map((name, i) => `Without ${name} the total would be ${number(a.total - a.slices[i]!.sum)}.`).join(' ')}`, 'Take one channel out of the sum and see what is missing.'),
    eli5: 'Cover one eye and look again. If nothing changes, that eye was not needed here.',
    in_depth: 'The map beside it is done again without that channel. One filter always reads all channels and makes one map; a picture with three colours does not give three maps per filter. Only on this page: the weights stay as they were learned.',
  },
  'conv-reset': {
    name: 'As learned',
    summary: 'Take back everything that is tried here.',
    eli5: 'Put all the knobs back where they were.',
    in_depth: 'Trials live in this page and in its address, never in the network: its weights were the same all the while.',
  },
  'conv-bias-drag': {
    name: 'Drag the bias',
    summary: (asked) => of(asked, (a) => `Add something to the bias of ${signedNumber(a.bias, 4)}: all ${whole(places(asked))} numbers of the map move by exactly as much.`, 'Add something to the bias: the whole map moves by as much.'),
    eli5: 'Raise the floor and everything standing on it goes up together.',
    in_depth: (asked) => `The shape of the histogram stays, it only slides past zero. What a rectifier would keep grows or shrinks with it: ${percent(above(asked))} as learned. Only on this page; the weights stay as they are.`,
  },
  'conv-histogram': {
    name: 'All numbers of the map',
    summary: (asked) => `How often each number occurs. Right of the line are those above zero, ${percent(above(asked))} as learned.`,
    eli5: 'All dots of the map, sorted into heaps: orange heaps say no, blue heaps say yes.',
    in_depth: 'Heights follow the square root of the count, so that rare numbers can be seen. The line in the middle is zero, where a rectifier cuts: left of it everything would become 0.',
  },
  'conv-bricks': {
    name: 'Count the bricks',
    summary: (asked) => { const c = counted(asked); return `${c.rows} · ${c.columns} · ${c.slices} = ${plural(c.each, 'weight')} make one filter, ${plural(c.filters, 'filter')} make ${whole(c.total)} with their biases, and just ${plural(c.filters, 'map')}.`; },
    eli5: 'Every filter is a small block of bricks, one layer of bricks for each channel. Each block makes one picture.',
    in_depth: (asked) => { const c = counted(asked); return `Two counts go wrong often. Leaving out the channels gives ${whole(c.forgetful)} instead of ${whole(c.total)}. Letting every filter make a map of every channel gives ${whole(c.tooManyMaps)} maps instead of ${whole(c.filters)}. More filters make more maps, never larger ones.`; },
  },
  'conv-filters': {
    name: 'Number of filters',
    summary: (asked) => `What if there were more or fewer than ${whole(counted(asked).filters)}? Maps and weights would grow with them; height and width would not.`,
    eli5: 'More people looking makes more drawings, but not bigger ones.',
    in_depth: (asked) => { const c = counted(asked); return `Each filter more costs ${whole(c.each)} weights${c.total > c.each * c.filters ? ' and a bias' : ''} here and adds one map of the same size; it also gives every filter of the next layer one slice more. Only a count: the network on the page stays as it is.`; },
  },
  'conv-unshared': {
    name: 'Weights shared by all places',
    summary: (asked) => { const c = counted(asked); return `The same filter serves all ${whole(c.places)} places. If each had weights of its own, there would be ${whole(c.unshared)} instead of ${whole(c.total)}.`; },
    eli5: 'One rubber stamp, used all over the page, instead of a new stamp for every spot.',
    in_depth: 'Sharing is why a network needs to learn an edge only once to find it everywhere, and why the map moves along when the picture moves. Layers that do not share exist (locally connected ones) and are rare.',
  },
  'slide-play': {
    name: 'Slide the window',
    summary: (asked) => `The window goes over all ${whole(places(asked))} places, row by row, and fills one cell of the map at each.`,
    eli5: 'Watch the frame walk over the picture like a reader’s finger over a page.',
    in_depth: 'Slowly, a step is told in order: the window, the numbers under it, the sums, the total, the cell. Above twice the speed only window and cell go on. Where the system asks for little motion, each press is one step.',
  },
  'slide-step': {
    name: 'One step',
    summary: ({ cell }) => `One place on, or one back; now it stands at row ${cell[1]}, column ${cell[2]}.`,
    eli5: 'Take one small step and look what has changed.',
    in_depth: ({ layer }) => `At the end of a row the next one begins, at the end of the map the first. One step of the map may be more than one cell of its input: that is the stride. This map has ${layer.shape[1]} rows and ${layer.shape[2]} columns.`,
  },
  'slide-speed': {
    name: 'Speed',
    summary: ({ session }) => `How fast the window slides, now ${session.clock.speed} times: at 1× a place takes 90 milliseconds.`,
    eli5: 'Slow to understand, fast to get to the end.',
    in_depth: 'From 0.25 to 8 times. Below 1× every step is told part by part; above 2× the numbers wait until the window stands still, for nobody could read them.',
  },
  chips: {
    name: 'The maps of this layer',
    summary: ({ layer, cell }) => `Choose one of ${plural(layer.shape[0], 'map')}; the number at row ${cell[1]}, column ${cell[2]} of it comes onto the stage.`,
    eli5: 'Each little stamp is one picture this layer has made. Pick the one you want to see made.',
    in_depth: ({ layer, cell }) => `Left and right arrow keys go from map to map. This is map ${cell[0] + 1} of ${whole(layer.shape[0])}, at the same place of each, so that maps can be compared number by number.`,
  },
};
