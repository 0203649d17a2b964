/** The three depths by the names people see. */
import type { Depth } from '../../state/view';

export const DEPTH_WORDS: readonly (readonly [Depth, string])[] = [['summary', 'Summary'], ['eli5', 'ELI5'], ['in_depth', 'In depth']];
