/** The server's NumPy lines with the place of one number filled in. */
import type { Cell } from '../../core/tensor';

const BLANKS = ['{channel}', '{row}', '{column}'] as const;

export const filled = (code: string, cell: Cell): string =>
  BLANKS.reduce((text, blank, i) => text.replaceAll(blank, String(cell[i])), code);
