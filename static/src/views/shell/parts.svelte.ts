/** Parts of the page that come in files of their own, fetched when somebody is there to need them. */
import type { Component } from 'svelte';
import type { Session } from '../../state/session.svelte';

type Part = Component<{ session: Session }>;
const FILES = {
  threaded: async (): Promise<{ default: Part }> => import('./ThreadedView.svelte'),
  explain: async (): Promise<{ default: Part }> => import('../explain/Card.svelte'),
  lab: async (): Promise<{ default: Part }> => import('../lab/Lab.svelte'),
  guess: async (): Promise<{ default: Part }> => import('../guess/GuessCard.svelte'),
  turned: async (): Promise<{ default: Part }> => import('../open/TurnedView.svelte'),
  studio: async (): Promise<{ default: Part }> => import('../studio/Studio.svelte'),
  studioText: async (): Promise<{ default: Part }> => import('../studio/StudioText.svelte'),
  missions: async (): Promise<{ default: Part }> => import('../missions/Missions.svelte'),
  history: async (): Promise<{ default: Part }> => import('../history/History.svelte'),
  compare: async (): Promise<{ default: Part }> => import('../compare/Compare.svelte'),
  shapes: async (): Promise<{ default: Part }> => import('../shapes/ShapesView.svelte'),
  surgery: async (): Promise<{ default: Part }> => import('../surgery/Surgery.svelte'),
} as const;
export type PartName = keyof typeof FILES;

class Parts {
  here = $state.raw<Partial<Record<PartName, Part>>>({});
  #coming = new Set<PartName>();

  async need(name: PartName, session: Session): Promise<void> {
    if (this.#coming.has(name)) return;
    this.#coming.add(name);
    try {
      const { default: part } = await FILES[name]();
      this.here = { ...this.here, [name]: part };
    } catch {
      session.errands.fail('A part of this page could not be fetched from the server. Check that it is still running, then try again.', () => {
        this.#coming.delete(name);
        void this.need(name, session);
      });
    }
  }
}

export const parts = new Parts();
