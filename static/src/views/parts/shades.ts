/** Cells of a number grid: their colour, the ink that can be read on it, their text. */
import { css, inkOn, signed, tint, type Rgb, type Theme } from '../../core/colour';

export interface Shade {
  readonly background: string;
  readonly ink: string;
}
export type Colour = (value: number) => Rgb;

export const signedColour = (extent: number, theme: Theme): Colour => (value) => signed(value, extent, theme);
export const tintColour = (channel: number, channels: number): Colour => (value) => tint(value, channel, channels);

export function shade(value: number, colour: Colour): Shade {
  const rgb = colour(value);
  return { background: css(rgb), ink: inkOn(rgb) };
}

/** Letters that still fit a cell of this size; 0 where numbers no longer do. */
export const lettersFor = (cell: number): number => (cell >= 38 ? 12 : cell >= 33 ? 11.25 : cell >= 30 ? 10.25 : 0);
