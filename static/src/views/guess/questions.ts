/** All questions there are, in the order they are asked. Each knows by itself where it makes sense. */
import { throughCurve } from './curve';
import { loudestVoice } from './evidence';
import { gains } from './moving';
import { nextValue } from './next';
import { parameters } from './parameters';
import { flatPlace } from './place';
import type { Maker, Question, Scene } from './question';
import { addToAll, ahead } from './share';
import { outputSize } from './size';
import { winner } from './window';

const MAKERS: readonly Maker[] = [nextValue, winner, throughCurve, flatPlace, loudestVoice, addToAll, ahead, outputSize, parameters, gains];

/** The questions about one layer; a question that has only one answer is none. */
export async function questionsAbout(scene: Scene): Promise<readonly Question[]> {
  const made = await Promise.all(MAKERS.map((make) => make(scene)));
  return made.filter((question): question is Question => question !== null && (question.number !== undefined || question.options.length > 1));
}
