/** The arithmetic behind the close-ups of what LeNet-5 and AlexNet were made of. */
import { expect, test } from 'vitest';
import { parted, picture, squares } from '../../static/src/core/distances';
import { byFilter, countLinks, listed } from '../../static/src/core/linked';
import { divisor, hear, normalised } from '../../static/src/core/neighbours';
import { after, middle, spread, stretch } from '../../static/src/core/scaling';
import { filterSlice, weigh } from '../../static/src/core/products';
import type { Tensor } from '../../static/src/core/tensor';
import { squashBothWays } from '../../static/src/views/stage/curves';
import { slopeWords, trials } from '../../static/src/views/stage/trying';
import { window_ } from './networks';

const counting = (shape: Tensor['shape'], by = 1): Tensor => ({ shape, data: Float32Array.from({ length: shape[0] * shape[1] * shape[2] }, (_, i) => (i + 1) * by) });

test('another scale is a stretch and a move, in either order', () => {
  const scale = { low: -0.1, high: 1.175 };
  for (const [x, y] of [[0, -0.1], [1, 1.175]] as const) expect(after(2, x, scale)).toBeCloseTo(y, 12);
  expect(after(0, 0.42, scale)).toBe(0.42);
  expect(after(1, 0.42, scale)).toBeCloseTo(0.42 * 1.275, 12);
  expect(after(2, middle(scale), scale)).toBeCloseTo(0, 12);
  expect((0.42 - middle(scale)) * stretch(scale)).toBeCloseTo(after(2, 0.42, scale), 12);
});

test('mean and variance are those of all numbers', () => {
  const { mean, variance } = spread([1, 2, 3, 6]);
  expect([mean, variance]).toEqual([3, 3.5]);
});

test('weights that come link by link are laid out filter by filter', () => {
  const links = [[0, 2], [1], [0, 1, 2]];
  const weights = { ...counting([6, 2, 2]), dims: [6, 2, 2] };
  const laid = byFilter(weights, links);
  expect(laid.dims).toEqual([3, 3, 2, 2]);
  expect(countLinks(links)).toBe(6);
  let from = 0;
  links.forEach((seen, filter) => seen.forEach((_, k) => {
    expect([...filterSlice(laid, filter, k)]).toEqual([...weights.data.subarray(from, from + 4)]);
    from += 4;
  }));
});

test('a linked filter weighs what it is linked to, and nothing else', () => {
  const links = [[0, 2], [1]];
  const input = counting([3, 2, 2]);
  const weights = byFilter({ ...counting([3, 2, 2], 0.5), dims: [3, 2, 2] }, links);
  const reads = window_({ channels: 'listed', links, size: [2, 2] });
  const account = weigh([0, 0, 0], reads, input, [2, 1, 1], weights, undefined);
  expect(account.slices.map((slice) => slice.channel)).toEqual([0, 2]);
  expect(account.total).toBe([1, 2, 3, 4, 9, 10, 11, 12].reduce((sum, value, i) => sum + value * (i + 1) * 0.5, 0));
  expect(weigh([1, 0, 0], reads, input, [2, 1, 1], weights, undefined).total).toBe([5, 6, 7, 8].reduce((sum, value, i) => sum + value * (i + 9) * 0.5, 0));
});

test('channels are listed as people say them', () => {
  expect(listed([0, 1, 2])).toBe('1 to 3');
  expect(listed([0, 1, 4])).toBe('1, 2 and 5');
  expect(listed([0, 1, 2, 3, 5])).toBe('1 to 4 and 6');
  expect(listed([7])).toBe('8');
});

test('a number is divided by how loud its neighbours are', () => {
  const maps = counting([3, 1, 2]);
  const how = { k: 2, alpha: 0.1, beta: 0.75 };
  const heard = hear(maps, [0, 1, 2], 0, 1);
  expect(heard.map((one) => one.square)).toEqual([4, 16, 36]);
  expect(divisor(56, how)).toBeCloseTo(7.6 ** 0.75);
  expect(normalised(maps, 1, [0, 1, 2], how)[1]).toBeCloseTo(4 / 7.6 ** 0.75);
});

test('a distance is squares of differences, parted by what the code asks for', () => {
  const [values, code] = [[1, -0.5, 0.5], [1, -1, -1]];
  expect([...squares(values, code)]).toEqual([0, 0.25, 2.25]);
  expect(parted(values, code)).toEqual({ ink: 0, paper: 2.5, inked: 1 });
});

test('a code is a little picture that stands upright', () => {
  expect(picture(84)).toEqual([12, 7]);
  expect(picture(16)).toEqual([4, 4]);
  expect(picture(13)).toEqual([1, 13]);
});

test('a scaled tanh goes through plus and minus one, and is named', () => {
  const settings = { amplitude: 1.7159, slope: 2 / 3 };
  const curve = squashBothWays(settings);
  expect(curve.f(1)).toBeCloseTo(1, 4);
  expect(curve.f(-1)).toBeCloseTo(-1, 4);
  expect((curve.f(1e-4) - curve.f(-1e-4)) / 2e-4).toBeCloseTo(curve.slope(0), 4);
  expect(curve.title).toContain('−1.7159 and 1.7159');
  expect(squashBothWays({}).name).toBe('Tanh');
  expect(trials(squashBothWays, settings).find(({ own }) => own)!.curve.name).toBe('Scaled tanh');
  expect(trials(squashBothWays, settings).find(({ key }) => key === 'bentHinge')!.curve.f(-1)).toBeCloseTo(-0.1);
  expect(slopeWords(1.144)).toBe('1.14 times the blame gets past');
});
