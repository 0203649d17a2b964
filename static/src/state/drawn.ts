/** Whether a network has learned anything, as far as words depend on it. */
import type { Origin } from '../data/types';

interface Whose {
  readonly run: { readonly weights: Origin } | null;
  readonly network: { readonly weights: Origin } | null;
}

/** Whether nothing has been learned: the weights were drawn at random. A run knows best, for it may have been given others. */
export const isDrawn = ({ run, network }: Whose): boolean => (run ?? network)?.weights === 'drawn';
