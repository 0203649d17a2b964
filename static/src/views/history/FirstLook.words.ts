/** Two first layers on one picture, explained. */
import type { Topics } from '../explain/topic';

export const topics: Topics = {
  'history-first-look': {
    name: 'Two first layers',
    summary: 'The same stripe detector on your picture, as large and with as large a step as the first layer of each network.',
    eli5: 'One looks through a big window and leaps; the other looks through a smaller one and steps. See which picture is finer.',
    in_depth: 'A Gabor filter (a stripe under a soft spot) of the size, step and padding in the description, laid by the engine on your picture at the size the network reads. It stands for what such layers learn; it is not a learned filter of either.',
  },
  'history-angle': {
    name: 'Turn the stripes',
    summary: 'Which way the stripes run that both filters look for.',
    eli5: 'Turn the pattern and see other edges light up.',
    in_depth: 'The angle of the Gabor filter in degrees; both are turned alike.',
  },
};
