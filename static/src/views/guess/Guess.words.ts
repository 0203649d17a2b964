/** What guessing is good for. */
import type { Topics } from '../explain/topic';

export const topics: Topics = {
  guess: {
    name: 'Your guess first',
    summary: 'A question about the numbers on screen. Guess, reveal, and see by how much you were off.',
    eli5: 'Like betting on a race before it starts: you look much closer when you have said something first.',
    in_depth: 'Made from the actual maps and weights of this picture; the wrong answers are ones that learners really give, each with the belief behind it. In studies of teaching, those who predict before they see remember and understand more. Nothing is counted and nothing is sent.',
  },
};
