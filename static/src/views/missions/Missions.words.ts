/** Missions: why they are set, what a hint costs, and who says that they are done. */
import type { Asked, Topics } from '../explain/topic';
import { missionsOf } from './missions.svelte';

const open = ({ session }: Asked) => missionsOf(session).open;

export const topics: Topics = {
  missions: {
    name: 'Missions',
    summary: (asked) => `Small things to bring about with ${asked.session.network?.title ?? 'this network'}. Each is checked by the numbers on the page, and a tick stays for those you have done.`,
    eli5: 'Little riddles. You play with the network until what was asked for happens, and the page notices by itself.',
    in_depth: 'A mission is a claim about a run: about its pixels, its weights and what it says. The server checks the claim on the run itself, so whatever brings it about counts, found by thinking or by trying. Ticks are kept in this browser only; nothing is counted and nothing is sent anywhere else.',
  },
  mission: {
    name: 'A mission',
    summary: (asked) => open(asked)?.about ?? 'Something to bring about, and what it is good for.',
    eli5: 'This is what you are asked to do. You cannot break anything: all of it can be undone.',
    in_depth: (asked) => `What is asked for stands in the first sentences; what you change otherwise is yours to choose. ${open(asked)?.sample ? 'It is about one sample, exactly as it is: cut, turned or brightened it is another picture.' : 'Any picture will do.'} Ways to do it were searched for with the engine before it was set, and a test finds them again.`,
  },
  'mission-begin': {
    name: 'Begin',
    summary: (asked) => `${open(asked)?.sample ? 'Opens the picture of the mission and goes' : 'Goes'} to the layer where it begins. Your edits stay as they are.`,
    eli5: 'Takes you to where the riddle starts.',
    in_depth: 'Nothing is reset: edits that were there before are part of the run that is checked. Should they be in the way, the mission says so, and you can switch them off in the list of edits. Back leads to where you were.',
  },
  'mission-hint': {
    name: 'Hints',
    summary: 'Three of them, each tells more than the one before. The last one nearly gives it away.',
    eli5: 'If you are stuck, ask. First comes a little help, then more.',
    in_depth: 'The first says what to look at, the second where to try, and the third names places. Where the third depends on what the network has learned, it is worked out by trying with the engine, not written down. Hints cost nothing.',
  },
  'mission-answer': {
    name: 'Your answer',
    summary: (asked) => (open(asked)?.answer?.kind === 'map' ? 'Choose a map as you always do, then give it as your answer. You may answer as often as you like.' : 'Your guess, made before you see. It need not be right; it makes you look closer.'),
    eli5: 'Say what you think. A wrong answer is told what is wrong with it.',
    in_depth: (asked) => (open(asked)?.answer?.kind === 'map'
      ? 'The filter of that map is asked itself: it is laid on made-up pictures of one edge each, and what it says near the edge is taken beyond what it says for all black and for all white.'
      : 'All samples are run through the edited network only after the guess, so that the mission does not give the number away. In studies of teaching, those who predict before they see remember more.'),
  },
  'mission-check': {
    name: 'What is still missing',
    summary: (asked) => asked.printed || 'What the mission sees in the run on the page, and what it lacks.',
    eli5: 'The page looks at what you have done and tells you how far you are.',
    in_depth: 'Checked again by the server whenever another run is on the page: after every edit, every picture, every answer. While a brush moves it waits until the hand rests.',
  },
  'mission-done': {
    name: 'Done',
    summary: 'Nothing is missing any more. What the numbers have shown stands beside the tick.',
    eli5: 'You did it. And this is what you have found out.',
    in_depth: 'The figures in the sentences are those of the very run that did it; its link brings it back, edits and all. What you change afterwards takes nothing away from it.',
  },
  'mission-again': {
    name: 'Another way',
    summary: 'Once more: the mission looks at the page again, and the answer is asked for anew. The tick stays.',
    eli5: 'Play it again, and try something else.',
    in_depth: 'Most missions can be done in many ways: of all ways to silence three maps of Tiny VGG, 707 make it sure that the tabby is a dog.',
  },
};
