/** The list a dense layer weighs, folded back into the maps it was unrolled from. */
import type { Session } from '../../state/session.svelte';
import { sources, type Source } from './sources';

export interface Fold {
  readonly source: Source;
  readonly maps: number;
  readonly height: number;
  readonly width: number;
}

/** Follow a source through an unrolling (and what only passes numbers on) to maps with rows and columns. */
export function folded(session: Session, source: Source): Fold | null {
  const [before] = sources(session, source.layer);
  if (!before) return null;
  if (before.reads.rule === 'unroll') {
    const [maps, height, width] = before.layer.shape;
    return height * width > 1 ? { source: before, maps, height, width } : null;
  }
  const passes = before.reads.channels === 'same' && before.layer.shape.join() === source.layer.shape.join();
  return passes ? folded(session, before) : null;
}
