/** Missions: what there is to bring about, whether it has been, and what this browser remembers of it. */
import { json, posted } from './api';

export interface Wanted {
  /** A number from low to high, or one map of a layer, counted from 0. */
  readonly kind: 'count' | 'map';
  readonly label: string;
  readonly low: number;
  readonly high: number;
  readonly layer: string | null;
}
export interface Mission {
  readonly id: string;
  readonly title: string;
  readonly task: string;
  /** Three, each tells more. */
  readonly hints: readonly string[];
  readonly about: string;
  /** The picture it is about, if it is about one. */
  readonly sample: string | null;
  /** Where to begin. */
  readonly layer: string | null;
  /** What has to be said besides what is done, if anything. */
  readonly answer: Wanted | null;
}
export interface Finding {
  readonly done: boolean;
  /** What is seen, and what is still missing. */
  readonly sentence: string;
  /** What was learned by it; empty until it is done. */
  readonly learned: string;
}

export const missions = async (network: string): Promise<readonly Mission[]> =>
  (await json<{ missions: Mission[] }>(`/api/networks/${encodeURIComponent(network)}/missions`)).missions;

/** How far a mission has come with a run. */
export const attempt = (run: string, mission: string, answer: number | null): Promise<Finding> =>
  json(`/api/runs/${encodeURIComponent(run)}/missions/${encodeURIComponent(mission)}`, posted(answer === null ? {} : { answer }));

const KEY = 'convscope-missions';
export const nameOf = (network: string, mission: string): string => `${network}/${mission}`;

/** The missions that were once done in this browser. */
export function doneBefore(): ReadonlySet<string> {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return new Set(Array.isArray(read) ? read.filter((one) => typeof one === 'string') : []);
  } catch {
    return new Set();
  }
}

export function rememberDone(done: ReadonlySet<string>): void {
  try {
    localStorage.setItem(KEY, JSON.stringify([...done]));
  } catch {
    // A browser without storage forgets it on reload.
  }
}
