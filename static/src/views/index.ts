/**
 * Which close-up serves which kind of layer: the only place where a kind's name meets a view.
 * A kind that is not listed gets the honest general one: inputs, window, output.
 */
import type { Component } from 'svelte';
import type { LayerInfo } from '../data/types';
import type { Session } from '../state/session.svelte';

export interface CloseUpProps {
  session: Session;
  layer: LayerInfo;
}
export type CloseUp = Component<CloseUpProps>;
