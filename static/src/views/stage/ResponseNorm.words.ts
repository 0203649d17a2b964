/** The close-up of local response normalisation, explained step by step. */
import { number } from '../../core/format';
import { field } from '../../core/geometry';
import { divisor, hear } from '../../core/neighbours';
import { at } from '../../core/tensor';
import type { Asked, Topics } from '../explain/topic';
import { responseOf, sources } from './sources';

function about({ session, layer, cell }: Asked) {
  const source = sources(session, layer)[0]!;
  const channels = field(source.reads, cell, source.maps.shape, layer.shape).channels;
  const heard = hear(source.maps, channels, cell[1], cell[2]);
  const sum = heard.reduce((total, one) => total + one.square, 0);
  const how = responseOf(layer);
  const loudest = heard.reduce((most, one) => (one.square > most.square ? one : most));
  return { how, heard, sum, loudest, by: divisor(sum, how), x: at(source.maps, cell) };
}

export const topics: Topics = {
  'response-before': {
    name: 'The map as it came',
    summary: (asked) => `Map ${asked.cell[0] + 1} before its neighbours are heard. The chosen number is ${number(about(asked).x, 3)}.`,
    eli5: 'One voice of a choir, before anybody is told to sing more quietly.',
    in_depth: 'Only this one place counts here: at another place of the picture other numbers stand side by side, and the divisor is another.',
  },
  'response-heard': {
    name: 'The neighbours',
    summary: (asked) => `The same place in ${about(asked).heard.length} maps that stand side by side, and the square of each number. The loudest here is map ${about(asked).loudest.channel + 1}. Click a number to see how it came about.`,
    eli5: 'Those who stand beside you in the row, all looking at the same spot. Whoever shouts is heard by you, and you by them.',
    in_depth: 'Squares make every number count, of either sign, and loud ones far more than quiet ones: twice as loud is four times the square. At both ends of the stack there are fewer neighbours; nothing is made up in their place.',
  },
  'response-steps': {
    name: 'What it is divided by',
    summary: (asked) => {
      const { how, sum, by } = about(asked);
      return `The squares come to ${number(sum, 3)}; times ${how.alpha}, plus ${how.k}, to the power of ${how.beta}: ${number(by, 4)}.`;
    },
    eli5: 'The louder it is round about, the more everybody is turned down.',
    in_depth: (asked) => `k = ${about(asked).how.k} keeps the divisor away from 0, alpha = ${about(asked).how.alpha} says how much loudness counts, beta = ${about(asked).how.beta} how strongly it acts. They were found by trying, on pictures held back. PyTorch multiplies alpha with the mean of the squares instead of their sum, so the same layer has there an alpha as many times as large as there are neighbours.`,
  },
  'response-quotient': {
    name: 'The number, divided',
    summary: (asked) => `${number(about(asked).x, 3)} divided by ${number(about(asked).by, 4)} is ${number(about(asked).x / about(asked).by, 3)}. The sign stays.`,
    eli5: 'The same voice, a bit more quietly.',
    in_depth: 'The total is the number in the map, up to roundings of float32. The page divides in double precision and compares.',
  },
  'response-after': {
    name: 'The map, turned down',
    summary: ({ value }) => `The chosen number is ${number(value, 3)} now. Where neighbouring maps are loud at the same place, more is taken away.`,
    eli5: 'Only those who sing much louder than their neighbours still stand out.',
    in_depth: 'The authors of AlexNet borrowed the idea from nerve cells that hold back their neighbours. It was dropped soon after: later networks learn as well without it, or use batch normalisation.',
  },
  'response-who': {
    name: 'Who is heard',
    summary: 'With all of them it is the network’s own number. With only itself heard one sees what the neighbours change.',
    eli5: 'What if you stood in the row alone?',
    in_depth: 'Only this page leaves the neighbours out; the network’s own numbers stay as they are.',
  },
  'response-weights': {
    name: 'Nothing is learned',
    summary: 'The four settings were chosen by people and are the same for every map and every picture.',
    eli5: 'The rule was written down once and for all.',
    in_depth: 'While the rest of the network learns, blame flows back through the division: a number is also to blame for how much it turned its neighbours down.',
  },
};
