/** The window moves one cell on: which number comes out? */
import { capital, channelName } from '../../core/count';
import { number, signedNumber } from '../../core/format';
import { printSum } from '../../core/sums';
import { at, extent } from '../../core/tensor';
import { accountOf, next, offer, type Maker, type Scene } from './question';

const FEW = 4;

export const nextValue: Maker = (scene) => {
  const { layer, cell, session, sources: [source] } = scene;
  const [, height, width] = layer.shape;
  if (!source || height * width < 2) return null;
  const to = next(cell, layer);
  const account = accountOf(scene, to);
  if (!account) return null;
  const look = () => session.choose(to[0], [to[1], to[2]]);
  return account.slices.length > 1 && account.slices.length <= FEW ? ofSums(scene, account, look) : ofNeighbour(scene, to, look);
};

/** Few channels: their sums are told, and what is asked is how they come together. */
function ofSums({ sources: [source], layer }: Scene, { slices, bias, total }: NonNullable<ReturnType<typeof accountOf>>, look: () => void) {
  const sums = slices.map((slice) => slice.sum);
  const printed = printSum([...sums, bias], total);
  const named = slices.map((slice, i) => `${channelName(slice.channel, source!.layer.shape[0], source!.picture)} ${printed.parts[i]}`).join(', ');
  const offset = printed.parts.at(-1)!;
  const sum = sums.reduce((a, b) => a + b, 0);
  return {
    about: 'The next number',
    ask: `The window moves one cell on. There the products of each channel add up to ${named}. The bias is ${offset}. Which number comes out?`,
    misconception: 'M2' as const,
    truth: `${capital(named)} and the bias ${offset} make ${printed.total}.`,
    look,
    options: offer([
      { words: printed.total, why: `Yes: everything is added up, and ${layer.stage} means just that.`, right: true },
      { words: signedNumber(sum / sums.length + bias), why: 'That is the average of the channels. They are added, not averaged.' },
      { words: signedNumber(Math.max(...sums) + bias), why: 'That is the largest channel alone. All of them count.' },
      { words: signedNumber(sum), why: 'The bias is missing.' },
    ]),
  };
}

/** Many channels: a number to be guessed from its neighbour. */
function ofNeighbour({ cell, output, session, layer }: Scene, to: readonly [number, number, number], look: () => void) {
  const [here, there] = [at(output, cell), at(output, to)];
  const told = session.told?.channels[cell[0]];
  const near = 0.1 * (told ? extent(told) : 1);
  return {
    about: 'The next number',
    ask: `This number is ${number(here)}; in its map they go from ${number(told?.low ?? 0)} to ${number(told?.high ?? 0)}. The window moves one cell on. Which number comes out?`,
    misconception: 'M18' as const,
    number: { answer: there, near },
    truth: `It is ${number(there, 3)}. Two windows side by side share most of their cells, and their numbers are often, but not always, alike. Each sees only its own few cells of ${layer.inputs.length === 1 ? 'the layer before' : 'the layers before'}.`,
    look,
    options: [],
  };
}
