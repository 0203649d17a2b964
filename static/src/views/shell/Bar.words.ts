/** What the bar's own controls are for. */
import { inWords } from '../../core/count';
import { percent, whole } from '../../core/format';
import { title } from '../../core/naming';
import { isDrawn } from '../../state/drawn';
import type { Topics } from '../explain/topic';

export const topics: Topics = {
  'network-menu': {
    name: 'The network',
    summary: ({ session }) => `${session.network!.title}: ${session.network!.about} ${whole(session.network!.parameters)} numbers ${isDrawn(session) ? 'were drawn at random: nothing is learned yet' : 'were learned; they do not change while you play'}.`,
    eli5: ({ session: { network } }) => `A network is a row of small machines. The picture goes in on one side, and out on the other come ${inWords(network!.classes.length)} numbers, one for each thing it knows. Here you can open another row of machines.`,
    in_depth: ({ session: { network } }) => `${whole(network!.parameters)} parameters and ${whole(network!.macs)} multiplications a picture. One number of its last map can depend on ${network!.receptive_field.join('×')} pixels.${network!.accuracy === null ? '' : ` On pictures it had never seen it was right ${percent(network!.accuracy)} of the time.`}\n\nUsing it leaves its weights as they are: it learns nothing from your picture and keeps none of it.`,
  },
  share: {
    name: 'Share',
    summary: 'Copies the link. Whoever opens it sees this network, this picture, this layer, this number.',
    eli5: 'Everything you look at is written into the address of the page. Give the address to a friend, and they stand where you stand.',
    in_depth: 'The whole view is in the part of the address after the #: network, picture, layer, map, cell, trail, settings of the close-up, depth and scale. Your own picture is found by the name of its run for as long as the server keeps it.',
  },
  export: {
    name: 'Export',
    summary: 'Takes the numbers with you: the picture of a layer, every map exactly, the weights, the run in figures.',
    eli5: 'Everything here is only numbers. This puts them into a file, so that you can do the sums yourself.',
    in_depth: 'Maps and weights are exact float32, as the engine computed them. The .npz opens with np.load, and the NumPy lines beside a number make that number again from it. Every address can be asked by a program as well; /docs lists them.',
  },
  undo: {
    name: 'Undo and redo',
    summary: 'Takes back the last change to the network or to the filter on the pad, and makes it again. One stroke is one step.',
    eli5: 'Nothing can be broken here. One press, and it is as it was.',
    in_depth: 'Edits live in the link and never in the weights: taking one back leads to the very run that was there before, by its name. Five hundred steps are kept. Looking around is not undone here but with the Back button of the browser.',
  },
  filters: {
    name: 'Filter studio',
    summary: 'Paint a filter of your own, see what it finds in the picture, and put it into the network.',
    eli5: 'A filter is a small pattern that the network looks for. Here you paint one, and the picture shows where it is found.',
    in_depth: 'Kernels from 1×1 to 11×11, the classic ones and those that networks learned; applied to the picture at full resolution or to any map, chained, and put in the place of a learned filter, with every later map and the verdict following.',
  },
  history: {
    name: 'History',
    summary: 'The six networks that made history, in order: what each changed, and something to try with your own hands.',
    eli5: 'Six clever machines, one after the other. Each had one new idea, and here you can play with it.',
    in_depth: 'LeNet 1998 to ResNet 2015. Every figure there is counted from the description of the network by the engine; each idea is a small experiment with the real arithmetic of that network. It is in the link, like everything else.',
  },
  compare: {
    name: 'Compare',
    summary: 'Sets things side by side: one picture through several networks, two pictures through one, or what one network changed against another.',
    eli5: 'Show the same picture to several machines and see who says what. Or show two pictures to one machine, and see where it first notices.',
    in_depth: 'Networks are aligned by the size of what comes out, or by depth. Runs of one network are laid on each other number by number: GET /api/runs/{run}/against/{other}. What a network changed is counted from the two descriptions: GET /api/networks/{network}/against/{other}.',
  },
  theme: {
    name: 'Light or dark',
    summary: 'Paper or night. Blue stays positive, orange negative, and exactly zero keeps a colour of its own.',
    eli5: 'Lights on or lights off. The numbers stay what they are.',
    in_depth: 'In the dark the scales grow brighter with size instead of darker, and end in colour rather than white, so that the sign can be told at both ends.',
  },
  learn: {
    name: 'Learn',
    summary: 'Lessons and a glossary, to read: from what a picture is to a computer to how a network learns.',
    eli5: 'A little book that begins at the beginning. Every sum in it is written out, and the way back to your picture is on every page.',
    in_depth: 'Eleven lessons and a glossary that work without JavaScript. Every number in them was worked out by the engine that runs on your picture, and their links come back to the picture you are looking at now.',
  },
  keys: {
    name: 'Keys',
    summary: 'Lists what each key does. Everything on this page can be reached without a mouse.',
    eli5: 'Arrows walk, Enter opens, Esc goes back. The list has the rest.',
    in_depth: 'One tab stop for each region and each layer; arrows move inside it. What changes is said to screen readers in a sentence, and number grids are tables.',
  },
  address: {
    name: 'Where you are',
    summary: ({ session: { network, layers }, layer, cell }) => `${network!.id}, then ${title(layers, layer.name)}, then map ${cell[0] + 1}, then one cell. Each part is a way back.`,
    eli5: 'Like a postal address: network, layer, map, cell. Press a part to go up to it.',
    in_depth: ({ layer, cell }) => `Maps are counted from 1, rows and columns from 0, as in NumPy: this is ${layer.name}[${cell.join(', ')}].`,
  },
};
