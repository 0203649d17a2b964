/** Play, pause, speed: the one clock that moves the playhead. */
export const SPEEDS = [0.25, 0.5, 1, 2, 4, 8] as const;
const SECONDS_A_STEP = 2.4;

export class Clock {
  playing = $state(false);
  speed = $state<number>(1);
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `step` moves on by one and says whether there is anything left to play. */
  constructor(private readonly step: () => boolean) {}

  toggle(): void {
    if (this.playing) this.pause();
    else this.play();
  }

  play(): void {
    this.playing = true;
    this.#wait();
  }

  pause(): void {
    this.playing = false;
    clearTimeout(this.#timer);
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (!this.playing) return;
      if (this.step()) this.#wait();
      else this.pause();
    }, (SECONDS_A_STEP * 1000) / this.speed);
  }
}
