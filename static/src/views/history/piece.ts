/** What an experiment of the story is given: the network it is about, and a place for its settings. */
import type { Network } from '../../data/types';
import type { Session } from '../../state/session.svelte';
import type { Chapter } from './six';

export interface PieceProps {
  readonly session: Session;
  readonly chapter: Chapter;
  /** Whose figures are shown; null while its description is on its way. */
  readonly network: Network | null;
  readonly setting: (name: string) => string | undefined;
  /** Settings stand in the link; null takes one out. */
  readonly set: (name: string, value: string | null) => void;
}
