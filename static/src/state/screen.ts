/** What the page asks of the screen: the widths at which it is laid out anew (look.md), and whether to keep still. */
import { MediaQuery } from 'svelte/reactivity';

export const screen = {
  phone: new MediaQuery('max-width: 639.98px'),
  /** The words stand below the network, not beside it. */
  narrow: new MediaQuery('max-width: 1279.98px'),
  wide: new MediaQuery('min-width: 1600px'),
  still: new MediaQuery('prefers-reduced-motion: reduce'),
};

/** How to scroll: at once for those who asked for less motion. */
export const gently = (): ScrollBehavior => (screen.still.current ? 'instant' : 'smooth');
