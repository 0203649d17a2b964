/**
 * The passage between the strip's two states. The map that stands for its layer flies from its
 * column to its frame and back; everything else fades. A new passage cuts a running one short.
 */
import { tick } from 'svelte';

class Passage {
  /** Maps that can fly have a name of their own for as long as this holds. */
  flying = $state(false);
  /** Where the maps stood before the last passage: they fly on from there onto the stage. Read once. */
  #before: ReadonlyMap<string, DOMRect> | null = null;
  /** Set by whatever shows maps and is about to leave. */
  measure: (() => ReadonlyMap<string, DOMRect>) | null = null;
  #count = 0;

  /** The name under which a layer's map is known on both sides; null at rest. */
  name = (layer: string): string | null => (this.flying ? `map-${layer.replace(/[^\w-]/g, '_')}` : null);

  landed(): ReadonlyMap<string, DOMRect> | null {
    const before = this.#before;
    this.#before = null;
    return before;
  }

  async across(change: () => void): Promise<void> {
    const mine = (this.#count += 1);
    this.#before = this.measure?.() ?? null;
    if (!document.startViewTransition) return change();
    this.flying = !matchMedia('(prefers-reduced-motion: reduce)').matches;
    await tick();
    const transition = document.startViewTransition(async () => {
      change();
      await tick();
    });
    // One that is cut short by the next never becomes ready, and that is no fault.
    transition.ready.catch(() => {});
    await transition.finished.catch(() => {});
    if (mine === this.#count) this.flying = false;
  }
}

export const passage = new Passage();
