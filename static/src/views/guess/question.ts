/**
 * Guess first, then see: whoever has guessed remembers what was shown. Every question is made of
 * the numbers on screen, and a wrong answer is one that many people really give.
 */
import type { Slice, Weights } from '../../core/products';
import { weigh } from '../../core/products';
import type { Cell, Tensor } from '../../core/tensor';
import type { LayerInfo } from '../../data/types';
import type { Session } from '../../state/session.svelte';
import { kindOf, type Kind } from '..';
import { sources, weightsOf, type Source } from '../stage/sources';
import type { Misconception } from './misconceptions';

/** One answer to choose. `why` says what is so, to whoever chose it. */
export interface Option {
  readonly words: string;
  readonly why: string;
  readonly right?: boolean;
}

export interface Question {
  readonly about: string;
  readonly ask: string;
  readonly misconception: Misconception;
  readonly options: readonly Option[];
  /** Where options are few words for a number: the number to be guessed, and how near is right. */
  readonly number?: { readonly answer: number; readonly near: number };
  /** What is so, said after any answer. */
  readonly truth: string;
  /** Go where it can be seen. */
  readonly look?: () => void;
}

/** What a question is made from. */
export interface Scene {
  readonly session: Session;
  readonly layer: LayerInfo;
  readonly kind: Kind;
  readonly sources: readonly Source[];
  readonly output: Tensor;
  readonly cell: Cell;
  readonly weights: Weights | undefined;
  readonly bias: Tensor | undefined;
}
export type Maker = (scene: Scene) => Question | null | Promise<Question | null>;

export function sceneOf(session: Session): Scene | null {
  const { layer, cell } = session;
  const output = layer && session.numbers(layer.name);
  if (!layer || !output || !session.exact || !session.staged) return null;
  return {
    session,
    layer,
    kind: kindOf(layer.kind),
    sources: sources(session, layer),
    output,
    cell,
    weights: weightsOf(session, layer) ?? undefined,
    bias: session.weights.get(`${layer.name}.bias`),
  };
}

/** The same answer is offered once, the right one first among equals; in an order that gives nothing away. */
export function offer(options: readonly Option[], order: (a: Option, b: Option) => number = byWords): Option[] {
  const seen = new Map<string, Option>();
  for (const option of options) if (!seen.has(option.words) || option.right) seen.set(option.words, option);
  return [...seen.values()].sort(order);
}
const byWords = (a: Option, b: Option): number => a.words.localeCompare(b.words, 'en', { numeric: true });

/** The cell after this one, row by row; the first again after the last. */
export function next([c, row, column]: Cell, { shape: [, height, width] }: Pick<Tensor, 'shape'>): Cell {
  const at = (row * width + column + 1) % (height * width);
  return [c, Math.floor(at / width), at % width];
}

/** Channel sums and total of one cell of a layer with weights; null where it has none, or reads in another way. */
export function accountOf({ sources: [source], layer, weights, bias }: Scene, cell: Cell): { slices: readonly Slice[]; bias: number; total: number } | null {
  if (!source || !weights || source.reads.rule !== 'window') return null;
  return weigh(cell, source.reads, source.maps, layer.shape, weights, bias);
}
