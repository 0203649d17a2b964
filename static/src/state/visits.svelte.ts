/**
 * Visits: a network and a picture are brought about together, whether a link asks for them or
 * somebody chooses another network. What a link asks for and cannot have is said in a sentence.
 */
import { isEdited, type Edits } from '../core/edits';
import * as api from '../data/api';
import { Problem } from '../data/api';
import type { Network, Run } from '../data/types';
import { shares } from './answering';
import type { Arrival } from './arrivals';
import { findPicture } from './finding';
import { isBare, isLong, running } from './long';
import { NOTHING } from './page.svelte';
import { Paths } from './paths.svelte';
import { sound } from './sound';
import { edited, type Edited } from './surgery.svelte';
import { decode, isAltered, START, type View } from './view';

export class Visits extends Paths {
  /** Read the address bar and show what it asks for. Called once at start and on every Back and Forward. */
  async follow(hash: string): Promise<void> {
    const { view, damaged } = decode(hash);
    if (hash.length > 1) this.decided = true;
    this.errands.remark = damaged.length ? `Part of this link could not be read (${damaged.join(', ')}), so the page shows its usual start there.` : null;
    await this.visit(view, () => void this.follow(hash));
  }

  /** Another network, with the picture that is on the page where it can look at that too. */
  async openNetwork(id: string): Promise<void> {
    const { depth, scale, run, sample, compare } = this.view;
    this.decided = true;
    this.errands.remark = null;
    const along = shares(this.networks, this.view.network, id) ? { run, sample } : {};
    const shapes = isLong(this.networks.find((one) => one.id === id));
    if (await this.visit({ ...START, network: id, shapes, depth, scale, compare, ...along }, () => void this.openNetwork(id))) this.write('push');
  }

  /** Run the network whose shapes are on the page. */
  async runIt(): Promise<void> {
    if (await this.visit({ ...this.view, shapes: false }, () => void this.runIt())) this.write('push');
  }
  /** Only its shapes, and nothing computed. */
  async onlyShapes(): Promise<void> {
    const { network, weights, run, sample, depth, scale } = this.view;
    if (await this.visit({ ...START, network, weights, run, sample, depth, scale, shapes: true }, () => void this.onlyShapes())) this.write('push');
  }
  /** The same network and picture with weights that were loaded for it; null goes back to its own. */
  async useWeights(weights: string | null): Promise<void> {
    const { view } = this;
    const wanted = { ...view, weights, shapes: false, edits: START.edits, ink: START.ink, studio: null, trail: START.trail, lab: null };
    if (await this.visit(wanted, () => void this.useWeights(weights))) this.write('push');
  }
  /** Whether somebody has chosen which network to look at: until then, photos go to the one that is right most often. */
  protected decided = false;

  /** Bring a view about: its network, its picture, its maps. True when it is on the page. */
  protected async visit(view: View, again: () => void): Promise<boolean> {
    let done = false;
    await this.errands.attempt(running(this.networks.find((one) => one.id === view.network), view), async (current, signal) => {
      if (this.networks.length === 0) this.networks = api.networksOnPage() ?? (await api.networks());
      let wanted = view;
      if (!this.networks.some((n) => n.id === view.network)) {
        this.errands.say(`There is no network called ${view.network} here. This is ${START.network}.`);
        wanted = { ...START, depth: view.depth, scale: view.scale };
      }
      if (isBare(wanted) && isLong(this.networks.find((one) => one.id === wanted.network))) wanted = { ...wanted, shapes: true };
      const network = await this.#described(wanted);
      if (network.loaded !== wanted.weights) wanted = { ...wanted, weights: network.loaded };
      if (wanted.shapes) {
        if (current()) this.#outline(network, wanted);
        done = current();
        return;
      }
      // The first screen is drawn from a sketch, unless the link asks for a number.
      const sketch = !this.ready && !wanted.open && wanted.map === null && wanted.cell === null && !isAltered(wanted) && !isEdited(wanted.edits);
      const { arrival, view: found } = await findPicture(network, wanted, { arrivals: this.arrivals, original: this.original, say: (sentence) => this.errands.say(sentence), sketch, signal });
      const { now, edits } = await this.#asFarAsPossible(arrival.run, found.edits, signal);
      if (!current()) return;
      this.show(network, arrival, sound(network, { ...found, edits }, (sentence) => this.errands.say(sentence)), now);
      done = true;
    }, again);
    return done;
  }

  /** The network of a view, with the weights it names; with its own where those are gone. */
  async #described({ network: id, weights }: View): Promise<Network> {
    if (this.network?.id === id && this.network.loaded === weights) return this.network;
    try {
      return await api.network(id, weights);
    } catch (reason) {
      if (weights === null || !(reason instanceof Problem) || !reason.type.endsWith('weights-not-kept')) throw reason;
      this.errands.say(reason.sentence);
      return this.#described({ ...START, network: id });
    }
  }

  /** A network without a run: what it is built of. */
  #outline(network: Network, view: View): void {
    this.pointed = null;
    this.clock.pause();
    if (this.network?.id !== network.id) {
      this.forget();
    }
    this.network = network;
    this.plainRun = this.base = null;
    this.plainMaps = NOTHING;
    this.surgery.show(null, START.edits);
    this.assign({ ...START, network: network.id, weights: view.weights, shapes: true, run: view.run, sample: view.sample, depth: view.depth, scale: view.scale, layer: view.layer ?? network.layers[1]?.name ?? null });
  }

  /** The same for edits that come from a link: where they cannot be made, the network stays as it was learned. */
  async #asFarAsPossible(run: Run, edits: Edits, signal: AbortSignal): Promise<{ now: Edited | null; edits: Edits }> {
    try {
      return { now: await edited(run, edits, this.mapsOf, signal), edits };
    } catch (reason) {
      if (!(reason instanceof Problem) || reason.status !== 422) throw reason;
      this.errands.say(`The link edits the network in a way that is not possible. ${reason.sentence}`);
      return { now: null, edits: START.edits };
    }
  }

  protected arrive(network: Network, arrival: Arrival, picture: Pick<View, 'sample' | 'run'> & Partial<View>, history: 'push' | 'replace', now: Edited | null): void {
    this.errands.remark = null;
    this.show(network, arrival, { ...this.view, altered: START.altered, ...picture, cell: null }, now);
    this.write(history);
  }

  protected show(network: Network, { run, base, maps, original, exact }: Arrival, view: View, now: Edited | null): void {
    const changed = this.network?.id !== network.id || this.network.loaded !== network.loaded;
    const first = !this.ready;
    this.pointed = null;
    this.network = network;
    this.plainRun = run;
    this.base = base;
    this.plainMaps = maps;
    this.surgery.show(now, view.edits);
    this.exact = exact;
    this.original.show(original);
    this.assign(view.layer === null ? { ...view, layer: network.layers[1]?.name ?? null } : view);
    // The first screen needs what its own layer has learned; whoever comes back, or lands on a close-up, all of it.
    const little = changed && first && !this.view.open;
    if (changed) {
      this.forget();
      this.lastStudio = view.studio ?? '';
    }
    if (!little) this.taught.all(network);
    else if (this.layer?.parameters) this.taught.only(network, this.layer.name);
  }
}
