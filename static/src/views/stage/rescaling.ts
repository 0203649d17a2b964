/** Which scale a layer measures on, read from its settings. */
import type { Scale } from '../../core/scaling';
import type { LayerInfo } from '../../data/types';

export function scaleOf({ settings }: Pick<LayerInfo, 'settings'>): Scale {
  const of = (name: keyof Scale, otherwise: number): number => {
    const set = settings[name];
    return typeof set === 'number' ? set : otherwise;
  };
  return { low: of('low', 0), high: of('high', 1) };
}

/** An end of the scale as people chose it: −0.1, not −0.100. */
export const end = (x: number): string => String(Number(x.toFixed(3))).replace('-', '−');
