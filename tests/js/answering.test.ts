import { expect, test } from 'vitest';
import type { NetworkSummary } from '../../static/src/data/types';
import { best, known, rivals, shares, shelves, simplest, whoLooks } from '../../static/src/state/answering';
import { network } from './networks';

const made = (id: string, change: Partial<NetworkSummary> = {}): NetworkSummary => ({ ...network(id), title: id, ...change });
const first = made('tiny-vgg', { accuracy: 0.63 });
const twin = made('a-twin', { accuracy: 0.83, year: 2015, classes: ['cat', 'dog', 'something else'], otherwise: 'something else' });
const weaker = made('b-twin', { accuracy: 0.7, year: 1998 });
const digits = made('digits', { accuracy: 0.99, classes: ['0', '1'], input: { channels: 1, height: 8, width: 8 } });
const drawn = made('drawn', { trained: false, accuracy: null });
const all = [first, weaker, twin, digits, drawn];

test('what stands for the rest is not one of the things it knows', () => expect(known(twin)).toEqual(['cat', 'dog']));
test('rivals know the same things and are trained', () => expect(rivals(all, first)).toEqual([first, weaker, twin]));
test('the best is the one that is right most often', () => expect(best(all, first)).toBe(twin));
test('where there is no other, nobody is best', () => expect(best(all, digits)).toBeNull());
test('the one to look inside first is the one the page begins with', () => expect(simplest(all, twin)).toBe(first));
test('a picture goes along among rivals only', () => {
  expect(shares(all, 'tiny-vgg', 'a-twin')).toBe(true);
  expect(shares(all, 'tiny-vgg', 'digits')).toBe(false);
  expect(shares(all, 'tiny-vgg', 'nobody')).toBe(false);
});
test('the menu has a shelf for photos by year, one for other pictures, one for what has learned nothing', () =>
  expect(shelves(all).map((shelf) => shelf.networks.map(({ id }) => id))).toEqual([['tiny-vgg', 'b-twin', 'a-twin'], ['digits'], ['drawn']]));
test('an empty shelf is not shown', () => expect(shelves([digits])).toHaveLength(1));
test('why a photo went elsewhere is said with figures', () => expect(whoLooks(first, twin)).toContain('went to a-twin, which is right most often (83 %)'));
