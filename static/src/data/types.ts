/** What goes over the wire, as the API's schema states it (see /docs). */
import type { Reads, WindowReads } from '../core/geometry';
import type { Patch, Shape } from '../core/tensor';

export interface NetworkSummary {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly year: number | null;
  readonly input: { readonly channels: number; readonly height: number; readonly width: number };
  /** Of many, the list of networks names only the first; a network by itself names all. */
  readonly classes: readonly string[];
  readonly class_count: number;
  /** The class that stands for everything it does not know, if it has one. */
  readonly otherwise: string | null;
  readonly parameters: number;
  /** Of branches that lead nowhere: no part of the answer. */
  readonly auxiliary_parameters: number;
  readonly macs: number;
  readonly dense_share: number;
  readonly receptive_field: readonly [number, number];
  readonly trained: boolean;
  readonly accuracy: number | null;
  /** Where its weights come from. Drawn ones follow from a seed and know nothing. */
  readonly weights: Origin;
  /** The network it is a small twin of, by its id. */
  readonly original: string | null;
}

/** What is told about a network (GET /api/networks/{network}/story); variants share one. */
export interface Story {
  readonly network: string;
  readonly idea: string;
  readonly summary: string;
  readonly eli5: string;
  readonly in_depth: string;
  /** What to see in it that the one before lacked. */
  readonly see: string;
  readonly wrong: readonly { readonly believed: string; readonly true: string }[];
  readonly sources: readonly { readonly title: string; readonly authors: string; readonly year: number; readonly where: string; readonly address: string }[];
}

export type Origin = 'learned' | 'drawn' | 'loaded';

export interface Words {
  readonly verb: string;
  readonly formula: string;
  readonly summary: string;
  readonly eli5: string;
  readonly in_depth: string;
  /** "label: sum = result; remark": how its sizes and counts come about. */
  readonly arithmetic: readonly string[];
  /** NumPy lines that make one of its numbers again; {channel}, {row} and {column} are left to fill in. */
  readonly code: string;
}

export interface LayerInfo {
  readonly name: string;
  readonly kind: string;
  readonly stage: string;
  readonly inputs: readonly string[];
  readonly shape: Shape;
  readonly parameters: number;
  readonly macs: number;
  readonly bytes: number;
  readonly receptive_field: readonly [number, number];
  readonly block: number | null;
  /** The part of the network it belongs to, such as an inception module; null outside one. */
  readonly module: string | null;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly reads: readonly Reads[];
  /** Which of its settings the laboratory can change; often none. */
  readonly knobs: readonly string[];
  /** Rows and columns at the far border that no window reaches. */
  readonly unread: readonly [number, number];
  readonly words: Words;
}

export interface Sample {
  readonly id: string;
  readonly title: string;
  readonly label: string;
  readonly picture: string;
  readonly run: string;
  /** What the network takes it for; null where its weights are not its own: nobody judges it then. */
  readonly predicted: string | null;
  readonly probability: number | null;
  readonly unsure: boolean;
  readonly correct: boolean | null;
}

export interface Network extends NetworkSummary {
  readonly layers: readonly LayerInfo[];
  readonly samples: readonly Sample[];
  readonly preprocessing: { readonly kind: string };
  readonly unsure_below: number;
  /** The name of the weights that somebody has loaded for it. */
  readonly loaded: string | null;
  /** What has to be said beside every answer. */
  readonly caution: string | null;
}

export interface Crop {
  readonly left: number;
  readonly top: number;
  readonly side: number;
}

export interface RunLayer {
  readonly name: string;
  readonly kind: string;
  readonly stage: string;
  readonly shape: Shape;
  readonly low: number;
  readonly high: number;
  readonly mean: number;
  readonly zeros: number;
  readonly channels: readonly { readonly low: number; readonly high: number; readonly mean: number }[];
  readonly loudest: { readonly channel: number; readonly row: number; readonly column: number; readonly value: number };
  readonly sentence: string;
  readonly links: Readonly<Record<string, string>>;
}

