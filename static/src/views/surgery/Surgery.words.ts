/** Operating on a network: the tools, the list of edits, and what came of them. */
import { isEdited } from '../../core/edits';
import { capital } from '../../core/count';
import { number, percent, plural, signedNumber, size } from '../../core/format';
import { title } from '../../core/naming';
import { isVector } from '../../core/tensor';
import type { Asked, Topics } from '../explain/topic';
import { channelOf, said } from './said';

const map = ({ session, layer, cell }: Asked): string => channelOf(session.network!, layer.name, cell[0]);
const where = (asked: Asked): string => `${map(asked)} of ${title(asked.session.layers, asked.layer.name)}`;
const listed = ({ session: { view, network } }: Asked): string => view.edits.slice(0, 4).map((one) => said(network!, one)).join('; ') + (view.edits.length > 4 ? '; and more' : '');
const learnedBias = ({ session, layer, cell }: Asked): number | undefined => session.learned.get(`${layer.name}.bias`)?.data[cell[0]];
const winner = ({ session: { after, plain } }: Asked) => {
  const [now, before] = [after?.run.prediction[0], plain?.run.prediction[0]];
  return now && before ? `It said ${before.label}, ${percent(before.probability)}; it says ${now.label}, ${percent(now.probability)}.` : '';
};

