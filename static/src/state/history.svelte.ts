/** What can be taken back: whole states, oldest first. Changes of one gesture are one step. */
export class History<State> {
  past = $state.raw<readonly State[]>([]);
  future = $state.raw<readonly State[]>([]);
  #gesture: string | null = null;

  /** As many steps as can be taken back. */
  static readonly DEPTH = 500;

  /** Something is about to change; `gesture` names the stroke or drag it belongs to. */
  record(before: State, gesture?: string): void {
    const same = gesture !== undefined && gesture === this.#gesture;
    this.#gesture = gesture ?? null;
    if (same) return;
    this.past = [...this.past, before].slice(-History.DEPTH);
    this.future = [];
  }

  /** One step back; null at the beginning. */
  undo(now: State): State | null {
    const before = this.past.at(-1);
    if (before === undefined) return null;
    this.#gesture = null;
    this.past = this.past.slice(0, -1);
    this.future = [...this.future, now];
    return before;
  }

  /** What was taken back, made again; null where nothing was. */
  redo(now: State): State | null {
    const after = this.future.at(-1);
    if (after === undefined) return null;
    this.#gesture = null;
    this.future = this.future.slice(0, -1);
    this.past = [...this.past, now];
    return after;
  }

  /** Another network: nothing of the old one can come back. */
  forget(): void {
    this.past = this.future = [];
    this.#gesture = null;
  }
}
