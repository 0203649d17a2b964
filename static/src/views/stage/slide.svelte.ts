/** The sliding window: cell after cell, row after row, until it is stopped or has seen everything. */
import type { Session } from '../../state/session.svelte';

const MS_A_CELL = 90;
const calm = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

export class Slide {
  playing = $state(false);
  #frame = 0;
  #due = 0;

  constructor(private readonly session: Session) {}

  /** Where motion is unwelcome, one press is one step. */
  get single(): boolean {
    return calm();
  }

  toggle(): void {
    if (this.playing) this.stop();
    else if (this.single) this.step();
    else this.#play();
  }

  /** One cell on; from the last back to the first. */
  step(): void {
    this.#on(1);
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
  }

  #play(): void {
    this.playing = true;
    this.session.clock.pause();
    this.#due = performance.now();
    const tick = (now: number) => {
      const each = MS_A_CELL / this.session.clock.speed;
      const cells = Math.floor((now - this.#due) / each);
      if (cells > 0) {
        this.#due += cells * each;
        this.#on(cells);
      }
      this.#frame = requestAnimationFrame(tick);
    };
    this.#frame = requestAnimationFrame(tick);
  }

  #on(by: number): void {
    const { layer, cell } = this.session;
    if (!layer) return;
    const [, height, width] = layer.shape;
    const next = (cell[1] * width + cell[2] + by) % (height * width);
    this.session.point([cell[0], Math.floor(next / width), next % width]);
  }
}
