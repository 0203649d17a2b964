/** What is asked of the server to set things side by side. */
import type { Tensor } from '../core/tensor';
import { json, tensors } from './api';
import type { Beside, Lineage } from './types';

const at = encodeURIComponent;

/** What one network changed against another. */
export const lineage = (later: string, earlier: string, signal?: AbortSignal): Promise<Lineage> =>
  json(`/api/networks/${at(later)}/against/${at(earlier)}`, { signal });

/** Where two runs of one network differ. */
export const beside = (one: string, two: string, signal?: AbortSignal): Promise<Beside> => json(`/api/runs/${at(one)}/against/${at(two)}`, { signal });

type Form = 'f32' | 'f16';
const asked = (layer: string, channels: readonly number[] | null, form: Form): string =>
  `maps?dtype=${form}&layers=${at(layer)}${channels ? `&channels=${channels.join()}` : ''}`;

/** Some maps of one layer of a run, or (null) all of them. */
export const someMaps = async (run: string, layer: string, channels: readonly number[] | null, form: Form = 'f16'): Promise<Tensor> =>
  (await tensors(`/api/runs/${at(run)}/${asked(layer, channels, form)}`)).get(layer)!;

/** The second run's numbers minus the first's, for the same. */
export const differences = async (one: string, two: string, layer: string, channels: readonly number[] | null, form: Form = 'f16'): Promise<Tensor> =>
  (await tensors(`/api/runs/${at(one)}/against/${at(two)}/${asked(layer, channels, form)}`)).get(layer)!;
