/** Maps are unrolled into a strip: where does a cell come to lie? */
import { whole } from '../../core/format';
import { offer, type Maker } from './question';

/** Far enough from the chosen number not to be read off the stage. */
const AWAY = 517;

export const flatPlace: Maker = ({ layer, cell, session, sources: [source] }) => {
  if (!source || source.reads.rule !== 'unroll') return null;
  const [channels, height, width] = source.layer.shape;
  if (channels < 2 || height * width < 2) return null;
  const i = (cell[0] + AWAY) % layer.shape[0];
  const c = Math.floor(i / (height * width));
  const y = Math.floor((i % (height * width)) / width);
  const x = i % width;
  return {
    about: 'Its place in the strip',
    ask: `${channels} maps of ${height}×${width} are laid out in one row, map after map, row after row. Where does map ${c + 1}, row ${y}, column ${x} come to lie? (Maps are counted from 1 here, places from 0.)`,
    misconception: 'M14',
    truth: `${c} whole maps of ${whole(height * width)} numbers come before it, then ${y} rows of ${width}, then ${x} cells: ${c}·${whole(height * width)} + ${y}·${width} + ${x} = ${whole(i)}.`,
    look: () => session.choose(i),
    options: offer([
      { words: whole(i), why: 'Yes.', right: true },
      { words: whole((y * width + x) * channels + c), why: 'That is the order channel by channel at each place, which other libraries use. The weights here were learned for the other one.' },
      { words: whole(c * height * width + x * height + y), why: 'That goes down the columns. Here it goes along the rows.' },
      { words: whole((c + 1) * height * width + y * width + x), why: 'One map too many: the first map is number 0 in the sum.' },
    ].filter(({ words }) => Number(words.replaceAll(',', '')) < layer.shape[0])),
  };
};
