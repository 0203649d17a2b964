/** The verdict as a sentence that does not promise more than the network can know. */
import { inWords } from '../../core/count';
import { percent } from '../../core/format';
import type { NetworkSummary, Run, Sample } from '../../data/types';
import { known } from '../../state/answering';

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

type Knowing = Pick<NetworkSummary, 'classes' | 'otherwise'>;

export function caution(run: Pick<Run, 'blank' | 'noise' | 'unsure' | 'prediction'> & Partial<Pick<Run, 'weights' | 'caution'>>, sample: Sample | null, altered = false, network: Knowing | null = null): string {
  const top = run.prediction[0]!;
  if (run.blank) return 'Nothing to see: this picture is blank.';
  if (run.weights === 'drawn') return run.caution ?? '';
  const guess = `${top.label}, ${percent(top.probability)}`;
  if (run.caution) return `It says ${guess}. ${run.caution}`;
  if (sample && top.label !== sample.label) return `Wrong: this ${altered ? 'was' : 'is'} ${lower(sample.title)}. It says ${guess}${run.unsure ? ', and is unsure' : ''}.`;
  const otherwise = network?.otherwise && top.label === network.otherwise;
  if (run.noise && !otherwise) return `This looks like noise. Do not count on what it says: ${guess}.`;
  if (network && otherwise) {
    const next = run.prediction.find(({ label }) => label !== top.label);
    return `${run.unsure ? 'Unsure, but it looks' : 'It looks'} like none of the ${inWords(known(network).length)} things it knows (${percent(top.probability)})${next ? `. The nearest is ${next.label}, ${percent(next.probability)}` : ''}.`;
  }
  return run.unsure ? `Unsure. Its best guess is ${guess}.` : `It says ${guess}.`;
}
