/** What one network changed against another. */
import type { Shape } from '../../core/tensor';
import type { NetworkSummary } from './networks';

type Sides = readonly [rows: number, columns: number];

/** One network in the figures that are compared (GET /api/networks/{network}/against/{other}). */
export interface Profile {
  readonly id: string;
  readonly title: string;
  readonly year: number | null;
  readonly input: NetworkSummary['input'];
  readonly first_layer: {
    readonly layer: string;
    readonly size: Sides;
    readonly stride: Sides;
    readonly padding: Sides;
    readonly filters: number;
    readonly shape: Shape;
    readonly parameters: number;
  } | null;
  readonly parameters: number;
  readonly macs: number;
  readonly aside: number;
  readonly depth: number;
  readonly layers: number;
  readonly dense_share: number;
  readonly seats: readonly { readonly stage: string; readonly layers: number; readonly parameters: number; readonly share: number; readonly macs: number; readonly work: number }[];
  readonly largest: { readonly layer: string; readonly stage: string; readonly parameters: number; readonly share: number } | null;
  readonly sight: readonly { readonly layer: string; readonly stage: string; readonly depth: number; readonly field: Sides; readonly size: Sides }[];
  readonly work: readonly { readonly size: Sides; readonly layers: number; readonly macs: number; readonly share: number; readonly parameters: number; readonly kept: number }[];
  readonly kinds: readonly { readonly kind: string; readonly called: string; readonly stage: string; readonly layers: number }[];
  readonly ways: readonly { readonly way: string; readonly called: string }[];
}

export type Topic = 'picture' | 'first_layer' | 'kinds' | 'depth' | 'parameters' | 'macs' | 'seats' | 'sight' | 'work';

export interface Lineage {
  readonly network: Profile;
  readonly against: Profile;
  readonly gained: Profile['kinds'];
  readonly lost: Profile['kinds'];
  readonly new_ways: Profile['ways'];
  readonly old_ways: Profile['ways'];
  readonly said: Readonly<Record<Topic, string>>;
}
