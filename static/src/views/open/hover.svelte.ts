/** The map under the pointer or the keyboard: its wires are shown for as long as it is there. */
import type { Chosen } from './wires';

export class Hover {
  at = $state.raw<Chosen | null>(null);
  over = (name: string, map: number): void => void (this.at = { name, map });
  leave = (): void => void (this.at = null);
}