export interface Run {
  readonly run: string;
  readonly network: string;
  readonly picture: {
    readonly width: number;
    readonly height: number;
    readonly format: string;
    readonly crop: Crop;
    readonly notes: readonly string[];
    readonly pixels: string;
  };
  readonly prediction: readonly { readonly label: string; readonly probability: number }[];
  readonly unsure: boolean;
  readonly blank: boolean;
  readonly weights: Origin;
  readonly loaded: string | null;
  /** What has to be said beside the prediction: that the weights were drawn at random, or are somebody's. */
  readonly caution: string | null;
  readonly layers: readonly RunLayer[];
}

/** One way to move a picture about, and its slider (GET /api/alterations). */
export interface Alteration {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly low: number;
  readonly high: number;
  readonly step: number;
  readonly neutral: number;
  readonly places: number;
  readonly about: string;
}

/** Where the sliders stand; whatever is not named is neutral. */
export type Changes = Readonly<Record<string, number>>;

/** What the network says along one slider (GET .../sweeps/...). */
export interface Sweep {
  readonly alteration: string;
  readonly unit: string;
  readonly others: Changes;
  readonly values: readonly number[];
  readonly classes: readonly string[];
  readonly probabilities: readonly (readonly number[])[];
  readonly turns: readonly { readonly at: number; readonly before: string; readonly after: string }[];
}

/** One number and everything it was made of, in float64 (GET .../cells/...). */
export interface Provenance {
  readonly value: number;
  readonly kind: string;
  readonly bias: number | null;
  readonly total: number;
  readonly partial_sums: readonly number[];
  readonly terms: readonly Term[];
  readonly tolerance: number;
  readonly adds_up: boolean;
}

export interface Term {
  readonly layer: string;
  readonly channel: number;
  readonly row: number;
  readonly column: number;
  readonly value: number;
  readonly weight: number | null;
  readonly product: number | null;
  readonly padding: boolean;
  readonly note: string | null;
  /** What the value is compared with, where a layer compares. */
  readonly against: number | null;
}

/** For the likeliest class: who contributed what to whom (GET .../evidence). */
export interface RunEvidence {
  readonly target: { readonly label: string; readonly channel: number; readonly layer: string };
  readonly wires: readonly EvidenceWire[];
}

export interface EvidenceWire {
  readonly from: string;
  readonly to: string;
  /** The map it leaves and the map it reaches. */
  readonly source: number;
  readonly reader: number;
  readonly evidence: number;
}

/** What a layer with other settings would make of what it reads (POST .../lab). */
export interface Experiment {
  readonly layer: string;
  readonly kind: string;
  /** The map that was computed: the last one, where fewer are left. */
  readonly channel: number;
  readonly settings: Settings;
  readonly knobs: readonly Knob[];
  readonly before: { readonly kind: string; readonly settings: Settings; readonly shape: Shape; readonly parameters: number; readonly macs: number };
  readonly input: { readonly layer: string; readonly shape: Shape };
  readonly shape: Shape | null;
  readonly reason: string | null;
  readonly arithmetic: readonly string[];
  readonly window: WindowReads | null;
  readonly surround: { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number };
  readonly dropped: Lines;
  readonly skipped: Lines;
  readonly unread: string;
  readonly map: { readonly shape: readonly [number, number]; readonly data: readonly (readonly number[])[] } | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly rim: { readonly cells: number; readonly mean: number; readonly inside: number | null } | null;
  readonly parameters: number;
  readonly bricks: { readonly filters: number; readonly channels: number; readonly rows: number; readonly columns: number; readonly biases: number; readonly told: string } | null;
  readonly macs: number;
  readonly told: readonly string[];
  readonly difference: readonly string[];
}

/** Where a knob stands: a number, [rows, columns], a word, on or off. */
export type Setting = number | readonly [number, number] | string | boolean;
export type Settings = Readonly<Record<string, Setting>>;

