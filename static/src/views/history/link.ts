/** Where somebody is in the story, and how its experiment is set: as it stands in the address. */
import { CHAPTERS } from './six';

export interface Place {
  /** Which chapter, counted from 0. */
  readonly index: number;
  readonly settings: Readonly<Record<string, string>>;
}

const PART = /^([a-z]{1,12}):([\w.,+-]{1,120})$/;

/** "vggnet|bricks:3;channels:64"; what makes no sense is left out, so that any link opens. */
export function decodePlace(text: string): Place {
  const [id = '', told = ''] = text.split('|');
  const index = Math.max(0, CHAPTERS.findIndex((chapter) => chapter.id === id));
  const found = told.split(';').map((part) => PART.exec(part)).filter((one) => one !== null);
  return { index, settings: Object.fromEntries(found.map(([, name, value]) => [name!, value!])) };
}

export function encodePlace({ index, settings }: Place): string {
  const told = Object.entries(settings).map(([name, value]) => `${name}:${value}`).join(';');
  const id = CHAPTERS[index]?.id ?? '';
  return told ? `${id}|${told}` : id;
}

/** A setting as a whole number between two ends; `usual` where it is none. */
export function wholeSetting(text: string | undefined, low: number, high: number, usual: number): number {
  const value = Number(text);
  return text !== undefined && Number.isInteger(value) && value >= low && value <= high ? value : usual;
}
