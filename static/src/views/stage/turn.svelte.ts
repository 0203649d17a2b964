/**
 * A filter that is turned over: the numbers change places at once, and from there the eye is led
 * by half a turn, which may be reversed at any moment.
 */
import { cubicOut } from 'svelte/easing';
import { prefersReducedMotion, Tween } from 'svelte/motion';

const FLIGHT = 420;

export class Turn {
  readonly #angle: Tween<number>;

  constructor(private readonly over: () => boolean) {
    this.#angle = new Tween(this.goal, { duration: FLIGHT, easing: cubicOut });
    $effect(() => void this.#angle.set(this.goal, prefersReducedMotion.current ? { duration: 0 } : {}));
  }

  private get goal(): number {
    return this.over() ? 180 : 0;
  }

  /** Degrees from where the numbers stand to where the eye sees them: 0 at rest. */
  get degrees(): number {
    return this.#angle.current - this.goal;
  }
}
