/** Logits become shares: what counts about them? */
import { number, percent } from '../../core/format';
import { className } from '../stage/sources';
import { offer, type Maker } from './question';

const divides = ({ kind }: Parameters<Maker>[0]): boolean => kind.closeUp === 'Softmax' && !kind.nearest;

export const addToAll: Maker = (scene) => {
  if (!divides(scene)) return null;
  const { session, layer, cell: [unit], output } = scene;
  const what = className(session, layer, unit) ?? `number ${unit + 1}`;
  const now = output.data[unit]!;
  const alone = (1 - now) * Math.exp(-1);
  return {
    about: 'The same for all',
    ask: `1 is added to every logit. What becomes of ${what}'s ${percent(now)}?`,
    misconception: 'M16',
    truth: 'Every power grows by the same factor, and so does their sum. Divided, the factor is gone.',
    options: offer([
      { words: `it stays ${percent(now)}`, why: 'Yes. Only the differences count.', right: true },
      { words: `it rises, to ${percent(now / (now + alone))}`, why: 'That would be so if only its own logit grew.' },
      { words: 'it falls, as the others grow too', why: 'They all grow by the same factor, so none gains on another.' },
    ]),
  };
};

export const ahead: Maker = (scene) => {
  if (!divides(scene)) return null;
  const { session, layer, output, sources: [source] } = scene;
  if (!source || source.maps.data.length < 2) return null;
  const [a, b] = [...source.maps.data.keys()].sort((i, j) => source.maps.data[j]! - source.maps.data[i]!) as [number, number];
  const gap = source.maps.data[a]! - source.maps.data[b]!;
  const times = output.data[a]! / output.data[b]!;
  const name = (i: number) => className(session, layer, i) ?? `number ${i + 1}`;
  const say = (factor: number) => `${factor < 100 ? number(factor, 1) : Math.round(factor).toLocaleString('en-US')} times`;
  return {
    about: 'How far ahead',
    ask: `${name(a)}'s logit is ${number(gap, 1)} larger than that of ${name(b)}. How many times larger is its share?`,
    misconception: 'M16',
    truth: `e to the power of ${number(gap, 1)}: ${say(times)}. What the logits are does not matter for it, only how far they are apart.`,
    options: offer([
      { words: say(times), why: 'Yes: a step of one is a factor of 2.7.', right: true },
      { words: say(gap), why: 'Differences become factors by the power of e, not as they are.' },
      { words: say(source.maps.data[a]! / source.maps.data[b]!), why: 'That divides the logits. Only their difference counts.' },
    ]),
  };
};
