/**
 * From a number to a colour. Blue is positive, orange negative, and exact zero has a stone grey
 * of its own, a step off both ramps, so that what a rectifier cut away can be seen as holes.
 */
export type Rgb = readonly [number, number, number];
export type Theme = 'light' | 'dark';

const rgb = (hex: string): Rgb => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16)) as unknown as Rgb;
const ramp = (...stops: string[]): Rgb[] => stops.map(rgb);

interface Palette {
  readonly zero: Rgb;
  readonly negative: readonly Rgb[];
  readonly positive: readonly Rgb[];
}

export const PALETTES: Record<Theme, Palette> = {
  light: {
    zero: rgb('#efede8'),
    negative: ramp('#fcf5ed', '#f8cb9a', '#e88a36', '#ad4f0c', '#6b2a00'),
    positive: ramp('#f1f6fb', '#b3d2f1', '#5599de', '#1c5dac', '#0a2f66'),
  },
  dark: {
    zero: rgb('#202226'),
    negative: ramp('#2b2420', '#5a3517', '#a3571a', '#ee8a2e', '#ffbb78'),
    positive: ramp('#1f2630', '#1c4069', '#286bb0', '#56a4ee', '#a0d3ff'),
  },
};

/** Muted red, green and blue for the channels of a picture; grey for a picture without colour. */
export const TINTS: readonly (readonly Rgb[])[] = [
  ramp('#2b0f0c', '#cf7f74', '#fbe9e5'),
  ramp('#0d2216', '#79b18d', '#e9f6ee'),
  ramp('#111c36', '#7f9fd4', '#e9f0fb'),
];
export const GREYS: readonly Rgb[] = ramp('#17181b', '#8b8b88', '#fbfaf8');

function blend(stops: readonly Rgb[], t: number): Rgb {
  const x = Math.min(0.9999, Math.max(0, t)) * (stops.length - 1);
  const i = Math.floor(x);
  const f = x - i;
  return [0, 1, 2].map((k) => Math.round(stops[i]![k]! + (stops[i + 1]![k]! - stops[i]![k]!) * f)) as unknown as Rgb;
}

/** Colour of a signed number on a scale that ends at plus and minus `extent`. */
export function signed(value: number, extent: number, theme: Theme): Rgb {
  const { zero, negative, positive } = PALETTES[theme];
  if (value === 0) return zero;
  return value > 0 ? blend(positive, value / extent) : blend(negative, -value / extent);
}

/** Colour of a picture's own value, 0 to 1, in the tint of its channel. */
export function tint(value: number, channel: number, channels: number): Rgb {
  return blend(channels === 3 ? TINTS[channel]! : GREYS, value);
}

export const css = ([r, g, b]: Rgb): string => `rgb(${r} ${g} ${b})`;

const linear = (v: number): number => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;

/**
 * White, black or the page's own ink, whichever can be read on this colour: 4.5 to 1 at least.
 * Between white and ink (WCAG relative luminance .18 to .22) only pure black reaches that.
 */
export function inkOn([r, g, b]: Rgb): string {
  const luminance = 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  return luminance > 0.22 ? '#17181b' : luminance > 0.179 ? '#000000' : '#ffffff';
}

/** 32-bit pixels for a table of colours: index 0 is the most negative, 255 exact zero, 510 the most positive. */
export type Table = Uint32Array;
export const STEPS = 255;
const pixel = ([r, g, b]: Rgb): number => ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
const tables = new Map<string, Table>();

function remembered(key: string, make: () => Table): Table {
  const known = tables.get(key) ?? make();
  tables.set(key, known);
  return known;
}

export function signedTable(theme: Theme): Table {
  return remembered(`signed ${theme}`, () =>
    Uint32Array.from({ length: 2 * STEPS + 1 }, (_, i) => pixel(signed((i - STEPS) / STEPS, 1, theme))));
}

export function tintTable(channel: number, channels: number): Table {
  return remembered(`tint ${channel} of ${channels}`, () =>
    Uint32Array.from({ length: 2 * STEPS + 1 }, (_, i) => pixel(tint(Math.max(0, i - STEPS) / STEPS, channel, channels))));
}

/** Place of a value in the table. Only an exact zero gets zero's colour; small numbers keep their sign. */
export function index(value: number, extent: number): number {
  if (value === 0) return STEPS;
  const step = Math.min(STEPS, Math.max(1, Math.round((Math.abs(value) / extent) * STEPS)));
  return value > 0 ? STEPS + step : STEPS - step;
}
