/** A layer tried out with other settings. */
import type { WindowReads } from '../../core/geometry';
import type { Shape } from '../../core/tensor';

/** What a layer with other settings would make of what it reads (POST .../lab). */
export interface Experiment {
  readonly layer: string;
  readonly kind: string;
  /** The map that was computed: the last one, where fewer are left. */
  readonly channel: number;
  readonly settings: Settings;
  readonly knobs: readonly Knob[];
  readonly before: { readonly kind: string; readonly settings: Settings; readonly shape: Shape; readonly parameters: number; readonly macs: number };
  readonly input: { readonly layer: string; readonly shape: Shape };
  readonly shape: Shape | null;
  readonly reason: string | null;
  readonly arithmetic: readonly string[];
  readonly window: WindowReads | null;
  readonly surround: { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number };
  readonly dropped: Lines;
  readonly skipped: Lines;
  readonly unread: string;
  readonly map: { readonly shape: readonly [number, number]; readonly data: readonly (readonly number[])[] } | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly rim: { readonly cells: number; readonly mean: number; readonly inside: number | null } | null;
  readonly parameters: number;
  readonly bricks: { readonly filters: number; readonly channels: number; readonly rows: number; readonly columns: number; readonly biases: number; readonly told: string } | null;
  readonly macs: number;
  readonly told: readonly string[];
  readonly difference: readonly string[];
}

/** Where a knob stands: a number, [rows, columns], a word, on or off. */
export type Setting = number | readonly [number, number] | string | boolean;

export type Settings = Readonly<Record<string, Setting>>;

export interface Lines {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

/** Something that can be changed about a layer. */
export interface Knob {
  readonly name: string;
  readonly label: string;
  readonly about: string;
  readonly form: 'count' | 'amount' | 'choice' | 'switch';
  readonly least: number;
  readonly most: number | null;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}
