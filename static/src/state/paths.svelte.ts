/**
 * The ways to go about: from layer to layer, from a number to those it came from and back, into
 * the close-up and the studio. Each is written into the address bar.
 */
import { ALL } from '../core/folding';
import type { Cell } from '../core/tensor';
import type { LayerInfo } from '../data/types';
import { carried, telling } from './choice';
import { Clock } from './clock.svelte';
import { Sight } from './sight.svelte';
import { LONGEST_TRAIL, START, type Depth, type Scale, type Stop, type View } from './view';

export class Paths extends Sight {
  readonly clock = new Clock(() => this.step(1, 'replace'));

  /** Change what is shown. A new layer, picture or network is a step that Back undoes; the rest is not. */
  look(change: Partial<View>, history: 'push' | 'replace' = 'replace'): void {
    this.pointed = null;
    this.lastStudio = this.view.studio ?? this.lastStudio;
    void this.sharpen();
    const elsewhere = change.layer !== undefined && change.layer !== this.view.layer;
    const chose = elsewhere || change.map !== undefined || change.cell !== undefined;
    this.assign({
      ...(elsewhere ? { tools: START.tools, lab: null, studio: null, history: null, compare: null } : {}),
      ...(change.compare != null ? { history: null } : change.history != null ? { compare: null } : {}),
      ...(chose ? { trail: START.trail } : {}),
      ...change,
    });
    this.write(history);
  }

  /** Go to a layer, keeping the map and the place where the next layer carries them on. */
  goTo(name: string, choice: { map?: number; cell?: readonly [number, number]; open?: boolean } = {}, history: 'push' | 'replace' = 'push'): void {
    const to = this.layers.find((layer) => layer.name === name);
    if (!to) return;
    const led = choice.map === undefined ? this.#carry(to) : null;
    this.look({
      layer: name,
      map: choice.map ?? led?.[0] ?? null,
      cell: choice.cell ?? (led ? [led[1], led[2]] : null),
      open: choice.open ?? this.view.open,
    }, history);
  }

  #carry(to: LayerInfo): Cell | null {
    const { layer, cell, field } = this;
    return layer && this.ready ? carried({ layer, cell, field }, to, telling(this.network!, this.run, to)) : null;
  }

  /** Try a number out without choosing it; null goes back to the chosen one. */
  point(cell: Cell | null): void {
    const [a, b] = [this.pointed, cell];
    if (a === b || (a && b && a.every((v, i) => v === b[i]))) return;
    this.pointed = cell;
  }

  /** Choose a map, of this layer or of another: a step to another layer is one that Back undoes. */
  choose(map: number, cell: readonly [number, number] | null = null, layer = this.layer?.name ?? null): void {
    this.look({ layer, map, cell }, layer === this.layer?.name ? 'replace' : 'push');
  }

  /** One layer on or back; false at the ends. */
  step(by: number, history: 'push' | 'replace' = 'push'): boolean {
    const next = this.walk[this.place + by];
    if (!next) return false;
    this.goTo(next.name, {}, history);
    return this.place < this.walk.length - 1 || by < 0;
  }

  /** Fold a module or unfold it. Whoever stands inside a module that is folded comes out at its end. */
  fold(name: string): void {
    const open = [...this.view.unfolded, ...(this.within === name ? [name] : [])];
    const module = this.folding.modules.find((one) => one.name === name);
    if (!module) return;
    const unfolded = this.folding.toggled(open, name);
    if (this.within !== name) return this.look({ unfolded }, 'push');
    this.assign({ unfolded });
    this.goTo(module.output);
  }

  /** Into a branch of a folded module. */
  enter(module: string, layer: string): void {
    const { unfolded } = this.view;
    const open = unfolded.includes(module) || unfolded.includes(ALL) ? unfolded : this.folding.toggled(unfolded, module);
    this.assign({ unfolded: open });
    this.goTo(layer);
  }

  /** Follow a term to the number it came from, and keep the way back. */
  descend(layer: string, map: number, cell: readonly [number, number]): void {
    if (!this.layer || !this.layers.some((l) => l.name === layer)) return;
    const [c, row, column] = this.cell;
    const here: Stop = { layer: this.layer.name, map: c, cell: [row, column] };
    this.look({ layer, map, cell, trail: [...this.view.trail, here].slice(-LONGEST_TRAIL) }, 'push');
  }

  /** Back to a number that was come from; the trail ends there again. */
  ascend(stop: number): void {
    const to = this.view.trail[stop];
    if (to) this.look({ ...to, trail: this.view.trail.slice(0, stop) }, 'push');
  }

  /** A setting of the open close-up. */
  tool = (name: string): string | undefined => this.view.tools[name];
  setTool(name: string, value: string | null): void {
    const { [name]: _, ...rest } = this.view.tools;
    this.look({ tools: value === null ? rest : { ...rest, [name]: value } });
  }

  open(): void {
    if (this.ready && !this.view.open && this.layer) this.goTo(this.layer.name, { map: this.cell[0], cell: [this.cell[1], this.cell[2]], open: true });
  }

  close(): void {
    if (this.view.open) this.look({ open: false, studio: null }, 'push');
  }

  setDepth = (depth: Depth): void => this.look({ depth });
  setScale = (scale: Scale): void => this.look({ scale });

  /** Into the studio, where it was left, or with something on the pad. */
  openStudio(studio = this.lastStudio): void {
    this.look({ studio, open: true, compare: null, history: null }, 'push');
  }
  closeStudio(): void {
    if (this.view.studio !== null) this.look({ studio: null }, 'push');
  }
}
