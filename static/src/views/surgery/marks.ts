/** What of the network is edited: such layers and maps carry a dot of ink. */
import { active, type Edits } from '../../core/edits';

export const isEditedLayer = (edits: Edits, layer: string): boolean => active(edits).some((edit) => edit.layer === layer);

/** The maps of a layer that are not what was learned; of a swap, both. What is cut off changes none by itself: the layer carries the dot. */
export const editedMaps = (edits: Edits, layer: string): ReadonlySet<number> =>
  new Set(active(edits).filter((edit) => edit.layer === layer).flatMap(({ channel, swap, cut }) => (cut !== undefined ? [] : swap === undefined ? [channel] : [channel, swap])));
