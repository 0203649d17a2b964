/** A weighted vote, explained: values, weights, products, evidence, bias, a rival beside it. */
import { inWords } from '../../core/count';
import { evidence } from '../../core/evidence';
import { number, percent, signedNumber, whole } from '../../core/format';
import type { Asked, Topics } from '../explain/topic';
import { oneOf } from './dials';
import { className, sources } from './sources';
import { folded } from './votes';

function about({ session, layer, cell: [chosen] }: Asked) {
  const source = sources(session, layer)[0]!;
  const values = source.maps.data;
  const fold = folded(session, source);
  const all = session.weights.get(`${layer.name}.weights`)?.data ?? new Float32Array(values.length * layer.shape[0]);
  const of = (unit: number) => evidence(values, all.subarray(unit * values.length, (unit + 1) * values.length), fold ? fold.height * fold.width : 1);
  const name = (unit: number) => className(session, layer, unit) ?? `number ${unit + 1}`;
  const bias = (unit: number) => session.weights.get(`${layer.name}.bias`)?.data[unit] ?? 0;
  const rival = oneOf(session, 'rival', layer.shape[0]);
  return { source, values, fold, of, votes: of(chosen), whom: name(chosen), name, bias, rival, weights: all.subarray(chosen * values.length, (chosen + 1) * values.length) };
}

/** The number looked at: "0.82 × +0.35 = +0.29", or nothing where none is. */
function looked(asked: Asked): string {
  const { values, weights, votes } = about(asked);
  const i = oneOf(asked.session, 'term', values.length);
  return i === null ? '' : ` Number ${whole(i + 1)} is looked at: ${number(values[i]!)} × ${signedNumber(weights[i]!)} = ${signedNumber(votes.products[i]!)}.`;
}

