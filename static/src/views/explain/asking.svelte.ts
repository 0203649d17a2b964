/**
 * "What is this?": while it is on, pointing at a thing, moving to it with Tab or tapping it asks
 * what it is instead of using it. Whatever can be asked about carries `data-explain`.
 */
export interface About {
  readonly topic: string;
  /** What stands printed on the thing itself. */
  readonly printed: string;
}

const CARD = '[data-explain-card]';
const SWITCH = '[data-explain-switch]';
const LONGEST = 80;

class Asking {
  on = $state(false);
  about = $state.raw<About | null>(null);
  /** A thing that was tapped stays until another one is. */
  #pinned = false;

  toggle = (): void => {
    this.on = !this.on;
    this.about = null;
    this.#pinned = false;
  };

  /** Listen to the whole page before anything on it does; answers how to stop. */
  listen = (): (() => void) => {
    const stop = new AbortController();
    const before = { capture: true, signal: stop.signal };
    document.addEventListener('pointerover', (event) => this.#seen(event.target), before);
    document.addEventListener('focusin', (event) => this.#seen(event.target, true), before);
    document.addEventListener('pointerdown', (event) => this.#instead(event), before);
    document.addEventListener('click', (event) => this.#pin(event), before);
    document.addEventListener('keydown', (event) => event.key === 'Escape' && this.#leave(event), before);
    return () => stop.abort();
  };

  #seen(target: EventTarget | null, moved = false): void {
    if (this.#pinned && !moved) return;
    const found = asked(target);
    if (!found) return;
    this.#pinned = false;
    this.about = found;
  }

  #pin(event: Event): void {
    if (!this.#instead(event)) return;
    const found = asked(event.target);
    this.#pinned = found !== null;
    if (found) this.about = found;
  }

  /** Keep an event from doing what it usually does, unless it belongs to the question itself. */
  #instead(event: Event): boolean {
    if ((event.target as Element | null)?.closest?.(`${CARD}, ${SWITCH}`)) return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  #leave(event: Event): void {
    event.preventDefault();
    event.stopPropagation();
    this.toggle();
  }
}

/** What a thing on the page is about: its own topic or that of what it lies in. */
export function asked(target: EventTarget | null): About | null {
  if (!(target instanceof Element) || target.closest(CARD)) return null;
  const thing = target.closest<HTMLElement>('[data-explain]');
  return thing ? { topic: thing.dataset.explain!, printed: printedOn(target) } : null;
}

function printedOn(target: Element): string {
  const shown =
    target.closest<HTMLElement>('[data-explain-value]')?.dataset.explainValue ??
    target.getAttribute('aria-valuetext') ??
    (target instanceof HTMLInputElement || target instanceof HTMLSelectElement ? target.value : target.textContent);
  const text = (shown ?? '').trim().replace(/\s+/g, ' ');
  return text.length <= LONGEST ? text : '';
}

export const asking = new Asking();
