/**
 * How the network's input lies on the picture as it was given. For a photo one division; for a
 * drawing, which was fitted by its ink, it is found by laying one over the other.
 */
import { cutOut, type Placing } from '../core/origin';
import { channel } from '../core/tensor';
import type { Session } from './session.svelte';

/** Shrunk to at most this side before it is compared. */
const SIDE = 128;

export class Origin {
  /** Null where no place is known: not yet, or the way back was lost. */
  placing = $state.raw<Placing | null>(null);
  /** The picture itself, once it is decoded; null when this browser does not have it. */
  image = $state.raw<HTMLImageElement | null>(null);

  constructor(of: () => Session, private readonly wanted: 'place' | 'pixels' = 'place') {
    $effect(() => {
      const session = of();
      const { run, network, original } = session;
      const address = original.address;
      if (!run || !network) return;
      const [, , columns] = network.layers[0]!.shape;
      const plain = network.preprocessing.kind === 'photo';
      let current = true;
      this.placing = plain ? cutOut(run.picture.crop, columns) : null;
      this.image = null;
      if (address && (!plain || this.wanted === 'pixels')) {
        void decoded(address).then(async (image) => {
          if (!current || !image) return;
          this.image = image;
          if (!plain) this.placing = await found(session, image);
        });
      }
      return () => (current = false);
    });
  }
}

async function decoded(address: string): Promise<HTMLImageElement | null> {
  const image = new Image();
  image.src = address;
  return image.decode().then(() => image, () => null);
}

async function found(session: Session, image: HTMLImageElement): Promise<Placing | null> {
  const { register } = await import('../core/register');
  const input = session.layers[0];
  const maps = input && session.maps.get(input.name);
  if (!input || !maps || !session.run) return null;
  const { width, crop } = session.run.picture;
  const canvas = document.createElement('canvas');
  const shrink = Math.min(1, SIDE / Math.max(image.naturalWidth, image.naturalHeight));
  canvas.width = Math.max(1, Math.round(image.naturalWidth * shrink));
  canvas.height = Math.max(1, Math.round(image.naturalHeight * shrink));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  const grey = Float32Array.from({ length: canvas.width * canvas.height }, (_, i) =>
    0.299 * data[4 * i]! + 0.587 * data[4 * i + 1]! + 0.114 * data[4 * i + 2]!);
  return register(
    { values: grey, width: canvas.width, height: canvas.height }, width / canvas.width,
    { values: channel(maps, 0), width: input.shape[2], height: input.shape[1] }, crop);
}
