/**
 * What is on the page before and after a step, and the way between: a map that is there both
 * times slides from its old place to its new one, so that an output is seen to become an input.
 * The step itself is done at once; only its look lags behind, and the next step takes over from
 * wherever things are seen to be.
 */
const FLIGHT = 420;
const STILL = 120;
const APART = 60;
const EASE = 'cubic-bezier(.2,.8,.2,1)';

/** Whatever shows a map says which: "layer map". */
const SHOWS = '[data-shows]';
export type Seen = ReadonlyMap<string, DOMRect>;

/** A thing that was pressed, as it looked. */
export interface Pressed {
  readonly box: DOMRect;
  readonly text: string;
  readonly background: string;
  readonly ink: string;
}

const flying = new Set<Animation>();

function run(element: Element, frames: Keyframe[], options: KeyframeAnimationOptions): Animation {
  const animation = element.animate(frames, options);
  flying.add(animation);
  animation.finished.then(() => flying.delete(animation), () => flying.delete(animation));
  return animation;
}

/** Where every map stands now, as it is seen, flights under way included. */
export function seen(root: ParentNode): Seen {
  const places = new Map<string, DOMRect>();
  for (const element of root.querySelectorAll<HTMLElement>(SHOWS)) {
    const box = element.getBoundingClientRect();
    if (box.width > 0 && !places.has(element.dataset.shows!)) places.set(element.dataset.shows!, box);
  }
  return places;
}

/** Let what was seen before fly to where it is now; the rest comes in between, left to right. */
export function fly(before: Seen, stage: HTMLElement, still: boolean): void {
  for (const animation of flying) animation.cancel();
  flying.clear();
  if (still) {
    run(stage, [{ opacity: 0 }, { opacity: 1 }], { duration: STILL });
    return;
  }
  const flyers = [...stage.querySelectorAll<HTMLElement>(SHOWS)].filter((element) => before.has(element.dataset.shows!));
  const homes = flyers.map((element) => element.getBoundingClientRect());
  const others = columns(stage, flyers);
  flyers.forEach((element, i) => {
    const [from, to] = [before.get(element.dataset.shows!)!, homes[i]!];
    if (to.width === 0 || (Math.abs(from.left - to.left) < 1 && Math.abs(from.top - to.top) < 1)) return;
    const move = `translate(${from.left - to.left}px, ${from.top - to.top}px) scale(${from.width / to.width}, ${from.height / to.height})`;
    run(element, [{ transform: move, transformOrigin: '0 0', zIndex: 3 }, { transform: 'none', transformOrigin: '0 0', zIndex: 3 }], { duration: FLIGHT, easing: EASE });
  });
  others.forEach((element, i) => run(element, [{ opacity: 0 }, { opacity: 1 }], { duration: 240, delay: Math.min(i * APART, 180), fill: 'backwards', easing: 'ease-out' }));
}

/** The parts of the stage that nothing flies into, from left to right. */
function columns(stage: HTMLElement, flyers: readonly HTMLElement[]): HTMLElement[] {
  const parts = [...(stage.querySelector('.body') ?? stage).children].flatMap((part) => [...part.children]) as HTMLElement[];
  return parts
    .filter((part) => part instanceof HTMLElement && !flyers.some((flyer) => part.contains(flyer)))
    .map((part) => ({ part, left: part.getBoundingClientRect().left }))
    .sort((a, b) => a.left - b.left)
    .map(({ part }) => part);
}

/** How something looks that is about to be followed. */
export function look(element: Element): Pressed {
  const style = getComputedStyle(element);
  const text = (element.textContent ?? '').trim();
  return { box: element.getBoundingClientRect(), text: text.length < 12 ? text : '', background: style.backgroundColor, ink: style.color };
}

/** The followed number lifts off and lands on its cell in the map it came from. */
export function lift({ box, text, background, ink }: Pressed, onto: Element | null): void {
  if (!onto || box.width === 0 || box.width > 120) return;
  const to = onto.getBoundingClientRect();
  const ghost = document.createElement('div');
  ghost.setAttribute('aria-hidden', 'true');
  ghost.textContent = text;
  Object.assign(ghost.style, {
    position: 'fixed', zIndex: '30', left: `${box.left}px`, top: `${box.top}px`, width: `${box.width}px`, height: `${box.height}px`,
    display: 'grid', placeItems: 'center', borderRadius: '3px', background, color: ink, font: '500 12px/1 var(--sans)', pointerEvents: 'none',
  });
  document.body.append(ghost);
  const [dx, dy] = [to.left + to.width / 2 - box.left - box.width / 2, to.top + to.height / 2 - box.top - box.height / 2];
  const small = Math.max(6, to.width) / box.width;
  const animation = run(ghost, [
    { transform: 'none', opacity: 1 },
    { transform: 'translateY(-6px) scale(1.15)', opacity: 1, offset: 0.25 },
    { transform: `translate(${dx}px, ${dy}px) scale(${small})`, opacity: 0.2 },
  ], { duration: FLIGHT, easing: EASE });
  animation.finished.then(() => ghost.remove(), () => ghost.remove());
}
