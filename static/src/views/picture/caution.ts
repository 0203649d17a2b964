/** The verdict as a sentence that does not promise more than the network can know. */
import { percent } from '../../core/format';
import type { Run, Sample } from '../../data/types';

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

export function caution(run: Pick<Run, 'blank' | 'unsure' | 'prediction'>, sample: Sample | null, altered = false): string {
  const top = run.prediction[0]!;
  if (run.blank) return 'Nothing to see: this picture is blank.';
  const guess = `${top.label}, ${percent(top.probability)}`;
  if (sample && top.label !== sample.label) return `Wrong: this ${altered ? 'was' : 'is'} ${lower(sample.title)}. It says ${guess}${run.unsure ? ', and is unsure' : ''}.`;
  return run.unsure ? `Unsure. Its best guess is ${guess}.` : `It says ${guess}.`;
}
