/** What somebody tries on the open convolution, kept in the address: flip, combine, mute, move the bias. */
import { AS_LEARNED, COMBINATIONS, folded, reworked, tried, unfolded, type Combination, type Trial } from '../../core/trials';
import type { Session } from '../../state/session.svelte';
import { Turn } from './turn.svelte';

/** As long as a setting in the address may be. */
const LONGEST = 40;

export class Trials {
  readonly turn: Turn;
  /** While the bias is dragged: every view follows, the address waits. */
  #held = $state<number | null>(null);

  constructor(private readonly session: () => Session) {
    this.turn = new Turn(() => this.now.flip);
  }

  readonly #muted: ReadonlySet<number> = $derived.by(() => {
    const text = this.session().tool('mute');
    return text ? unfolded(text, 100_000) : AS_LEARNED.muted;
  });

  readonly now: Trial = $derived.by(() => {
    const session = this.session();
    return {
      flip: session.tool('flip') === '1',
      combination: COMBINATIONS.find((how) => how === session.tool('combine')) ?? 'sum',
      muted: this.#muted,
      shift: this.#held ?? finite(session.tool('bias')),
    };
  });
  readonly tried: boolean = $derived(tried(this.now));
  readonly reworked: boolean = $derived(reworked(this.now));

  flip(over: boolean): void {
    this.session().setTool('flip', over ? '1' : null);
  }

  combine(how: Combination): void {
    this.session().setTool('combine', how === 'sum' ? null : how);
  }

  /** Leave a channel out, or listen to it again; false where the address can hold no more. */
  mute(channel: number): boolean {
    const muted = new Set(this.#muted);
    if (!muted.delete(channel)) muted.add(channel);
    const text = folded(muted);
    if (text.length > LONGEST) return false;
    this.session().setTool('mute', text || null);
    return true;
  }

  drag(shift: number): void {
    this.#held = shift;
  }

  /** The bias stays where it was dragged. */
  drop(shift: number): void {
    this.#held = null;
    this.session().setTool('bias', shift === 0 ? null : shift.toFixed(2));
  }

  /** Everything as the network learned it. */
  reset(): void {
    this.#held = null;
    for (const name of ['flip', 'combine', 'mute', 'bias']) if (this.session().tool(name) !== undefined) this.session().setTool(name, null);
  }
}

const finite = (text: string | undefined): number => (text !== undefined && Number.isFinite(Number(text)) ? Number(text) : 0);
