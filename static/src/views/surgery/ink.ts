/** What is drawn of an edited network, in words. */
import type { EditInk } from '../../state/view';

export const WORDS: Readonly<Record<EditInk, string>> = {
  after: 'Drawn as it is now.',
  before: 'As it was before your edits.',
  difference: 'Differences are drawn: after less before.',
};
