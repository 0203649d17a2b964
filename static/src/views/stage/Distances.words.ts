/** The close-up of distances from codes, explained. */
import { inWords } from '../../core/count';
import { parted } from '../../core/distances';
import { number, whole } from '../../core/format';
import type { Asked, Topics } from '../explain/topic';
import { className, sources } from './sources';

function about({ session, layer, cell: [unit] }: Asked) {
  const found = sources(session, layer)[0]!.maps.data;
  const codes = session.weights.get(`${layer.name}.codes`)?.data;
  const code = codes?.subarray(unit * found.length, (unit + 1) * found.length) ?? new Float32Array(found.length);
  const distances = session.numbers(layer.name)!.data;
  const nearest = distances.reduce((best, distance, i) => (distance < distances[best]! ? i : best), 0);
  const name = (i: number) => {
    const label = className(session, layer, i);
    return label ? `“${label}”` : `code ${i + 1}`;
  };
  return { ...parted(found, code), count: found.length, distances, nearest, units: distances.length, name, own: name(unit) };
}

export const topics: Topics = {
  'rbf-found': {
    name: 'What was found',
    summary: (asked) => `The ${whole(about(asked).count)} numbers that come in, folded into rows as the codes are.`,
    eli5: 'What the network has made of the picture so far: a little drawing of its own.',
    in_depth: 'They lie between the two ends of the squashing curve before. Point at one to see it against its place in the code; Enter goes to it.',
  },
  'rbf-code': {
    name: 'The code',
    summary: (asked) => `What the numbers should look like for ${about(asked).own}: +1 (blue) at ${inWords(about(asked).inked)} places, −1 (orange) elsewhere.`,
    eli5: 'A stencil of the answer, drawn by a person.',
    in_depth: 'In LeNet-5 a code is the character itself, 7 columns wide and 12 rows high. So what looks alike has codes alike, and a network that is unsure is unsure between things that look alike. Nothing about it is learned.',
  },
  'rbf-squares': {
    name: 'Where it misfits',
    summary: 'The difference at each place, squared: 0 where the number is what the code asks for, 4 where it is −1 instead of +1.',
    eli5: 'Dark spots show where the stencil does not fit.',
    in_depth: 'Squares are never negative, so nothing that misfits here can be made good elsewhere. A number beyond ±1 misfits as well.',
  },
  'rbf-term': {
    name: 'One of the squares',
    summary: 'The number that is looked at, less what the code asks for, times itself.',
    eli5: 'How badly it fits at this one place.',
    in_depth: 'Unless you choose another it is the place that adds most to the distance.',
  },
  'rbf-sum': {
    name: 'The distance',
    summary: (asked) => `The squares where ${about(asked).own} has ink come to ${number(about(asked).ink, 3)}, those where it has none to ${number(about(asked).paper, 3)}. Together they are its distance.`,
    eli5: 'All the bad fits, counted together.',
    in_depth: 'The root is not taken: for who is nearest it makes no difference. Up to a constant the distance is the negative logarithm of a Gaussian around the code.',
  },
  'rbf-units': {
    name: 'All the distances',
    summary: (asked) => `${about(asked).name(about(asked).nearest)} is nearest, ${number(about(asked).distances[about(asked).nearest]!)} away. Choose another to see its code.`,
    eli5: 'Every stencil gets a count; the smallest count wins.',
    in_depth: 'Unlike scores of a dense layer, distances also say when nothing fits: then all of them are large. The shares made of them afterwards forget that.',
  },
  'rbf-fixed': {
    name: 'Set by hand',
    summary: (asked) => `The ${whole(about(asked).units * about(asked).count)} numbers of the codes were chosen by people and never learned.`,
    eli5: 'The stencils were cut before the network learned anything.',
    in_depth: 'Were the codes learned together with everything before them, the easiest way to make all distances small would be to make all codes alike and ignore the picture. Fixed codes rule that out.',
  },
};
