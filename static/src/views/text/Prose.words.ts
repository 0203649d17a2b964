/** What there is to say about a dotted word. */
import type { Topics } from '../explain/topic';

export const topics: Topics = {
  'dotted-word': {
    name: 'A word of the glossary',
    summary: ({ printed }) => `“${printed}” is a word of the trade. Point at it, and a small card says what it means; a click leads to the glossary, where it is said in full.`,
    eli5: ({ printed }) => `You do not know what “${printed}” means? Neither did anybody else, once. Point at it and you will be told.`,
    in_depth: ({ printed }) => `The dots mark terms that the glossary explains, each where it first stands in a text. The card shows “${printed}” at the depth you chose for the text: summary, ELI5 or in depth. Tab moves to the first of them and arrows to the others, Esc puts the card away, Enter opens the glossary at /learn/glossary, which works without JavaScript too.`,
  },
};
