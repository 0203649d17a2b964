/** Light or dark: the system's wish until the reader says otherwise. */
import type { Theme } from '../core/colour';

const KEY = 'convscope-theme';
const asked = (): Theme | null => {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === 'light' || kept === 'dark' ? kept : null;
  } catch {
    return null;
  }
};

class ThemeState {
  #system = matchMedia('(prefers-color-scheme: dark)');
  #wish = $state<Theme | null>(asked());
  #dark = $state(this.#system.matches);
  readonly now: Theme = $derived(this.#wish ?? (this.#dark ? 'dark' : 'light'));

  constructor() {
    this.#system.addEventListener('change', (event) => (this.#dark = event.matches));
  }

  toggle(): void {
    this.#wish = this.now === 'dark' ? 'light' : 'dark';
    try {
      localStorage.setItem(KEY, this.#wish);
    } catch {
      // A browser without storage forgets it on reload.
    }
  }
}

export const theme = new ThemeState();
