/** How much room the stage has, and what that means for sizes. Set once by the stage, read by everything on it. */
import { createContext } from 'svelte';

export class Room {
  width = $state(952);
  /** Pictures and numbers stand beside each other, or (narrow) below each other. */
  readonly narrow: boolean = $derived(this.width < 900);
  readonly phone: boolean = $derived(this.width < 590);
  /** Very wide pages enlarge the stage; in between, only the gutters grow. */
  readonly scale: number = $derived(this.width >= 1180 ? 1.25 : 1);
}

export const [getRoom, setRoom] = createContext<Room>();
