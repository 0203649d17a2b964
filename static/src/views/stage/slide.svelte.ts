/**
 * The sliding window: cell after cell, row after row, until it is stopped or has seen everything.
 * Slowly, a step is a small story: the box moves, then the numbers, the sums, the total, and at
 * last the cell. Faster than the eye can read, only box and cell go on.
 */
import { prefersReducedMotion } from 'svelte/motion';
import type { Cell } from '../../core/tensor';
import type { Session } from '../../state/session.svelte';

const MS_A_CELL = 90;
/** Up to this speed a step is told in order; beyond the other one, numbers rest. */
const TOLD = 0.5;
const READABLE = 2;
const PARTS = ['numbers', 'sums', 'total', 'cell'] as const;
export type Part = (typeof PARTS)[number];

export class Slide {
  playing = $state(false);
  /** How many parts of this step have been told. */
  #told = $state<number>(PARTS.length);
  /** Where the parts that have not been told still stand. */
  #before = $state.raw<Cell | null>(null);
  #frame = 0;
  #began = 0;
  #left = 0;

  constructor(private readonly session: Session) {}

  /** Where motion is unwelcome, one press is one step. */
  get single(): boolean {
    return prefersReducedMotion.current;
  }

  /** Too fast to be read: only the box and its cell move. */
  readonly racing: boolean = $derived.by(() => this.playing && this.session.clock.speed > READABLE);

  /** The cell that a part of the close-up still shows; null where it is up to date. */
  late(part: Part): Cell | null {
    if (!this.playing || !this.#before) return null;
    if (this.racing) return part === 'cell' ? null : this.#before;
    return PARTS.indexOf(part) < this.#told ? null : this.#before;
  }

  toggle(): void {
    if (this.playing) this.stop();
    else if (this.single) this.step();
    else this.#play();
  }

  /** One cell on, or back; from the last to the first. */
  step(by = 1): void {
    this.#on(by);
    this.stop();
  }

  /** Stop where the window is: that number is now the chosen one. */
  stop(): void {
    this.leave();
    const was = this.session.pointed;
    if (was) this.session.choose(was[0], [was[1], was[2]]);
  }

  /** Stop because the stage is left: nothing is chosen. */
  leave(): void {
    cancelAnimationFrame(this.#frame);
    this.playing = false;
    this.#before = null;
  }

  #play(): void {
    const { layer, cell } = this.session;
    if (!layer) return;
    this.session.clock.pause();
    this.playing = true;
    this.#before = cell;
    this.#told = PARTS.length;
    this.#left = layer.shape[1] * layer.shape[2];
    this.#began = performance.now();
    const tick = (now: number) => {
      this.#advance(now);
      if (this.playing) this.#frame = requestAnimationFrame(tick);
    };
    this.#frame = requestAnimationFrame(tick);
  }

  #advance(now: number): void {
    const each = MS_A_CELL / this.session.clock.speed;
    // As long as numbers can be read none is skipped, even where the screen cannot keep up.
    const due = Math.floor((now - this.#began) / each);
    const cells = Math.min(this.#left, this.racing ? due : Math.min(1, due));
    if (cells > 0) {
      this.#began = due > cells ? now : this.#began + cells * each;
      this.#left -= cells;
      if (!this.racing) this.#before = this.session.cell;
      this.#on(cells);
    }
    const share = (now - this.#began) / each;
    const told = this.session.clock.speed <= TOLD ? Math.min(PARTS.length, Math.floor(share * (PARTS.length + 1))) : PARTS.length;
    if (told !== this.#told) this.#told = told;
    if (this.#left === 0) this.stop();
  }

  #on(by: number): void {
    const { layer, cell } = this.session;
    if (!layer) return;
    const [, height, width] = layer.shape;
    const count = height * width;
    const next = (((cell[1] * width + cell[2] + by) % count) + count) % count;
    this.session.point([cell[0], Math.floor(next / width), next % width]);
  }
}