export const topics: Topics = {
  operate: {
    name: 'Operate',
    summary: (asked) => `Change the network itself and see what comes of it: silence ${where(asked)}, make it louder, move its bias, let it change places. Everything can be undone.`,
    eli5: 'You are the doctor. Switch one part of the network off and see what it can no longer do.',
    in_depth: 'Taking a part away and measuring what is lost is called ablation, one of the oldest ways to ask what a part is for. The weights are changed for this picture only; the network on the server stays as it was learned, and everything behind the edited layer is computed anew.',
  },
  'operate-pad': {
    name: 'Open on the pad',
    summary: (asked) => `The filter of ${where(asked)} on the pad of the studio, where its weights can be painted.`,
    eli5: 'Put the little coloured squares on the table and paint them with a brush.',
    in_depth: (asked) => `Each of the ${plural(asked.session.learned.get(`${asked.layer.name}.weights`)?.dims[1] ?? 1, 'channel')} it reads has a slice of its own. What is painted takes the place of the learned slice and can be taken back.`,
  },
  'operate-silence': {
    name: 'Silence',
    summary: (asked) => `Every weight of ${where(asked)} and its bias become 0, so ${isVector(asked.layer.shape) ? 'its number is 0' : `all ${size(asked.layer.shape)} of its numbers are 0`}. Press again to give its voice back.`,
    eli5: 'Shh! This one may not say anything. Does the network still get it right?',
    in_depth: 'A scale of 0 on weights and bias alike. If the verdict hardly moves, other maps say the same, or nobody listens to this one: the weights that read it are small, or what it says is cut off by the rectifier.',
  },
  'operate-boost': {
    name: 'Boost',
    summary: (asked) => `${capital(where(asked))} times a factor${asked.printed ? `, now ×${asked.printed.replace('×', '')}` : ''}: above 1 it is louder, below 1 softer, at 1 as it was learned.`,
    eli5: 'A volume knob for one map.',
    in_depth: 'Weights and bias are multiplied by the factor, so every number of the map is too. A rectifier and a maximum pass such a factor on unchanged; the next sum mixes it with the others, and softmax turns it into shares, which is why twice as loud is never simply twice as sure.',
  },
  'operate-bias': {
    name: 'Bias',
    summary: (asked) => `The number that is added to every sum of ${where(asked)}, wherever the window lies${asked.printed ? `: now ${asked.printed}` : ''}.${learnedBias(asked) === undefined ? '' : ` It was learned as ${signedNumber(learnedBias(asked)!)}.`}`,
    eli5: 'How easily it says yes. Turn it up and it says yes to everything.',
    in_depth: 'Moving the bias shifts the whole map by the same amount. Before a rectifier that decides how many of its numbers are above zero at all: far below, the map falls silent everywhere; far above, nothing is cut off and it becomes a plain weighted sum.',
  },
  'operate-swap': {
    name: 'Change places',
    summary: (asked) => `${capital(where(asked))} and another one of the same layer change places: all that is known about both is still there, but the layers behind listen to the wrong one.`,
    eli5: 'Two players swap shirts. Nobody has forgotten how to play, but the team gets confused.',
    in_depth: 'Weights and biases of two filters are exchanged. Were the weights that read them exchanged too, nothing at all would change: the order of maps means nothing by itself. The same swap twice leaves no trace.',
  },
  'operate-reset': {
    name: 'Reset this map',
    summary: (asked) => `Takes every edit of ${where(asked)} out of the list, swaps included. Other maps keep theirs.`,
    eli5: 'This one is healthy again.',
    in_depth: 'The edits of this map are removed, in one step that can be undone. What is left is computed from the learned weights, so the numbers are those from before, bit by bit.',
  },
  edited: {
    name: 'A dot of ink',
    summary: (asked) => `What carries the dot is edited: its weights are not those that were learned.${isEdited(asked.session.view.edits) ? ` ${capital(listed(asked))}.` : ''}`,
    eli5: 'The dot says: somebody has been at this one. It was you!',
    in_depth: 'Only layers and maps whose own weights are changed have the dot. What lies behind them differs as well, because it reads other numbers; the panel names the first that does.',
  },
  edits: {
    name: 'Edits',
    summary: (asked) => `${capital(plural(asked.session.view.edits.length, 'change'))} to what the network has learned, made one after the other from top to bottom: ${listed(asked) || 'none'}.`,
    eli5: 'Everything you did to the network, written down.',
    in_depth: 'All of them are made, or none. The list is in the address of the page: a link shows what you see, also after a reload. The server keeps the learned weights as they are and gives a run with edits an identity of its own, so nobody else’s is touched.',
  },
  'edit-switch': {
    name: 'On or off',
    summary: 'Switched off, an edit stays in the list and is not made. Switch it back and forth to see what it does.',
    eli5: 'A light switch for one change.',
    in_depth: 'An edit that is off is still read and checked, and left out of the sum: with all of them off the run is the one from before, number by number.',
  },
  'edit-order': {
    name: 'Earlier, later, out',
    summary: 'Edits are made from top to bottom. Move one up or down where the order matters, or take it out.',
    eli5: 'First the socks, then the shoes. Sometimes the order matters.',
    in_depth: 'Scales multiply, so their order is all the same. A swap and what is done to one of its two maps is not: first silence map 4 and then swap it with 7, and it is place 7 that is silent.',
  },
  'edit-files': {
    name: 'Take it along',
    summary: 'Clear all takes every edit away. The link holds them all; the JSON file holds the list as the API takes it, and can be read in again.',
    eli5: 'Keep your list, send it to a friend, or throw it away.',
    in_depth: (asked) => `The file is what POST /api/runs/${asked.session.plain?.run.run ?? '{run}'}/edits takes: layer, channel counted from 0, one change each. Weights are written in full; names that you gave to filters are only in the link.`,
  },
  'edited-verdict': {
    name: 'The verdict with your edits',
    summary: (asked) => `The bars are what the network says now; the outline, or a tick in the strip, is where each stood before. ${winner(asked)}`,
    eli5: 'Full bar: what it thinks now. Empty frame: what it thought before you touched it.',
    in_depth: 'The same picture, through the learned weights and through yours. The shares add up to 1 in both, so whatever one class loses the others win. The likeliest of now are listed, and the likeliest of before in any case.',
  },
  'edited-first': {
    name: 'Where it begins',
    summary: ({ session }) => session.surgery.now?.changes.sentence ?? 'The first layer whose numbers are not those from before.',
    eli5: 'You threw a stone here. From here on the water moves.',
    in_depth: ({ session }) => `Nothing before that layer can change: numbers only flow forward. ${capital(plural(session.surgery.now?.changes.layers.length ?? 0, 'layer'))} ${session.surgery.now?.changes.layers.length === 1 ? 'differs' : 'differ'} from the unedited run${session.surgery.now?.changes.layers.length ? `, the largest difference is ${number(Math.max(...session.surgery.now.changes.layers.map(({ largest }) => largest)))}` : ''}. A rectifier or a maximum can swallow a small change altogether.`,
  },
  'edited-ink': {
    name: 'After, before, difference',
    summary: ({ session: { view } }) => ({ after: 'Drawn is the network as it is now.', before: 'Drawn is the network as it was before your edits.', difference: 'Drawn is what changed: after less before, cell by cell.' })[view.ink] + ' Grey is exactly no difference.',
    eli5: 'Look at it now, look at it before, or look only at what is different.',
    in_depth: 'A difference has a colour scale of its own, from the largest change one way to the largest the other; blue is more than before, orange less. Overview, wall and timeline draw it; the arithmetic of a close-up always shows real numbers.',
  },
  'edited-samples': {
    name: 'On the samples',
    summary: ({ session }) => `One picture proves little: the edited network has seen all ${session.network?.samples.length ?? 0} samples, and these got another verdict than before.`,
    eli5: 'It got this picture right. Does it still know the others?',
    in_depth: 'An edit that helps one picture usually harms others: training settled on weights that serve all of its pictures at once. So few samples are no test set either; they only show that a change is not for this picture alone.',
  },
};
