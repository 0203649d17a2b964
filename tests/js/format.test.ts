import { expect, test } from 'vitest';
import { bytes, exact, number, percent, plural, roundToSum, short, signedNumber, size, whole } from '../../static/src/core/format';
import { asClass, spoken, title } from '../../static/src/core/naming';
import { TINY } from './networks';

test('minus signs are real minus signs', () => {
  expect(number(-0.5)).toBe('\u22120.50');
  expect(signedNumber(-0.5)).toBe('\u22120.50');
  expect(signedNumber(0.5)).toBe('+0.50');
  expect(number(-Infinity)).toBe('\u2212∞');
});

test('zero is zero, and almost zero says so', () => {
  expect(number(0)).toBe('0');
  expect(number(-0)).toBe('0');
  expect(number(0.0004)).toBe('≈0');
  expect(number(-0.0004)).toBe('≈0');
  expect(signedNumber(0.0004)).toBe('≈0');
});

test('the chosen number is shown at full length', () => expect(exact(0.573451042)).toBe('0.5734510'));

test.each([
  [0.9, '90 %'], [0.035, '3.5 %'], [0.0001, '< 0.1 %'], [0, '0 %'], [1, '100 %'], [0.99999, '> 99.9 %'], [0.0996, '10 %'], [0.5, '50 %'],
])('%f is told as %s', (share, words) => expect(percent(share)).toBe(words));

test('large counts are told as people say them', () => {
  expect(short(19_920)).toBe('19,920');
  expect(short(6_998_552)).toBe('7 million');
  expect(short(138_357_544)).toBe('138 million');
  expect(short(15_470_264_320)).toBe('15,470 million');
});

test('sizes are told the way people say them', () => {
  expect(size([10, 62, 62])).toBe('62×62');
  expect(size([1690, 1, 1])).toBe('1,690');
  expect(whole(1037880)).toBe('1,037,880');
  expect(bytes(153760)).toBe('154 kB');
  expect(plural(1, 'thing')).toBe('1 thing');
  expect(plural(10, 'thing')).toBe('10 things');
});

test('printed parts add up to the printed total', () => {
  let seed = 7;
  const random = () => ((seed = (seed * 16807) % 2147483647) / 2147483647) * 4 - 2;
  for (let n = 0; n < 200; n++) {
    const parts = Array.from({ length: 2 + (n % 12) }, random);
    const total = parts.reduce((a, b) => a + b, 0);
    for (const digits of [2, 4]) {
      const printed = roundToSum(parts, total, digits);
      const unit = 10 ** digits;
      expect(printed.reduce((a, b) => a + Math.round(b * unit), 0) - Math.round(total * unit)).toBeCloseTo(0);
      printed.forEach((value, i) => expect(Math.abs(value - parts[i]!)).toBeLessThan(1 / unit + 1e-9));
    }
  }
});

test('an exact zero stays zero when parts are rounded to add up', () => {
  expect(roundToSum([0, 0.004, 0.004], 0.008)[0]).toBe(0);
});

test('layers are counted where a network has several of a kind', () => {
  expect(title(TINY, 'pool')).toBe('pooled');
  expect(title([...TINY, { ...TINY[1]!, name: 'again' }], 'again')).toBe('convolved 2');
});

test('inside a module a layer is named by its place there', () => {
  const at = (name: string, stage: string, module: string | null = null) => ({ name, stage, module });
  const layers = [at('a', 'convolved'), at('b', 'convolved', 'inception_3a'), at('c', 'convolved', 'inception_3a'), at('d', 'pooled', 'inception_3a'), at('e', 'convolved')];
  expect(layers.map(({ name }) => title(layers, name))).toEqual(['convolved 1', 'inception 3a convolved 1', 'inception 3a convolved 2', 'inception 3a pooled', 'convolved 2']);
  expect(['c', 'a'].map((name) => title(layers, name, 'inception_3a'))).toEqual(['convolved 2', 'convolved 1']);
});

test('a map is spoken of by its place and its loudest number', () => {
  expect(spoken(TINY, TINY[1]!, 2, { high: 0.83 })).toBe('Map 3 of 4, convolved, highest 0.83');
  expect(spoken(TINY, TINY[0]!, 1)).toBe('Green, input');
  expect(spoken(TINY, TINY[6]!, 1, { high: 0.7 })).toBe('Number 2 of 2, softmax, 0.70');
});

test('a class that is a number is not taken for a count', () => {
  expect(['3', '−1', '1,000', 'mug', 'class 7', '3 mugs'].map(asClass)).toEqual(['class “3”', 'class “−1”', 'class “1,000”', 'mug', 'class 7', '3 mugs']);
});
