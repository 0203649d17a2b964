/** The widths at which the page is laid out anew (look.md). */
import { MediaQuery } from 'svelte/reactivity';

export const screen = {
  phone: new MediaQuery('max-width: 639.98px'),
  wide: new MediaQuery('min-width: 1600px'),
};
