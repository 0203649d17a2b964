/**
 * What there is to say about a thing on the page, at three depths. A topic lives beside the
 * view it explains (`<Name>.words.ts`); whatever it is about carries `data-explain="<topic>"`.
 */
import type { Cell } from '../../core/tensor';
import type { LayerInfo } from '../../data/types';
import type { Session } from '../../state/session.svelte';
import type { Depth } from '../../state/view';

/** What is on screen while somebody asks. */
export interface Asked {
  readonly session: Session;
  readonly layer: LayerInfo;
  readonly cell: Cell;
  /** The chosen number. */
  readonly value: number;
  /** What is printed on the thing that was asked about. */
  readonly printed: string;
}
/** Words, or words with the numbers of this picture in them. */
export type Text = string | ((asked: Asked) => string);

export interface Topic extends Readonly<Record<Depth, Text>> {
  readonly name: Text;
}
export type Topics = Readonly<Record<string, Topic>>;

export const told = (text: Text, asked: Asked): string => (typeof text === 'string' ? text : text(asked));
