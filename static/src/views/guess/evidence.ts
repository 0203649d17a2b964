/** A vote is taken: which map speaks for it most? */
import { signedNumber } from '../../core/format';
import { className } from '../stage/sources';
import { offer, type Maker } from './question';

export const loudestVoice: Maker = ({ session, layer, sources: [source], weights, cell: [unit] }) => {
  if (!source || weights?.dims.length !== 2) return null;
  const before = session.layers.find((l) => l.name === source.layer.inputs[0]);
  const unrolled = source.layer.reads[0]?.rule === 'unroll' && before;
  const per = unrolled ? before.shape[1] * before.shape[2] : 1;
  const inputs = weights.dims[1]!;
  const sums = Array.from({ length: inputs / per }, (_, g) => {
    let sum = 0;
    for (let i = g * per; i < (g + 1) * per; i++) sum += source.maps.data[i]! * weights.data[unit * inputs + i]!;
    return sum;
  });
  const order = sums.map((_, i) => i).sort((a, b) => sums[b]! - sums[a]!);
  if (order.length < 4) return null;
  const name = (g: number) => (unrolled ? `map ${g + 1}` : `number ${g + 1}`);
  const what = className(session, layer, unit) ?? `number ${unit + 1}`;
  const [best, middle, against] = [order[0]!, order[Math.floor(order.length / 2)]!, order.at(-1)!];
  const why = (g: number) => `${name(g)} says ${signedNumber(sums[g]!)}.`;
  return {
    about: 'Who speaks for it',
    ask: `Which ${unrolled ? 'map' : 'number'} of the layer before speaks most for ${what}, on this picture?`,
    misconception: 'M15',
    truth: `${name(best)} adds ${signedNumber(sums[best]!)}, more than any other. Most against is ${name(against)}, with ${signedNumber(sums[against]!)}. On another picture it may be another: the weights stay, what they weigh does not.`,
    options: offer([
      { words: name(best), why: `Yes, ${signedNumber(sums[best]!)}.`, right: true },
      ...[order[1]!, middle, against].map((g) => ({ words: name(g), why: why(g) })),
    ]),
  };
};
