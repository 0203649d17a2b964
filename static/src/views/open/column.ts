/** A column of the open strip: the maps of one layer, a bar of single numbers, or the named bars of the verdict. */
import type { LayerInfo } from '../../data/types';
import type { Place } from './places';

export interface Column extends Place {
  readonly form: 'maps' | 'strip' | 'verdict';
  readonly layer: LayerInfo;
  /** One place per map; for a strip the slots are slices of the bar and are asked of `slot`. */
  readonly places: readonly Place[];
  /** Heights of the hairlines between the blocks of a stack or the groups of a convolution. */
  readonly splits: readonly number[];
  /** It shares the height with other lanes, so its word stands right over it. */
  readonly laned: boolean;
  /** The module it stands in or for. */
  readonly module: string | null;
}
/** A column that has no place yet. */
export type Body = Pick<Column, 'form' | 'places' | 'splits'> & { readonly width: number };
