/** From a map to the pad on which its filter can be painted; the studio comes in files of its own. */
import type { LayerInfo } from '../../data/types';
import type { Session } from '../../state/session.svelte';

export async function openOnPad(session: Session, layer: LayerInfo, channel: number): Promise<void> {
  try {
    const studio = await import('../studio/learned');
    studio.openOnPad(session, layer.name, channel);
  } catch {
    session.errands.fail('The pad could not be fetched from the server. Check that it is still running, then try again.', () => void openOnPad(session, layer, channel));
  }
}
