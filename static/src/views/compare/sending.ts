/** Pictures on their way through a network: the one on the page, a sample, an upload, or one made from another. */
import * as api from '../../data/api';
import { Problem } from '../../data/api';
import { recall, remember } from '../../data/remembered';
import type { Crop, Network, Run, Sample } from '../../data/types';
import type { Session } from '../../state/session.svelte';
import type { Picture } from './link';

const GONE = 'This picture is no longer kept here. Choose another one, or upload it again.';

/** A network, and the weights loaded for it, if any: a picture is sent through those. */
type Through = Pick<Network, 'id' | 'loaded'>;

/** Send a picture, and keep it in this browser under the name of its run. */
export async function sent({ id, loaded }: Through, picture: Blob, crop?: Crop): Promise<Run> {
  const run = await api.start(id, picture, crop, undefined, loaded);
  void remember({ run: run.run, network: id, picture, crop, when: Date.now() });
  return run;
}

/** The picture on the page through any network, moved about as it is there; edits of one network are nothing to another. */
export async function pageThrough(session: Session, network: Through): Promise<Run> {
  const [plain, base] = [session.plain!.run, session.base!];
  if (plain.network === network.id) return plain;
  const picture = await session.original.file();
  const run = await (picture ? sent(network, picture, base.picture.crop) : sent(network, await api.picture(base.picture.pixels)));
  const { altered } = session.view;
  return Object.keys(altered).length ? api.alter(run.run, altered) : run;
}

/** The samples there are for a network: its own, else those of the network on the page. */
export const samplesFor = (session: Session, network: Network): readonly Sample[] =>
  network.samples.length ? network.samples : (session.network?.samples ?? []);

/** A chosen picture through a network; `first` is what the second may be made from. */
export async function through(session: Session, network: Network, picture: Picture, first: Run | null): Promise<Run> {
  if (picture.from === 'page') return pageThrough(session, network);
  if (picture.from === 'sample') {
    const sample = samplesFor(session, network).find(({ id }) => id === picture.id);
    if (!sample) throw new Problem(`There is no sample called ${picture.id} for ${network.title}. Choose another picture.`, 404);
    return sent(network, await api.picture(sample.picture));
  }
  if (picture.from === 'run') return uploaded(network, picture.id);
  if (!first) throw new Problem(GONE, 404);
  if (picture.from === 'moved') return api.alter(first.run, { [picture.by]: picture.amount });
  return sent(network, await mirrored(await api.picture(first.picture.pixels)));
}

async function uploaded(network: Network, id: string): Promise<Run> {
  const kept = await recall(id);
  try {
    const run = await api.run(id);
    if (run.network === network.id && run.loaded === network.loaded) return run;
  } catch (reason) {
    if (!kept) throw reason;
  }
  if (!kept) throw new Problem(GONE, 404);
  return sent(network, kept.picture, kept.crop);
}

/** Left and right change places. */
async function mirrored(picture: Blob): Promise<Blob> {
  const image = await createImageBitmap(picture);
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [image.width, image.height];
  const context = canvas.getContext('2d')!;
  context.setTransform(-1, 0, 0, 1, image.width, 0);
  context.drawImage(image, 0, 0);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Problem('The picture could not be mirrored in this browser.', 0))), 'image/png'));
}
