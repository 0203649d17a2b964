/** The story of a network, explained: what was new in it, where that is known from, and what is often told wrongly. */
import type { Topics } from '../explain/topic';

export const topics: Topics = {
  'history-story': {
    name: 'Its story',
    summary: 'What the network was for and what was new in it, at three depths.',
    eli5: 'Who built it, and why it was clever.',
    in_depth: 'The words lie beside the description of the network; the papers they rest on are named on its page under Learn.',
  },
  'history-see': {
    name: 'What to see',
    summary: 'What this network has that the one before it lacked; the experiment beside it lets you try that.',
    eli5: 'The one new trick to look out for.',
    in_depth: 'Its figures are filled in from the description of the network, as everywhere in its story.',
  },
  'history-read': {
    name: 'Read more',
    summary: 'The page about this network under Learn: its layers, its figures and its sources.',
    eli5: 'A page of the little book, about this machine alone.',
    in_depth: 'It works without JavaScript, and its figures are drawn from the same description.',
  },
  'history-wrong': {
    name: 'Often published wrongly',
    summary: 'What many pages and books say of this network, and what its own description says.',
    eli5: 'Things that people keep copying from each other although they are not so.',
    in_depth: 'The right figure is counted from the description; the wrong one is quoted as it is found.',
  },
  'history-sources': {
    name: 'Sources',
    summary: 'The papers that the story rests on.',
    eli5: 'Who wrote it down first.',
    in_depth: 'Their addresses stand on the page about this network under Learn; nothing is fetched from there.',
  },
  'history-in-words': {
    name: 'What it changed, in words',
    summary: 'The differences from the network before it, as the server counts them from the two descriptions.',
    eli5: 'What the builders did differently this time.',
    in_depth: 'GET /api/networks/{network}/against/{other}. The whole comparison, with its curves, stands under Compare.',
  },
  'history-changed': {
    name: 'Against the one before',
    summary: 'The same six figures of both networks, and how many times as much or as little it is now.',
    eli5: 'Two machines side by side: which one has more of what?',
    in_depth: 'All of them are counted from the descriptions by the engine; ×2 is twice as much, ÷2 half as much.',
  },
};
