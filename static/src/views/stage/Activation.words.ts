/** The close-up of a curve, explained: what goes in, what comes out, how steep it is, what it cuts. */
import { exact, number, percent } from '../../core/format';
import { at } from '../../core/tensor';
import type { Asked, Topics } from '../explain/topic';

const before = ({ session, layer, cell }: Asked): number => {
  const maps = session.numbers(layer.inputs[0]!);
  return maps ? at(maps, cell) : Number.NaN;
};
const below = ({ session, layer }: Asked): string => {
  const told = session.run?.layers.find(({ name }) => name === layer.inputs[0]);
  return told ? percent(told.negative) : 'some';
};

export const topics: Topics = {
  'activation-before': {
    name: 'The numbers before the curve',
    summary: (asked) => `What the layer before made. The chosen number is ${number(before(asked))}; it alone decides what stands at the same place on the right.`,
    eli5: 'Every square here walks through the door in the middle, each for itself, and comes out in the same place on the right.',
    in_depth: 'Blue is above zero, orange below; both are answers. Below zero means "the opposite of my pattern", not "nothing". An activation looks at one cell at a time: neighbours and other maps have no say.',
  },
  'activation-curve': {
    name: 'The curve',
    summary: (asked) => `Left to right is what goes in, upwards what comes out: ${number(before(asked))} goes in, ${number(asked.value)} comes out. Drag the point to see other numbers of this map.`,
    eli5: 'A slide for numbers: step on it from below, read at the left how high you are.',
    in_depth: 'The same function for every cell, with nothing learned in it. Without such a bend a stack of layers would be one weighted sum, and could only ever draw straight lines. The grey crowd shows how often each number occurs in this map; the pink line touches the curve where the point is.',
  },
  'activation-number': {
    name: 'In and out',
    summary: (asked) => `${number(before(asked))} becomes ${number(asked.value)}. Click the first number to see what it was made of.`,
    eli5: 'This one number, before and after the door.',
    in_depth: (asked) => `At full length ${exact(asked.value)}, computed from the cell at the same place of the same map and from nothing else.`,
  },
  'activation-slope': {
    name: 'Slope',
    summary: 'How much the result changes when the number changes a little. While a network learns, that share of the blame comes back through here.',
    eli5: 'On a flat floor a push gets you nowhere. On a slope it does.',
    in_depth: 'The derivative at this number. ReLU: 1 above zero, 0 below, so blame passes whole or not at all, by the sign. Sigmoid: y·(1 − y), at most a quarter, so that through many such layers it fades away. Leaky ReLU never lets it be 0.',
  },
  'activation-after': {
    name: 'The numbers after the curve',
    summary: (asked) => `The same map with every number passed through the curve. The chosen one is ${number(asked.value)} now.`,
    eli5: 'Here everybody stands where they stood before, some of them smaller.',
    in_depth: 'Same height, same width, as many maps: an activation changes no shape. Exact zeros have a grey of their own, so that what was cut can be told from what is only small.',
  },
  'activation-knife': {
    name: 'How often each number occurs, and the knife',
    summary: (asked) => `Every number of the map in a row, from the smallest to the largest; the dotted line is zero. ${below(asked)} of this layer's numbers lie left of it.`,
    eli5: 'All the numbers stand in line. The knife stands at zero: see what is left of it before, and after.',
    in_depth: 'Heights by the square root of the count, so that rare numbers show. Both histograms have one scale. After a ReLU everything orange is gone into one grey bar at exactly 0; negative numbers were real numbers until then.',
  },
  'activation-share': {
    name: 'The share that is cut',
    summary: (asked) => `How many numbers lay below zero: in this map, and in all maps of the layer (${below(asked)}).`,
    eli5: 'So many were sent home.',
    in_depth: 'After a ReLU this share is exactly 0, which makes maps sparse: later layers multiply by zero there. A map that is zero for every picture has a dead filter; no blame reaches it any more.',
  },
  'activation-trial': {
    name: 'Another curve',
    summary: 'Try another curve on the same numbers. Only the ticked one is what this network does: with the others the map would be another.',
    eli5: 'What would another doorman have done? Only one of them really works here.',
    in_depth: 'The filters around it were learned with the ticked curve; with another one all later layers would have to learn anew. ReLU is quick and keeps the blame alive; sigmoid and tanh squeeze, and learn slowly at their flat ends.',
  },
};
