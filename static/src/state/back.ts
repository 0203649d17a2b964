/** A run that the server no longer keeps is brought back from the picture that this browser remembers. */
import * as api from '../data/api';
import { recall } from '../data/remembered';
import type { Page } from './page.svelte';

/** Send the picture again, moved about as it was; false where nobody has it any more. */
export async function broughtBack({ network, base, view }: Page): Promise<boolean> {
  const upload = base && (await recall(base.run));
  if (!network || !base || !upload) return false;
  await api.start(network.id, upload.picture, upload.crop);
  if (Object.keys(view.altered).length) await api.alter(base.run, view.altered);
  return true;
}
