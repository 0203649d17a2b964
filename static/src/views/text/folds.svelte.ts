/** Which parts of the text column stand open: kept in this browser, apart for "In depth". */
import type { Depth } from '../../state/view';

const KEY = 'convscope-folds';

function kept(): Readonly<Record<string, boolean>> {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return read && typeof read === 'object' ? (read as Record<string, boolean>) : {};
  } catch {
    return {};
  }
}

/** "In depth" is a reading of its own: there everything begins open. */
const place = (name: string, depth: Depth): string => (depth === 'in_depth' ? `${name} in depth` : name);

class Folds {
  #chosen = $state.raw(kept());

  isOpen = (name: string, depth: Depth): boolean => this.#chosen[place(name, depth)] ?? depth === 'in_depth';

  set(name: string, depth: Depth, open: boolean): void {
    this.#chosen = { ...this.#chosen, [place(name, depth)]: open };
    try {
      localStorage.setItem(KEY, JSON.stringify(this.#chosen));
    } catch {
      // A browser without storage forgets it on reload.
    }
  }
}

export const folds = new Folds();