export const topics: Topics = {
  'vote-value': {
    name: 'What is weighed',
    summary: (asked) => `${whole(about(asked).values.length)} numbers of the layer before, ${about(asked).fold ? 'folded back into the maps they came from' : 'a list that was never maps, wrapped into rows'}.${looked(asked)}`,
    eli5: 'What the network has found in the picture so far, before it makes up its mind.',
    in_depth: (asked) => {
      const { fold } = about(asked);
      return fold ? `Number c·${fold.height * fold.width} + y·${fold.width} + x of the strip is row y, column x of map c. Folding is for the eye: the layer itself sees one long list. Enter goes to a number, the arrows move between them.` : 'Neighbours in these rows are no neighbours of any kind: the list has no rows. Enter goes to a number, the arrows move between them.';
    },
  },
  'vote-weight': {
    name: 'Weights',
    summary: (asked) => `What ${about(asked).whom} has learned to give for each number: ${whole(about(asked).weights.length)} weights of its own. Blue speaks for it, orange against.${looked(asked)}`,
    eli5: 'A wish list: this I like to see, this I do not like at all.',
    in_depth: (asked) => {
      const { fold, whom } = about(asked);
      return fold ? `No picture of ${whom}: each weight lies over one place of one of the last maps, and such a place sees ${fold.source.layer.receptive_field.join(' × ')} pixels through everything before it. It is a template for what those maps should answer, not for how ${whom} looks.` : `No picture of ${whom}: the numbers weighed are answers of the layer before, mixed from all over the picture.`;
    },
  },
  'vote-product': {
    name: 'Products',
    summary: (asked) => `Each number times its weight: what that one number says for ${about(asked).whom}.${looked(asked)}`,
    eli5: 'Was it there, and did it want it there? Both together make the vote.',
    in_depth: (asked) => `${whole(Array.from(about(asked).votes.products).filter((product) => product === 0).length)} of ${whole(about(asked).values.length)} are exactly 0 here: a number that is 0 has no vote, whatever its weight.`,
  },
  'vote-evidence': {
    name: 'Evidence',
    summary: (asked) => `The products of one map added up: what that map says for or against ${about(asked).whom}. The ${inWords(about(asked).votes.groups.length)} come to ${signedNumber(about(asked).votes.total)}.`,
    eli5: 'Every map has looked for something else. This is how much each one believes.',
    in_depth: 'Exact for this one layer and this one picture, because a weighted sum can be split any way one likes. It says nothing about what would happen if the picture were another, and nothing about right or wrong.',
  },
  'vote-for': {
    name: 'What speaks for it',
    summary: (asked) => (about(asked).rival === null ? `All products above zero: ${signedNumber(about(asked).votes.plus)} for ${about(asked).whom}.` : `All that the numbers say for ${about(asked).whom}: ${signedNumber(about(asked).votes.total)}.`),
    eli5: 'All the yes votes in one heap.',
    in_depth: (asked) => `${whole(Array.from(about(asked).votes.products).filter((product) => product > 0).length)} of ${whole(about(asked).values.length)} numbers speak for it, ${whole(Array.from(about(asked).votes.products).filter((product) => product < 0).length)} against.`,
  },
  'vote-against': {
    name: 'What speaks against it',
    summary: (asked) => {
      const { rival, name, of, votes, whom } = about(asked);
      return rival === null ? `All products below zero: ${signedNumber(votes.minus)} against ${whom}.` : `All that the numbers say for ${name(rival)}, ${signedNumber(of(rival).total)}, taken away.`;
    },
    eli5: 'All the no votes in one heap.',
    in_depth: 'Large heaps on both sides that nearly cancel make a small logit: then little decides much.',
  },
  'vote-bias': {
    name: 'Bias',
    summary: (asked) => `${signedNumber(about(asked).bias(asked.cell[0]))} for ${about(asked).whom}, whatever the picture shows.`,
    eli5: 'What it thinks before it has looked.',
    in_depth: 'One learned number for each output. With all numbers 0 the output would be just this.',
  },
  'vote-class': {
    name: 'Each with its own weights',
    summary: (asked) => `All ${whole(asked.layer.shape[0])} outputs weigh the same ${whole(about(asked).values.length)} numbers, each in its own way. Choose one to see its vote.`,
    eli5: 'Ten people look at the same things, and each looks for something else.',
    in_depth: (asked) => `${whole(asked.layer.shape[0])} rows of ${whole(about(asked).values.length)} weights and a bias each: ${whole(asked.layer.parameters)} learned numbers. Chosen is ${about(asked).whom}, ${signedNumber(asked.value)}.`,
  },
  'vote-output': {
    name: 'All numbers of this layer',
    summary: (asked) => `${whole(asked.layer.shape[0])} numbers, each a weighted sum of the same ${whole(about(asked).values.length)}. Chosen is number ${asked.cell[0] + 1}, ${signedNumber(asked.value)}.`,
    eli5: 'Every square is the result of another vote.',
    in_depth: 'Wrapped into rows only for the eye. These numbers have no names: nobody told the network what each should stand for.',
  },
  'vote-term': {
    name: 'One vote',
    summary: (asked) => `One number, its weight, their product.${looked(asked) || ' Point at a cell, or move there with the arrows, to see its own.'}`,
    eli5: 'One of the many small votes. Follow it, and you see where it came from.',
    in_depth: 'Click or Enter goes to that number in the layer before, and from there on to the pixels; the trail keeps the way back.',
  },
  'vote-order': {
    name: 'Order of the votes',
    summary: 'Map after map, as the network has them; the loudest map first; or the single cells that decide most.',
    eli5: 'Sort them by who shouts loudest.',
    in_depth: 'The order changes nothing about the sum. Loudest means farthest from zero, for or against; what is not shown stands together in the last row.',
  },
  'vote-rival': {
    name: 'Beside another class',
    summary: (asked) => {
      const { rival, name, whom, votes, of } = about(asked);
      return rival === null ? 'Choose another class to see what speaks for this one rather than for that one.' : `What speaks for ${whom} rather than for ${name(rival)}: ${signedNumber(votes.total)} less ${signedNumber(of(rival).total)}, and the biases.`;
    },
    eli5: 'Not: how good are you? But: how much better than the other?',
    in_depth: 'Only differences of logits count for the shares, so this is the question softmax asks. A map may speak for both and still decide nothing between them.',
  },
  'vote-verdict': {
    name: 'On to the verdict',
    summary: 'Carries every logit on: e to it, its share of the sum, and its sigmoid beside it.',
    eli5: 'Shows what the points are worth in the end.',
    in_depth: 'The next layer does this and nothing else; its own close-up shows it step by step. Here it stands in one table with the maps it came from.',
  },
  'vote-withheld': {
    name: 'Too many weights to lay out',
    summary: ({ layer }) => `Each of the ${whole(layer.shape[0])} numbers here has a weight for every number before it: ${whole(layer.parameters)} in all. The page does not fetch them; the server, which has them, adds up any one of the numbers when it is asked.`,
    eli5: 'This layer has more knobs than there is room for here.',
    in_depth: ({ layer, session }) => `As float32 they are ${whole(Math.round(layer.parameters * 4 / 1e6))} MB, ${percent(layer.parameters / session.network!.parameters)} of what the network has learned. One row of them, for one output, is what GET .../weights?layers=${layer.name}&channels=... answers.`,
  },
};
