/**
 * Arrows inside the strip: within a layer as far as it goes, and beyond its edge to the nearest map
 * of the neighbouring layer. Works on boxes as they stand on the page, so it holds for every layout,
 * also for the strip that is turned a quarter.
 */
const STEPS: Record<string, readonly [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const centre = (element: Element): readonly [number, number] => {
  const { left, top, width, height } = element.getBoundingClientRect();
  return [left + width / 2, top + height / 2];
};

/** The nearest box in a direction, straight ahead counting more than aside; null at the edge. */
export function nearest(from: readonly [number, number], [dx, dy]: readonly [number, number], boxes: readonly (readonly [number, number])[]): number | null {
  let best: number | null = null;
  let least = Infinity;
  boxes.forEach(([x, y], i) => {
    const ahead = (x - from[0]) * dx + (y - from[1]) * dy;
    const aside = Math.abs((x - from[0]) * dy) + Math.abs((y - from[1]) * dx);
    const distance = ahead + 3 * aside;
    if (ahead > 2 && distance < least) [best, least] = [i, distance];
  });
  return best;
}

/**
 * The list that lies next in a direction: before all others one that lies level with this one, so
 * that a lane is walked to its end, and up and down lead to the lane above or below.
 */
function neighbour(list: Element, all: readonly Element[], [dx, dy]: readonly [number, number]): Element | undefined {
  const here = list.getBoundingClientRect();
  const far = (other: Element): number => {
    const box = other.getBoundingClientRect();
    const ahead = dx ? (dx > 0 ? box.left - here.right : here.left - box.right) : dy > 0 ? box.top - here.bottom : here.top - box.bottom;
    const [from, to, start, end] = dx ? [box.top, box.bottom, here.top, here.bottom] : [box.left, box.right, here.left, here.right];
    const aside = Math.max(0, from - end, start - to);
    return ahead < -2 ? Infinity : ahead + (dx ? 40 : 2) * aside;
  };
  const near = all.filter((other) => other !== list && far(other) < Infinity).sort((a, b) => far(a) - far(b))[0];
  // Up and down lead to another lane, never to a list that merely lies elsewhere.
  return near && (dx || far(near) < LANES || list.clientHeight < list.clientWidth) ? near : undefined;
}
/** Lanes that lie farther apart than this are no neighbours, in pixels. */
const LANES = 300;

export function move(event: KeyboardEvent): void {
  const from = event.currentTarget as HTMLElement;
  const step = STEPS[event.key];
  const list = from.closest('[data-column]');
  const strip = from.closest('[data-strip]');
  if (!list || !strip || event.altKey || event.ctrlKey || event.metaKey) return;
  const own = [...list.querySelectorAll<HTMLElement>('[data-stop], [role=option]')];
  if (event.key === 'Home' || event.key === 'End') {
    event.preventDefault();
    (event.key === 'Home' ? own[0] : own.at(-1))?.focus();
    return;
  }
  if (!step) return;
  event.preventDefault();
  const boxes = own.filter((element) => element !== from);
  const within = nearest(centre(from), step, boxes.map(centre));
  if (within !== null) return boxes[within]!.focus();
  const next = neighbour(list, [...strip.querySelectorAll('[data-column]')], step);
  const stops = next ? [...next.querySelectorAll<HTMLElement>('[data-stop], [role=option]')] : [];
  const [x, y] = centre(from);
  const far = ([a, b]: readonly [number, number]) => (step[0] !== 0 ? Math.abs(b - y) : Math.abs(a - x));
  stops.sort((a, b) => far(centre(a)) - far(centre(b)))[0]?.focus();
}
