/**
 * Where things stand on the stage, so that lines can be drawn between them. Elements are marked
 * by name; their boxes, relative to the root, are measured when the layout changes, never while
 * numbers move.
 */
export interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export class Anchors {
  places = $state.raw<ReadonlyMap<string, Place>>(new Map());
  #root: Element | null = null;
  #marked = new Map<string, Element>();
  #frame = 0;
  #observer = new ResizeObserver(() => this.#soon());

  root = (element: Element): (() => void) => {
    this.#root = element;
    this.#observer.observe(element);
    return () => {
      cancelAnimationFrame(this.#frame);
      this.#observer.disconnect();
    };
  };

  mark = (name: string) => (element: Element): (() => void) => {
    this.#marked.set(name, element);
    this.#observer.observe(element);
    this.#soon();
    return () => {
      this.#observer.unobserve(element);
      if (this.#marked.get(name) === element) this.#marked.delete(name);
      this.#soon();
    };
  };

  #soon(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#measure());
  }

  #measure(): void {
    if (!this.#root) return;
    const origin = this.#root.getBoundingClientRect();
    this.places = new Map([...this.#marked].map(([name, element]) => {
      const box = element.getBoundingClientRect();
      return [name, { left: box.left - origin.left, top: box.top - origin.top, width: box.width, height: box.height }];
    }));
  }
}

/** A point on a place, in shares of its width and height. */
export const on = (place: Place, x: number, y: number): readonly [number, number] =>
  [place.left + place.width * x, place.top + place.height * y];

/** A line between things on the stage, as SVG draws it. */
export interface Line {
  readonly d: string;
  readonly ink?: string;
  readonly width?: number;
  readonly faint?: boolean;
}

type Point = readonly [number, number];
const at = ([x, y]: Point): string => `${x.toFixed(1)} ${y.toFixed(1)}`;

export const line = (from: Point, to: Point): string => `M${at(from)}L${at(to)}`;

/** A wire that leaves and arrives level. */
export function wire(from: Point, to: Point): string {
  const middle = (from[0] + to[0]) / 2;
  return `M${at(from)}C${at([middle, from[1]])} ${at([middle, to[1]])} ${at(to)}`;
}

/** A line that drops straight to a level and bends from there to its cell. */
export function drop(from: Point, to: Point, level: number): string {
  const turn = Math.min(level, to[1] - 8);
  const fall = to[1] - turn;
  return `M${at(from)}L${at([from[0], turn])}C${at([from[0], turn + fall * 0.6])} ${at([to[0] + (from[0] - to[0]) * 0.3, to[1] - fall * 0.3])} ${at(to)}`;
}
