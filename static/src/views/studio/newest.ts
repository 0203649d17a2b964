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
    for (let next = this.#next; next; next = this.#next) {
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
