/** What the close-ups of a weighted sum draw alike: its colours, and the lines that tie it together. */
import type { Theme } from '../../core/colour';
import { plane } from '../../core/plane';
import type { Slice } from '../../core/products';
import { signedInk, tintInk, type Ink } from '../../draw/paint';
import type { Session } from '../../state/session.svelte';
import { drop, line, on, type Line, type Place } from '../parts/anchors.svelte';
import { signedColour, tintColour, type Colour } from '../parts/shades';
import type { Source } from './sources';
import type { Weighted } from './weighted.svelte';

/** The same colours twice: for cells with numbers in them, and for cells too small for any. */
export interface Coloured {
  readonly colour: Colour;
  readonly ink: Ink;
}

export const bySign = (extent: number, theme: Theme): Coloured => ({ colour: signedColour(extent, theme), ink: signedInk(extent, theme) });

/** What lies under the filter: a picture in the tint of its channel, a map by sign on its own scale. */
export function underFilter(session: Session, source: Source, c: number, theme: Theme): Coloured {
  const channels = source.layer.shape[0];
  return source.picture
    ? { colour: tintColour(c, channels), ink: tintInk(c, channels) }
    : bySign(session.extentOf(source.layer.name, c), theme);
}

/** From the window on a map to the same window written out. */
export function projection(map: Place, grid: Place, source: Source, slice: Slice): Line[] {
  const [, height, width] = source.maps.shape;
  const [ghostRows, ghostColumns] = source.reads.rule === 'window' ? source.reads.padding : [0, 0];
  const edge = (index: number, ghosts: number, length: number) => (index + ghosts) / (length + 2 * ghosts);
  const right = edge(slice.columns.at(-1)! + 1, ghostColumns, width);
  const [top, bottom] = [edge(slice.rows[0]!, ghostRows, height), edge(slice.rows.at(-1)! + 1, ghostRows, height)];
  return [
    { d: line(on(map, right, top), [grid.left - 2, grid.top - 2]), ink: 'var(--accent)' },
    { d: line(on(map, right, bottom), [grid.left - 2, grid.top + grid.height + 2]), ink: 'var(--accent)' },
  ];
}

/** From the total down into its cell of the output. */
export function drawn(places: ReadonlyMap<string, Place>, weighted: Weighted): Line[] {
  const [total, output] = [places.get('total'), places.get('output')];
  if (!total || !output || weighted.resting) return [];
  const { rows, columns, place } = plane(weighted.map, 0);
  const [row, column] = place(weighted.cell);
  const [left, top] = on(output, (column + 0.5) / columns, row / rows);
  const ink = weighted.trials.tried && !weighted.adds ? 'var(--ink3)' : 'var(--accent)';
  return [{ d: drop([total.left + total.width - 22, total.top + total.height + 4], [left, top - 3], output.top + 4), ink, width: 1.5 }];
}
