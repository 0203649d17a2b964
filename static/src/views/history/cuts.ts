/** Which skips and which layers of which blocks are cut, as a setting in the link and as edits of the network. */
import type { Edits } from '../../core/edits';
import type { Block } from '../../core/residual';

/** "s1": the skip of the first block; "f3": what the layers of the third make. */
export type Cut = `${'s' | 'f'}${number}`;

export function cutsOf(text: string | undefined, blocks: readonly Block[]): readonly Cut[] {
  const found = (text ?? '').split(',').filter((one): one is Cut => /^[sf]\d{1,2}$/.test(one));
  return [...new Set(found)].filter((one) => Number(one.slice(1)) >= 1 && Number(one.slice(1)) <= blocks.length);
}

export const everySkip = (blocks: readonly Block[]): readonly Cut[] => blocks.map((_, i): Cut => `s${i + 1}`);

export const flipped = (cuts: readonly Cut[], one: Cut): readonly Cut[] => (cuts.includes(one) ? cuts.filter((other) => other !== one) : [...cuts, one]);

export const asEdits = (cuts: readonly Cut[], blocks: readonly Block[]): Edits => cuts.map((one) => {
  const block = blocks[Number(one.slice(1)) - 1]!;
  return { on: true, edit: { layer: block.sum, channel: 0, cut: one.startsWith('s') ? block.skip : block.made } };
});
