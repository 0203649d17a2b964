/** Everything that can be asked about, gathered from beside the views. Fetched with the first question. */
import type { Topics } from './topic';

export const topics: Topics = {};
