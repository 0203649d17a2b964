import { vi } from 'vitest';

type Answers = (address: string, init?: RequestInit) => Promise<Response>;

/** All that the page asks is answered by one function, whether it asks by `fetch` or by XMLHttpRequest. */
export function answering(answers: Answers): void {
  vi.stubGlobal('fetch', answers);
  vi.stubGlobal('XMLHttpRequest', class {
    status = 0;
    response: ArrayBuffer | null = null;
    responseType = '';
    onload: (() => void) | null = null;
    onerror: (() => void) | null = null;
    onabort: (() => void) | null = null;
    #address = '';
    #over = false;
    open(_: string, address: string): void {
      this.#address = address;
    }
    setRequestHeader(): void {}
    abort(): void {
      this.#over = true;
      this.onabort?.();
    }
    send(body: string): void {
      answers(this.#address, { method: 'POST', body }).then(
        async (answer) => {
          this.response = await answer.arrayBuffer();
          this.status = answer.status;
          if (!this.#over) this.onload?.();
        },
        () => this.onerror?.(),
      );
    }
  });
}
