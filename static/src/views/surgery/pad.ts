/** From a map to the pad on which its filter can be painted. */
import type { LayerInfo } from '../../data/types';
import type { Session } from '../../state/session.svelte';

export function openOnPad(session: Session, _layer: LayerInfo, _channel: number): void {
  session.openStudio();
}
