/** Words of the glossary, found where they stand. */
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import { finder } from '../../static/src/core/terms';
import Dotted from '../../static/src/views/text/Dotted.svelte';

const TERMS = [
  { id: 'pooling', words: ['pooling', 'pool'] },
  { id: 'max-pooling', words: ['max pooling'] },
  { id: 'relu', words: ['ReLU'] },
];
const named = (...texts: string[]) => finder(TERMS)(texts).map((pieces) => pieces.filter((p) => p.term).map((p) => `${p.text}:${p.term!.id}`));

test('the longest word wins, whatever its capitals', () => {
  expect(named('Max pooling is one kind of pooling.')).toEqual([['Max pooling:max-pooling', 'pooling:pooling']]);
});
test('a term is marked once, where it first stands', () => {
  expect(named('A pool, a pool.', 'And pooling again.')).toEqual([['pool:pooling'], []]);
});
test('parts of other words are left alone', () => {
  expect(named('A carpool, pools and a non-ReLU.')).toEqual([[]]);
});
test('nothing is added to the text and nothing is lost', () => {
  const text = 'ReLU (max pooling?) “pool”.';
  expect(finder(TERMS)([text])[0]!.map((piece) => piece.text).join('')).toBe(text);
  expect(finder([])([text])).toEqual([[{ text, term: null }]]);
});

test('a dotted word says what it means when it has the focus, and Esc puts the card away', async () => {
  const term = { id: 'relu', title: 'ReLU', words: ['ReLU'], at: '/learn/glossary#relu', summary: 'Cuts.\n\nMore.', eli5: 'A doorman.', in_depth: 'A kink.' };
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify({ terms: [term] })));
  let open = false;
  const matches = Element.prototype.matches;
  vi.spyOn(Element.prototype, 'matches').mockImplementation(function (this: Element, selector) {
    return selector === ':popover-open' ? open : matches.call(this, selector);
  });
  Object.assign(HTMLElement.prototype, { showPopover: () => (open = true), hidePopover: () => (open = false) });
  render(Dotted, { paragraphs: ['After it comes a ReLU.'], depth: 'eli5' });
  const word = await waitFor(() => screen.getByRole('link', { name: 'ReLU' }));
  expect(word.getAttribute('href')).toBe('/learn/glossary#relu');
  await fireEvent.focus(word);
  expect(open).toBe(true);
  expect(document.getElementById(word.getAttribute('aria-describedby')!)!.textContent).toBe('A doorman.');
  await fireEvent.keyDown(word, { key: 'Escape' });
  expect(open).toBe(false);
});

test('all dotted words are one tab stop; arrows move between them', async () => {
  Object.assign(HTMLElement.prototype, { showPopover: () => undefined, hidePopover: () => undefined });
  render(Dotted, { paragraphs: ['A ReLU and a ReLU.', 'A pool.'], depth: 'summary' });
  const words = await waitFor(() => screen.getAllByRole('link'));
  expect(words.map((word) => word.tabIndex).filter((index) => index === 0)).toHaveLength(1);
});
