/** Logits or distances, shares, sigmoids, and what may be done to them: explained. */
import { kindOf } from '..';
import { chances, ranked, tenths } from '../../core/chances';
import { inWords } from '../../core/count';
import { number, signedNumber } from '../../core/format';
import type { Asked, Topics } from '../explain/topic';
import { entering, heardBy } from './heard';
import { lifted, pair, turned } from './softening';
import { className, sources } from './sources';

/** The logits or distances on screen: read by this layer, or made by it where the close-up goes on to the verdict. */
function about({ session, layer, cell: [chosen] }: Asked) {
  const kind = kindOf(layer.kind);
  const heard = heardBy(kind);
  const given = (kind.shares ? sources(session, layer)[0]?.maps : session.numbers(layer.name))?.data ?? new Float32Array(1);
  const logits = entering(heard, given);
  const how = turned(session, heard);
  const worked = chances(logits, how);
  const name = (i: number) => className(session, layer, i) ?? `number ${i + 1}`;
  const one = worked.all[chosen] ?? worked.all[0]!;
  return { heard, nearest: heard.nearest, logits, how, worked, one, name: name(chosen), called: name, many: inWords(logits.length), order: ranked(logits) };
}

export const topics: Topics = {
  'soft-class': {
    name: 'A class',
    summary: (asked) => `One of the ${about(asked).many} answers this network can give. Choose it to follow its number.`,
    eli5: 'One of the few words it knows.',
    in_depth: (asked) => `The chosen class is ${about(asked).name}. The order of the classes is that of the training set and means nothing.`,
  },
  'soft-logit': {
    name: (asked) => (about(asked).nearest ? 'Distance' : 'Logit'),
    summary: (asked) => (about(asked).nearest
      ? `How far what was found is from the code of each: the smaller, the better it fits. ${about(asked).name} is ${about(asked).heard.printed(about(asked).one.logit)} away. Click a distance to see how it came about.`
      : `The score before it is shared out: any number, of either sign. ${about(asked).name} has ${signedNumber(about(asked).one.logit)}. Click a logit to see the vote that made it.`),
    eli5: (asked) => (about(asked).nearest ? 'How badly each stencil fits. The one with the smallest number fits best.' : 'Points in a game. Some have more than nothing, some have less.'),
    in_depth: (asked) => {
      const { worked, called, order, nearest } = about(asked);
      if (nearest) return `With their sign turned the smallest is the largest number, and all the rest is as in softmax. ${called(order[0]!)} is ${number(worked.all[order[0]!]!.logit - worked.all[order[1]!]!.logit)} nearer than ${called(order[1]!)}.`;
      return `From German and statistics: the logarithm of odds. Between two classes the difference of their logits is the logarithm of how much likelier one is than the other, for the network: ${called(order[0]!)} and ${called(order[1]!)} lie ${number(worked.all[order[0]!]!.logit - worked.all[order[1]!]!.logit)} apart. A logit by itself says nothing.`;
    },
  },
  'soft-less': {
    name: (asked) => (about(asked).nearest ? 'The smallest less it' : 'Less the largest'),
    summary: (asked) => (about(asked).nearest
      ? `Each distance is taken from the smallest, ${about(asked).heard.printed(about(asked).worked.largest)}: the nearest becomes 0, the others lie below. No share changes by it.`
      : `The largest logit, ${number(about(asked).worked.largest)}, is taken from all of them: the largest becomes 0, the others lie below. No share changes by it.`),
    eli5: (asked) => (about(asked).nearest ? 'Instead of how badly each fits, how much worse than the best.' : 'Instead of how many points each has, how many it lacks to the winner.'),
    in_depth: (asked) => `A precaution: e to the 1,000 is too large for any computer, e to 0 or less never is. Whatever is added to all cancels in the fraction, so subtracting is free.${about(asked).how.temperature === 1 ? '' : ` Here the difference is divided by the temperature, ${number(about(asked).how.temperature)}, as well.`}`,
  },
  'soft-power': {
    name: 'e to that',
    summary: (asked) => `e, about 2.718, to the power of the number before: never below zero, and 1 for the largest. For ${about(asked).name}: ${number(about(asked).one.power, 4)}.`,
    eli5: (asked) => `One point ${about(asked).nearest ? 'nearer' : 'more'} makes it nearly three times as big. So a small lead becomes a large one.`,
    in_depth: '≈0 is a number too small for four decimals, never exactly 0: nothing is ruled out. A difference of 1 makes a factor of 2.7, of 5 one of 148, of 10 one of 22,026.',
  },
  'soft-share': {
    name: 'Share',
    summary: (asked) => `Its power divided by the sum of all: ${number(about(asked).one.power, 4)} ÷ ${number(about(asked).worked.sum, 4)} = ${tenths(about(asked).one.share)} for ${about(asked).name}.`,
    eli5: (asked) => `All ${about(asked).many} share one cake. ${about(asked).name} gets ${tenths(about(asked).one.share)} of it.`,
    in_depth: (asked) => `It says how ${about(asked).nearest ? 'much nearer one code is than' : 'far a logit lies above'} the others, among these classes and no others. It is called a probability, and is one only as far as it was calibrated, for pictures like those of the training set; of noise, or of something else altogether, it means nothing and still adds up to 100 %.`,
  },
  'soft-sum': {
    name: 'The sums',
    summary: (asked) => `The powers come to ${number(about(asked).worked.sum, 4)}; divided by that the shares come to 100 %, always.${about(asked).nearest ? '' : ` The sigmoids come to ${tenths(about(asked).worked.sigmoids)}: nothing ties them together.`}`,
    eli5: 'A cake is always one whole cake, however it is cut.',
    in_depth: 'Printed shares are rounded so that they add up; where equal shares would come to look different, they are just rounded, and a line says so.',
  },
  'soft-sigmoid': {
    name: 'Sigmoid',
    summary: (asked) => `The same logit by itself, squeezed between 0 and 100 %: ${tenths(about(asked).one.sigmoid)} for ${about(asked).name}. It does not know about the others.`,
    eli5: 'Softmax asks: which one is it? Sigmoid asks each one: is it you, yes or no?',
    in_depth: (asked) => `1 / (1 + e to −x). Together they make ${tenths(about(asked).worked.sigmoids)}, and could make anything: right for a picture that may show several things, or none. This network was trained with softmax, so its sigmoids were never asked to mean anything.`,
  },
  'soft-temperature': {
    name: 'Temperature',
    summary: (asked) => {
      const { how, one, name, heard } = about(asked);
      return how.temperature === 1 ? `Divides every ${heard.one} before they are shared out. Above 1 the shares even out, below 1 the ${heard.nearest ? 'nearest' : 'largest'} takes more. It is 1 here: nothing is changed.` : `Every ${heard.one} is divided by ${number(how.temperature)}: ${name} has ${tenths(one.share)}.`;
    },
    eli5: 'Turn up the heat and they all become alike. Turn it down and the winner takes everything. Who wins stays the same.',
    in_depth: (asked) => `At 0.1 ${about(asked).name} would have ${tenths(chances(about(asked).logits, { ...about(asked).how, temperature: 0.1 }).all[asked.cell[0]]?.share ?? 0)}, at 10 ${tenths(chances(about(asked).logits, { ...about(asked).how, temperature: 10 }).all[asked.cell[0]]?.share ?? 0)}. The order never changes.${about(asked).nearest ? '' : ' One temperature was chosen after training, on pictures held back, so that shares mean what they say more often; it is in these logits already.'}`,
  },
  'soft-add': {
    name: 'Add to all',
    summary: (asked) => {
      const { heard, how, nearest } = about(asked);
      return `Adds the same to every ${heard.one}${how.add === 0 ? '' : `, ${signedNumber(lifted(how, heard), 1)} now`}. The shares stay exactly as they are${nearest ? '' : '; the sigmoids move'}.`;
    },
    eli5: (asked) => (about(asked).nearest ? 'Move all the stencils five steps away. The nearest is still the nearest, by just as much.' : 'Give every player five more points. Nobody is further ahead than before.'),
    in_depth: (asked) => `e to the (x + c) is e to the x times e to the c, and that factor stands above and below the line. So a ${about(asked).nearest ? 'small distance' : 'large logit'} is not a sure answer: only its lead over the others counts.`,
  },
  'soft-cut': {
    name: 'Cut at zero first',
    summary: (asked) => `As if a rectifier stood before softmax: logits below zero become 0. ${inWords(Array.from(about(asked).logits).filter((logit) => logit < 0).length)} of ${about(asked).many} are below zero here.`,
    eli5: 'If everybody with less than nothing is told they have nothing, nobody knows any more who was last.',
    in_depth: 'Rectifiers stand between layers, not after the last one: how far a class lies behind is told by its negative logit, and cutting it makes all the losers alike. Where every logit is negative, even the winner is lost.',
  },
  'soft-pair': {
    name: 'Only two classes',
    summary: (asked) => {
      const { order, called, logits, heard } = about(asked);
      const [a, b] = pair(asked.session, order) ?? [order[0]!, order[1] ?? order[0]!];
      const [share] = chances([logits[a]!, logits[b]!]).all;
      return `As if there were only ${called(a)} and ${called(b)}: ${heard.nearest ? 'their distances' : 'they'} lie ${number(logits[a]! - logits[b]!)} apart, and the sigmoid of that is the share of ${called(a)}, ${number(share!.share, 4)}.`;
    },
    eli5: 'With only two in the game, it is enough to know how far one is ahead.',
    in_depth: 'e to a over (e to a + e to b) is 1 over (1 + e to −(a − b)): divide above and below by e to a. So a network with two classes can as well have one output with a sigmoid. With three or more there is no such shortcut.',
  },
  'soft-reset': {
    name: 'As the network does it',
    summary: 'Puts temperature back to 1, adds nothing, cuts nothing.',
    eli5: 'Everything back to how it was.',
    in_depth: 'The controls change what is shown, never the network: its own numbers stay what they are, and the link carries what you set.',
  },
  'soft-noise': {
    name: 'Try it on noise',
    summary: (asked) => (asked.session.view.altered.noise ? `There is noise in the picture, and the shares still add up to 100 %. ${about(asked).called(about(asked).order[0]!)} is largest, ${tenths(about(asked).worked.all[about(asked).order[0]!]!.share)}.` : 'Lays noise over the picture and computes everything anew. The shares will add up to 100 % all the same.'),
    eli5: 'Like asking somebody who may never say "I do not know".',
    in_depth: 'There is no share for none of these: all of it has to be given away. The more the picture is only noise, the more the answer is about the network and the less about anything seen; it can be a sure one nevertheless.',
  },
  'soft-behind': {
    name: (asked) => (about(asked).nearest ? 'How a distance came about' : 'From maps to a class'),
    summary: (asked) => (about(asked).nearest
      ? `Goes to the code of ${about(asked).name} and what was held against it, square by square.`
      : `Goes to the vote for ${about(asked).name}, with maps, strip, weights, products, evidence, logit, power, share and sigmoid in one table.`),
    eli5: 'Shows the whole way, from the last pictures to the answer.',
    in_depth: (asked) => `The trail above keeps the way back to this share, ${tenths(asked.value)} in the network itself.`,
  },
};
