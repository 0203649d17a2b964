/**
 * Questions of which only the newest matters: one is under way at a time, and when its answer is
 * here the newest is asked next; those between were never asked. So no answer comes after a later one.
 */
export class Newest<Question, Answer> {
  #next: { readonly question: Question } | null = null;
  #asking = false;
  #closed = false;

  constructor(
    private readonly ask: (question: Question) => Promise<Answer>,
    private readonly told: (answer: Answer, question: Question) => void,
    private readonly failed: (reason: unknown, question: Question) => void,
    /** What a question waits for; which one is asked then is only settled after it. */
    private readonly ready: (() => Promise<void>) | null = null,
  ) {}

  want(question: Question): void {
    this.#next = { question };
    if (!this.#asking) void this.#run();
  }

  /** Nothing is wanted any more; what is under way is still told. */
  drop(): void {
    this.#next = null;
  }

  /** Nobody looks any more: an answer still on its way is for nothing. */
  close(): void {
    this.#next = null;
    this.#closed = true;
  }

  async #run(): Promise<void> {
    this.#asking = true;
    while (this.#next) {
      if (this.ready) await this.ready();
      const next = this.#next;
      if (!next) break;
      this.#next = null;
      try {
        const answer = await this.ask(next.question);
        if (!this.#closed) this.told(answer, next.question);
      } catch (reason) {
        if (!this.#closed) this.failed(reason, next.question);
      }
    }
    this.#asking = false;
  }
}
