/**
 * What the page is looking at, and the only way to change it. Views read from here and call
 * its verbs; nobody else talks to the server or to the address bar. It is one thing to whoever
 * uses it, and told noun by noun, each class upon the one before:
 *
 *     page       what has been brought: view (in the URL), network, the run as it was learned
 *     workbench  edits and what they make of it: run, maps, before and after; undo and redo
 *     sight      what is looked at: layer, cell, value, and the maps that are drawn
 *     paths      the ways to go about: look, goTo, choose, step, descend, open, close
 *     visits     networks and links: follow, openNetwork, useWeights
 *     session    pictures: openSample, upload, draw, crop, alter
 */
import { isEdited } from '../core/edits';
import * as api from '../data/api';
import { Problem } from '../data/api';
import type { Changes, Crop } from '../data/types';
import { best, whoLooks } from './answering';
import { START, type View } from './view';
import { Visits } from './visits.svelte';

export class Session extends Visits {
  /** Whether the page is still on its way to where the sliders stand. */
  #altering: (() => boolean) | null = null;

  /** Open another network on the very picture that is on the page, cut as it is here. */
  async bring(id: string, change: Partial<View> = {}): Promise<void> {
    const { depth, scale } = this.view;
    const again = () => void this.bring(id, change);
    let run: string | null = null;
    let sent = false;
    await this.errands.attempt('Sending your picture', async (current, signal) => {
      const picture = await this.original.file();
      const crop = this.base?.picture.crop;
      if (picture) ({ run } = await this.arrivals.begin(id, picture, crop, signal));
      sent = current();
    }, again);
    if (!sent) return;
    this.decided = true;
    this.errands.remark = null;
    if (await this.visit({ ...START, depth, scale, network: id, run, ...change }, again)) this.write('push');
  }

  async openSample(id: string): Promise<void> {
    const { network } = this;
    const sample = network?.samples.find((s) => s.id === id);
    if (!network || !sample) return;
    await this.errands.attempt('Opening the picture', async (current, signal) => {
      const arrival = await this.arrivals.sample(network, sample, false, signal);
      const now = await this.edited(arrival.run, signal);
      if (current()) this.arrive(network, arrival, { sample: id, run: null }, 'push', now);
    }, () => void this.openSample(id));
  }

  /** Show the network the same picture, moved about; an amount of nothing is left out of the link. */
  alter(changes: Changes, history: 'push' | 'replace' = 'replace'): void {
    // The map that was chosen, or stood for its layer, stays while the picture moves.
    const map = this.view.map ?? this.cell[0];
    this.pointed = null;
    this.assign({ altered: changes, map });
    if (history === 'push') this.write('push');
    else this.writeAtRest();
    if (!this.#altering?.()) void this.#catchUp();
  }

  /** One question after the other until the page shows what the sliders say; what they said meanwhile is left out. */
  async #catchUp(): Promise<void> {
    const { network, base } = this;
    if (!network || !base) return;
    await this.errands.attempt(null, async (current, signal) => {
      this.#altering = current;
      try {
        for (let shown: Changes | null = null; shown !== this.view.altered; ) {
          const wanted: Changes = this.view.altered;
          const arrival = await this.arrivals.altered(network, base, this.original.given, wanted, signal);
          const now = await this.edited(arrival.run, signal);
          if (!current()) return;
          this.show(network, arrival, this.view, now);
          shown = wanted;
        }
      } finally {
        if (this.#altering === current) this.#altering = null;
      }
    }, () => void this.#catchUp());
  }

  /** Send a picture (a file, a drop, a paste) through the network. */
  async upload(picture: Blob, crop?: Crop): Promise<void> {
    const again = () => void this.upload(picture, crop);
    const { network, networks } = this;
    const undecided = !this.decided && !this.view.open && this.view.compare === null && !isEdited(this.view.edits);
    const other = network && undecided ? best(networks, network) : null;
    if (!network || !other || other.id === network.id) return this.#send('Sending your picture', picture, crop, 'push', again);
    await this.errands.attempt(`Showing your picture to ${other.title}`, async (current, signal) => {
      const to = await api.network(other.id);
      const arrival = await this.arrivals.send(to, picture, crop, signal);
      if (!current()) return;
      const { depth, scale } = this.view;
      this.arrive(to, arrival, { ...START, depth, scale, network: other.id, run: arrival.run.run }, 'push', null);
      this.errands.say(whoLooks(network, other));
    }, again);
  }

  /** A drawing under way: the newest stroke wins, and all strokes are one step in the history. */
  async draw(picture: Blob, first: boolean): Promise<void> {
    await this.#send(null, picture, undefined, first ? 'push' : 'replace', () => void this.draw(picture, first));
  }

  /** Show the network another square of the same picture. */
  async crop(crop: Crop): Promise<void> {
    const again = () => void this.crop(crop);
    await this.errands.attempt('Cutting your picture', async (current, signal) => {
      const picture = await this.original.file();
      if (!picture || !this.network) throw new Problem('The picture itself is not in this browser any more. Upload it again to cut it differently.', 0);
      const { base } = await this.arrivals.send(this.network, picture, crop, signal);
      const { altered } = this.view;
      const arrival = await this.arrivals.altered(this.network, base, picture, altered, signal);
      const now = await this.edited(arrival.run, signal);
      if (current()) this.arrive(this.network, arrival, { sample: null, run: base.run, altered }, 'push', now);
    }, again);
  }

  async #send(doing: string | null, picture: Blob, crop: Crop | undefined, history: 'push' | 'replace', again: () => void): Promise<void> {
    const { network } = this;
    if (!network) return;
    await this.errands.attempt(doing, async (current, signal) => {
      const arrival = await this.arrivals.send(network, picture, crop, signal);
      const now = await this.edited(arrival.run, signal);
      if (current()) this.arrive(network, arrival, { sample: null, run: arrival.run.run }, history, now);
    }, again);
  }
}
