/** Maps laid out in one row, explained: places, rows, strip, and an order that can be lost. */
import { ranked, tenths } from '../../core/chances';
import { field } from '../../core/geometry';
import { number, whole } from '../../core/format';
import type { Asked, Topics } from '../explain/topic';
import { amount } from './dials';
import { sources } from './sources';

function about({ session, layer, cell }: Asked) {
  const source = sources(session, layer)[0]!;
  const [maps, height, width] = source.maps.shape;
  const { channels, rows, columns } = field(source.reads, cell, source.maps.shape, layer.shape);
  return { maps, height, width, area: height * width, map: channels[0] ?? 0, row: rows[0] ?? 0, column: columns[0] ?? 0, shuffled: amount(session, 'shuffle', 0, 1, 999) > 0 };
}
const answer = ({ session }: Asked) => {
  const last = session.layers.at(-1)!;
  const shares = session.numbers(last.name)!.data;
  const first = ranked(shares)[0]!;
  return `“${session.network!.classes[first] ?? `number ${first + 1}`}” ${tenths(shares[first]!)}`;
};

export const topics: Topics = {
  'flat-map': {
    name: 'A map, before',
    summary: (asked) => `Map ${about(asked).map + 1} of ${whole(about(asked).maps)}, as it came: ${about(asked).height} rows of ${about(asked).width}. The chosen cell, row ${about(asked).row}, column ${about(asked).column}, holds ${number(asked.value)}.`,
    eli5: 'A little picture made of numbers, before it is cut into strips.',
    in_depth: 'Numbers are printed to one decimal here; in the line of NumPy the chosen one stands at full length. Enter goes to it in its map, the arrows move between cells.',
  },
  'flat-rows': {
    name: 'Its rows',
    summary: (asked) => `The rows of map ${about(asked).map + 1}, peeled off one after the other. Under each, the places it takes in the strip. Row ${about(asked).row} begins at ${whole(about(asked).map * about(asked).area + about(asked).row * about(asked).width)}.`,
    eli5: 'Cut the picture into strips and lay them behind each other, like reading a page line by line.',
    in_depth: 'Row after row is the order in which NumPy and most of the world lay out a map (row-major). Two cells above each other lie a whole row apart in the strip: that they were neighbours is told by nothing but that distance.',
  },
  'flat-strip': {
    name: 'The strip',
    summary: (asked) => `All ${whole(about(asked).maps * about(asked).area)} numbers in one row, ${whole(about(asked).area)} for each map; beside each stretch the place where it begins.${about(asked).shuffled ? ' It is shuffled now.' : ''}`,
    eli5: 'One very long line of numbers. The next layer gets nothing else.',
    in_depth: 'No number is changed, added or lost, and there is nothing to learn: 0 parameters. What is lost is the shape, which the next layer never asks for: it knows each number by its place alone.',
  },
  'flat-index': {
    name: 'The place, added up',
    summary: (asked) => `${about(asked).map} · ${about(asked).area} + ${about(asked).row} · ${about(asked).width} + ${about(asked).column} = ${whole(asked.cell[0])}: what lies before it, counted from 0.`,
    eli5: 'To find your seat, count the full rooms before you, then the full rows, then the seats.',
    in_depth: (asked) => `The way back divides: ${whole(asked.cell[0])} ÷ ${about(asked).area} is map ${about(asked).map} (counted from 0), and what is left over ÷ ${about(asked).width} is row ${about(asked).row}, column ${about(asked).column}. Other libraries put the channels last: the same idea, another order, and weights that do not fit.`,
  },
  'flat-number': {
    name: 'The number itself',
    summary: (asked) => `${number(asked.value)}, in the strip and in map ${about(asked).map + 1} alike. Click it to go there.`,
    eli5: 'It has only moved house.',
    in_depth: 'Flattening copies; often not even that: the same memory is only read as another shape.',
  },
  'flat-verdict': {
    name: 'What becomes of the strip',
    summary: (asked) => `The layers after this one, computed on the strip as it is laid. In order it is ${answer(asked)}.${about(asked).shuffled ? ' A tick marks where each class stood.' : ''}`,
    eli5: 'What the network says about this line of numbers.',
    in_depth: 'Computed on this page, from the same weights the network uses, through every layer that follows.',
  },
  'flat-shuffle': {
    name: 'Shuffle the strip',
    summary: (asked) => `Lays the same ${whole(about(asked).maps * about(asked).area)} numbers in another order and asks the same network. In order it says ${answer(asked)}.`,
    eli5: 'Mix up all the seats. Everybody is there, and nobody is where they are looked for.',
    in_depth: 'Each weight was learned for one place. Shuffled, each meets a number it was never meant for. The order is seeded: the same link shuffles the same way.',
  },
  'flat-alike': {
    name: 'Shuffle the weights alike',
    summary: (asked) => `Puts the weights of the next layer into the same order. Every number meets its own weight again, and the answer is ${answer(asked)} as before.`,
    eli5: 'If the name cards move with the people, everybody finds their seat.',
    in_depth: 'A sum does not mind the order of its terms. So no order is the right one; it only has to be the same when the network learns and when it answers.',
  },
  'flat-order': {
    name: 'Back in order',
    summary: 'Lays the strip as the network does: map by map, row by row.',
    eli5: 'Everybody back to their own seat.',
    in_depth: 'Nothing was changed in the network: the trial is on this page only, and in its link.',
  },
};
