/** What there is on the timeline and on the way back: frames, fields, the trail, the pixel at its end. */
import { number, percent, plural, whole } from '../../core/format';
import { influence } from '../../core/influence';
import { title } from '../../core/naming';
import { saidStop } from '../../core/stops';
import { effective } from '../../state/effective.svelte';
import type { Session } from '../../state/session.svelte';
import type { Topics } from '../explain/topic';

const stops = (session: Session) => session.view.trail.map((stop) => saidStop(session.layers, session.valueAt, session.network!.classes, stop));
const seen = (session: Session) => {
  const box = session.field.get(session.layers[0]!.name);
  return box ? { tall: box.bottom - box.top + 1, wide: box.right - box.left + 1, box } : null;
};

export const topics: Topics = {
  frame: {
    name: 'A frame',
    summary: ({ session: { layers }, layer }) => `One layer of ${whole(layers.length)}, with one of its maps: the chosen one, what it was made of, what came of it. You are at ${title(layers, layer.name)}. Click a frame to go there.`,
    eli5: 'A strip of film. The picture goes in at the left; each frame is what it has become.',
    in_depth: 'The pink box on a frame is what the chosen number can depend on there. Frames outlined in pink are those you came from by following numbers; a click leads back to just that number. Frames to the right of the current one are paler: they do not matter to it.',
  },
  given: {
    name: 'The picture as given',
    summary: ({ session: { run } }) => `Your picture before anything was done to it: ${whole(run!.picture.width)} × ${whole(run!.picture.height)} pixels. The pink outline is what the chosen number can depend on.`,
    eli5: 'This is your own picture. The pink box shows which bit of it made the number you are looking at.',
    in_depth: ({ session: { run, layers } }) => `The network never saw this, only ${layers[0]!.shape[2]} × ${layers[0]!.shape[1]} numbers a channel made from the square outlined in white: ${run!.picture.notes.join(' ')}`,
  },
  field: {
    name: 'Receptive field',
    summary: ({ session }) => {
      const field = seen(session);
      return field ? `The chosen number can depend on ${field.tall} × ${field.wide} pixels of what the network sees, and on nothing outside them.` : 'The part of the picture that a number can depend on.';
    },
    eli5: 'Like looking through a tube: this number sees only what lies inside the pink box. The deeper the layer, the wider the tube.',
    in_depth: ({ session, layer }) => `It grows with depth and stride and is not the size of one filter: at ${title(session.layers, layer.name)} it can reach ${layer.receptive_field[0]} × ${layer.receptive_field[1]} pixels, less at the edge of the picture. Every box on the frames follows from which cells each layer reads. That it can depend on a pixel does not mean that it does.`,
  },
  effective: {
    name: 'What really matters',
    summary: ({ session }) => {
      const field = seen(session);
      const slopes = effective.slopes?.get(session.layers[0]!.name);
      const told = session.view.effective && field && slopes ? influence(slopes, field.box) : null;
      return told && told.cells > 1
        ? `The outer half of its field matters ${percent(told.outer)}; half of all the say lies with ${plural(told.half, 'pixel')} of ${whole(told.cells)}.`
        : 'Shows in pink how steeply the chosen number follows each cell of its field: the effective field beside the theoretical one.';
    },
    eli5: 'It could listen to everything in the box. The pink shows whom it really listens to: mostly to the middle.',
    in_depth: 'The size of the gradient of the number with respect to every cell, summed over the channels, on every layer behind it. A pixel in the middle reaches the number on many paths, one at the rim on few: so effective fields are much smaller than theoretical ones (Luo, Li, Urtasun and Zemel, 2016). It holds for small changes of this picture only; where a rectifier has cut, the slope is 0.',
  },
  trail: {
    name: 'The numbers you came from',
    summary: ({ session }) => (session.view.trail.length ? `You came from ${stops(session).map(({ where, which, value }) => `${where}, ${which} (${value})`).join(', then ')}. Each of them is a way back.` : 'Click a number of a sum to go to where it came from; the way back is kept here.'),
    eli5: 'Bread crumbs. Every number is made of others; follow one, and another, and you end at a spot of your picture.',
    in_depth: 'Every term of a sum is a number of an earlier layer, and that again a sum, down to the pixels. The trail is part of the link and of the history, so Back, reload and a friend’s browser keep it. Choosing another number, layer or step begins anew.',
  },
  'trail-back': {
    name: 'One number back',
    summary: ({ session }) => {
      const last = stops(session).at(-1);
      return last ? `Back to ${last.words}. Backspace does the same, and so does Alt with the left arrow.` : 'Back to the number that was come from.';
    },
    eli5: 'One crumb back.',
    in_depth: 'It cuts the trail there. The browser’s own Back undoes whatever came last, this step back included.',
  },
  'way-up': {
    name: 'Up to the whole network',
    summary: 'Closes the close-up. Esc does the same; the number stays chosen.',
    eli5: 'Step back and see everything again.',
    in_depth: ({ session: { layers } }) => `The strip opens again with every map of all ${whole(layers.length)} layers. Nothing is lost: Back, or Enter, brings the close-up again.`,
  },
  sheet: {
    name: 'The sheet',
    summary: 'Holds the words and the steps under your thumb. Drag it, press its handle, or use the arrow keys on it: low, middle, full.',
    eli5: 'Pull it up to read, push it down to look.',
    in_depth: 'At its lowest it leaves everything above in reach: the page can be scrolled out from under it, and a sum stands just above its edge.',
  },
  unchecked: {
    name: 'Not checked',
    summary: 'The server did not answer when it was asked to make this sum again. The page’s own sum stands. Press to ask once more.',
    eli5: 'Nobody has looked over this sum yet.',
    in_depth: 'The page multiplies and adds the numbers it shows; the tick means that the server, with every term in double precision, came to the same. Without its answer there is no tick.',
  },
  'picture-pixel': {
    name: 'From your picture to a number',
    summary: ({ value, cell }) => `Where the number ${number(value)} at row ${cell[1]}, column ${cell[2]} came from: a small square of the picture as you gave it.`,
    eli5: 'Here the way ends. A little square of your picture was boiled down to one number for red, one for green, one for blue.',
    in_depth: ({ session: { run } }) => `The picture was cut to ${whole(run!.picture.crop.side)} × ${whole(run!.picture.crop.side)} pixels and resized (bicubic, with a filter as wide as four squares), so that the square’s neighbours count a little, too, and edges may overshoot: the mean of the square and what the network got differ by that. ${run!.picture.notes.join(' ')}`,
  },
  'input-channels': {
    name: 'What the network gets',
    summary: ({ session: { layers, maps } }) => `${whole(maps.get(layers[0]!.name)!.data.length)} numbers from 0 to 1. Move over a channel to choose another pixel.`,
    eli5: 'Three sheets of squared paper, one for each colour, with a number in every box.',
    in_depth: ({ value }) => `Bytes divided by 255: this one is byte ${Math.round(value * 255)}. This network was trained on just such numbers; nothing else about the picture reaches it.`,
  },
  'stage-waiting': {
    name: 'Numbers on their way',
    summary: ({ layer }) => `This network is too large to be fetched as a whole: its maps are drawn from thumbnails. A close-up shows exact numbers, so those of ${layer.name} and of what it reads are fetched now.`,
    eli5: 'The numbers for this page are still travelling. They will be here soon.',
    in_depth: 'Thumbnails are bytes, one for a block of cells: good enough to look at, not to add up. Exact float32 numbers come layer by layer and are forgotten again when more than 128 MiB of them have come.',
  },
};
