/** The brush: what it paints, how broadly, and whether it takes away. It is no part of what is made, so undo leaves it alone. */
import type { Session } from '../../state/session.svelte';

export const BROADEST = 3;
/** Typed values may go further than the colour scale. */
export const STRONGEST = 10;

export class Brush {
  value = $state(0.6);
  size = $state(1);
  erase = $state(false);

  constructor(private readonly session: Session) {
    const [value, size, erase] = session.tool('brush')?.split(',') ?? [];
    if (value && Number.isFinite(Number(value))) this.value = Math.max(-STRONGEST, Math.min(STRONGEST, Number(value)));
    if (size && Number(size) >= 1) this.size = Math.min(BROADEST, Number(size));
    this.erase = erase === 'e';
  }

  /** Once the hand rests, the link knows it too. */
  keep = (): void => this.session.setTool('brush', `${this.value},${this.size}${this.erase ? ',e' : ''}`);
}
