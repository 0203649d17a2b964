/**
 * The chapters of the story, in order: which networks each is about, and what there is to do.
 * Everything that is a figure comes from the descriptions of these networks, never from here.
 */
export type PieceName = 'sharing' | 'bars' | 'edge' | 'stack' | 'squeeze' | 'skip';

export interface Chapter {
  readonly id: string;
  readonly name: string;
  readonly year: number;
  /** The paper's own networks, the one whose figures are shown first. */
  readonly originals: readonly string[];
  /** The small one that stands for it, trained on photos. */
  readonly twin: string;
  /** One that was trained as the paper did, where there is one: its numbers are real. */
  readonly trained?: string;
  readonly piece: PieceName;
  readonly question: string;
}

export const CHAPTERS: readonly Chapter[] = [
  { id: 'lenet', name: 'LeNet', year: 1998, originals: ['lenet-5-1998', 'lenet-5'], twin: 'lenet-twin', trained: 'lenet-5', piece: 'sharing', question: 'How many weights does a whole layer of maps take?' },
  { id: 'alexnet', name: 'AlexNet', year: 2012, originals: ['alexnet'], twin: 'alexnet-twin', piece: 'bars', question: 'Where are the weights, and where is the work?' },
  { id: 'zfnet', name: 'ZFNet', year: 2013, originals: ['zfnet'], twin: 'zfnet-twin', piece: 'edge', question: 'How large a first step is too large?' },
  { id: 'vggnet', name: 'VGGNet', year: 2014, originals: ['vgg-16', 'vgg-11', 'vgg-19'], twin: 'vgg-twin', piece: 'stack', question: 'How far do small filters see when they are stacked?' },
  { id: 'googlenet', name: 'GoogLeNet', year: 2014, originals: ['googlenet'], twin: 'googlenet-twin', piece: 'squeeze', question: 'How does one go wide without paying for it?' },
  { id: 'resnet', name: 'ResNet', year: 2015, originals: ['resnet-50', 'resnet-34', 'resnet-18'], twin: 'resnet-twin', piece: 'skip', question: 'What is left of a block when its skip is cut?' },
];

export const chapterAt = (index: number): Chapter => CHAPTERS[Math.min(CHAPTERS.length - 1, Math.max(0, index))]!;

/** The first of some networks that is here; null where none is. */
export const firstOf = (ids: readonly string[], networks: readonly { readonly id: string }[]): string | null =>
  ids.find((id) => networks.some((network) => network.id === id)) ?? null;

/** The network whose figures a chapter shows: the original, else what stands in for it. */
export const shownOf = ({ originals, twin }: Chapter, networks: readonly { readonly id: string }[]): string | null =>
  firstOf([...originals, twin], networks);
