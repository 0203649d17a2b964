/** Whatever shows the maps of a layer says so while it is on the screen: large networks are fetched as they are looked at. */
import { untrack } from 'svelte';
import type { Session } from '../state/session.svelte';

/** How far outside the screen a layer is already fetched, in pixels. */
const AHEAD = '240px';

/** An attachment; `layer` may change while the element stays. */
export const inSight = (session: Session, layer: string) => (element: Element): (() => void) => {
  if (!session.large || typeof IntersectionObserver === 'undefined') return () => {};
  let leave: (() => void) | null = null;
  void [session.maps, session.view.ink]; // for another picture, or its changes, it is looked at anew
  const watch = () => untrack(() => session.watch(layer));
  const observer = new IntersectionObserver((entries) => {
    const seen = entries.at(-1)!.isIntersecting;
    if (seen === (leave !== null)) return;
    if (seen) leave = watch();
    else {
      leave?.();
      leave = null;
    }
  }, { rootMargin: AHEAD, scrollMargin: AHEAD }); // the second for what a box that scrolls cuts off
  observer.observe(element);
  return () => {
    observer.disconnect();
    leave?.();
  };
};
