/** A number goes into an activation: what comes out? */
import { number } from '../../core/format';
import { next, offer, type Maker } from './question';

export const throughCurve: Maker = ({ kind, layer, sources: [source], cell, session }) => {
  if (!kind.curve || !source) return null;
  const { f, title } = kind.curve(layer.settings);
  const value = (c: readonly [number, number, number]) => source.maps.data[(c[0] * layer.shape[1] + c[1]) * layer.shape[2] + c[2]]!;
  // A number below zero tells most; where there is none, the next will do.
  const cells = layer.shape[1] * layer.shape[2];
  let to = next(cell, layer);
  for (let i = 0; i < cells && number(value(to)).charAt(0) !== '−'; i++) to = next(to, layer);
  const x = value(to);
  const y = f(x);
  return {
    about: 'Through the curve',
    ask: `${number(x)} goes in. What comes out?`,
    misconception: 'M9',
    truth: `${title}: ${number(x)} becomes ${number(y)}.`,
    look: () => session.choose(to[0], [to[1], to[2]]),
    options: offer([
      { words: number(y), why: 'Yes.', right: true },
      { words: number(x), why: 'Then the layer would do nothing here.' },
      { words: number(Math.abs(x)), why: 'The sign is not simply dropped.' },
      { words: '0', why: 'This curve does not cut it off entirely.' },
      { words: '1', why: 'It only comes near to one for large numbers.' },
    ]),
  };
};