export interface Lines {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

/** Something that can be changed about a layer. */
export interface Knob {
  readonly name: string;
  readonly label: string;
  readonly about: string;
  readonly form: 'count' | 'amount' | 'choice' | 'switch';
  readonly least: number;
  readonly most: number | null;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

/** What edits would change, before anything is kept (POST .../edits/maps). */
export interface TriedEdits {
  /** The layers whose numbers differ. */
  readonly maps: ReadonlyMap<string, Patch>;
  readonly run: TriedRun;
  readonly changes: RunChanges;
}
export interface TriedRun extends Pick<Run, 'run' | 'prediction' | 'unsure'> {
  readonly layers: readonly TriedLayer[];
}
export interface TriedLayer extends Pick<RunLayer, 'name' | 'low' | 'high' | 'mean' | 'zeros' | 'channels' | 'loudest'> {
  /** The channels that changed, where only these were sent; null where all were. */
  readonly alone: readonly number[] | null;
}

/** How an edited run differs from the same picture unedited (GET .../changes). */
export interface RunChanges {
  readonly first: string | null;
  readonly sentence: string;
  readonly layers: readonly {
    readonly layer: string;
    readonly largest: number;
    readonly mean: number;
    readonly channel: number;
    readonly row: number;
    readonly column: number;
    readonly share: number;
  }[];
}

/** An edited network on the samples (GET .../samples). */
export interface RunSamples {
  readonly right: number;
  readonly right_before: number;
  readonly samples: readonly (Answered & { readonly id: string; readonly title: string; readonly label: string; readonly before: Answered })[];
}
export interface Answered {
  readonly predicted: string;
  readonly probability: number;
  readonly correct: boolean;
}

/** Two runs of one network, laid on each other (GET /api/runs/{run}/against/{other}). */
export interface Beside {
  readonly run: string;
  readonly against: string;
  readonly first: string | null;
  readonly sentence: string;
  readonly layers: readonly BesideLayer[];
}

export interface BesideLayer {
  readonly layer: string;
  readonly largest: number;
  readonly mean: number;
  readonly channel: number;
  readonly row: number;
  readonly column: number;
  /** Of its numbers, those that differ. */
  readonly share: number;
  /** The mean difference, in mean numbers. */
  readonly relative: number;
}

type Sides = readonly [rows: number, columns: number];

/** One network in the figures that are compared (GET /api/networks/{network}/against/{other}). */
export interface Profile {
  readonly id: string;
  readonly title: string;
  readonly year: number | null;
  readonly input: NetworkSummary['input'];
  readonly first_layer: {
    readonly layer: string;
    readonly size: Sides;
    readonly stride: Sides;
    readonly padding: Sides;
    readonly filters: number;
    readonly shape: Shape;
    readonly parameters: number;
  } | null;
  readonly parameters: number;
  readonly macs: number;
  readonly aside: number;
  readonly depth: number;
  readonly layers: number;
  readonly dense_share: number;
  readonly seats: readonly { readonly stage: string; readonly layers: number; readonly parameters: number; readonly share: number; readonly macs: number; readonly work: number }[];
  readonly largest: { readonly layer: string; readonly stage: string; readonly parameters: number; readonly share: number } | null;
  readonly sight: readonly { readonly layer: string; readonly stage: string; readonly depth: number; readonly field: Sides; readonly size: Sides }[];
  readonly work: readonly { readonly size: Sides; readonly layers: number; readonly macs: number; readonly share: number; readonly parameters: number; readonly kept: number }[];
  readonly kinds: readonly { readonly kind: string; readonly called: string; readonly stage: string; readonly layers: number }[];
  readonly ways: readonly { readonly way: string; readonly called: string }[];
}

export type Topic = 'picture' | 'first_layer' | 'kinds' | 'depth' | 'parameters' | 'macs' | 'seats' | 'sight' | 'work';

export interface Lineage {
  readonly network: Profile;
  readonly against: Profile;
  readonly gained: Profile['kinds'];
  readonly lost: Profile['kinds'];
  readonly new_ways: Profile['ways'];
  readonly old_ways: Profile['ways'];
  readonly said: Readonly<Record<Topic, string>>;
}
