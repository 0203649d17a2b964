/** After an edit the maps change one layer after the other, as the change runs through the network; the bars come last. */
import { untrack } from 'svelte';
import type { Tensor } from '../../core/tensor';
import { screen } from '../../state/screen';
import type { Edited } from '../../state/surgery.svelte';
import type { Session } from '../../state/session.svelte';

/** Milliseconds from one layer to the next; in a network of many layers less, so that all is done within MOST. */
const STEP = 40;
const MOST = 560;
const FADE = 240;

/** How many layers behind the first that changes comes this one, in milliseconds. */
export function delay(layers: readonly { readonly name: string }[], first: string, layer: string): number {
  const from = layers.findIndex(({ name }) => name === first);
  const at = layers.findIndex(({ name }) => name === layer);
  return Math.max(0, at - from) * Math.min(STEP, MOST / Math.max(1, layers.length - from));
}

/** Milliseconds after which the bars of the verdict may follow; 0 where nothing changes in turn. */
export function last(session: Session): number {
  const { inTurn, live } = session.surgery;
  const answer = session.layers.at(-1);
  return inTurn === null || live || screen.still.current || !answer ? 0 : delay(session.layers, inTurn, answer.name);
}

interface Drawn {
  readonly maps: Tensor | undefined;
  readonly now: Edited | null;
  readonly over?: HTMLCanvasElement;
}
const drawn = new WeakMap<HTMLCanvasElement, Drawn>();

/** Draw a layer's maps; where an edit changed them, the old ones fade away over the new in their turn. */
export const inTurn = (session: Session, layer: string, draw: (canvas: HTMLCanvasElement) => void) => (canvas: HTMLCanvasElement): void => {
  const before = drawn.get(canvas);
  const [now, maps, first] = untrack(() => [session.surgery.now, session.drawn(layer), session.surgery.inTurn] as const);
  const changed = first !== null && before !== undefined && before.now !== now && before.maps !== maps && canvas.width > 0;
  before?.over?.remove();
  const over = changed && !untrack(() => screen.still.current) ? copy(canvas) : undefined;
  draw(canvas);
  drawn.set(canvas, { maps, now, over });
  if (over) fade(over, canvas, delay(untrack(() => session.layers), first!, layer));
};

function copy(canvas: HTMLCanvasElement): HTMLCanvasElement {
  const over = canvas.cloneNode() as HTMLCanvasElement;
  over.getContext('2d')?.drawImage(canvas, 0, 0);
  return over;
}

/** The copy lies exactly over its canvas, which fills the box it stands in. */
function fade(over: HTMLCanvasElement, canvas: HTMLCanvasElement, wait: number): void {
  Object.assign(over.style, { position: 'absolute', inset: '0', pointerEvents: 'none' });
  canvas.after(over);
  const fading = over.animate?.([{ opacity: 1 }, { opacity: 0 }], { duration: FADE, delay: wait, fill: 'both', easing: 'ease-out' });
  if (fading) fading.onfinish = fading.oncancel = () => over.remove();
  else over.remove();
}
