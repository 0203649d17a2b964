/** What the whole page answers to, wherever the pointer or the focus is: keys, a dropped file, a pasted picture. */
import { asking } from '../explain/asking.svelte';
import type { Session } from '../../state/session.svelte';

/** Typing, and controls that have a use for the key themselves. */
const taken = (event: KeyboardEvent): boolean => {
  const target = event.target as HTMLElement;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true;
  // An open card or dialog answers first, wherever the focus is.
  if (target.closest('dialog, [popover]') || document.querySelector('dialog[open], [popover]:popover-open')) return true;
  if (target.matches('input:not([type=radio]), textarea, select, [contenteditable]')) return event.key !== 'Escape';
  return event.key === ' ' && target.matches('button, a, input, summary, [role=application]');
};

/** Somebody is writing, and means their own letters when they take something back. */
const writing = (target: HTMLElement): boolean => target.matches('input:not([type=range], [type=radio], [type=checkbox], [readonly]), textarea, [contenteditable]');

/** Undo and redo, wherever the focus is. True where the key was one of them. */
function stepped(event: KeyboardEvent, session: Session): boolean {
  const key = event.key.toLowerCase();
  if (event.defaultPrevented || event.altKey || !(event.ctrlKey || event.metaKey) || (key !== 'z' && key !== 'y') || writing(event.target as HTMLElement)) return false;
  event.preventDefault();
  if (key === 'y' || event.shiftKey) session.redo();
  else session.undo();
  return true;
}

export function pressed(event: KeyboardEvent, session: Session, showKeys: () => void): void {
  if (session.ready && stepped(event, session)) return;
  if (taken(event) || !session.ready) return;
  const studio = session.view.studio !== null;
  const everywhere = { '?': showKeys, e: asking.toggle };
  const elsewhere = session.view.compare !== null || session.view.history !== null;
  const act: Record<string, () => void> = elsewhere ? { ...everywhere, Escape: () => session.look({ compare: null, history: null }, 'push') } : {
    ...everywhere,
    '[': () => void session.step(-1),
    ']': () => void session.step(1),
    ' ': () => (studio ? undefined : session.clock.toggle()),
    Escape: () => (studio ? session.closeStudio() : session.close()),
  };
  if (!act[event.key]) return;
  event.preventDefault();
  if (event.key !== ' ') session.clock.pause();
  act[event.key]!();
}

const firstFile = (data: DataTransfer | null): File | null => [...(data?.files ?? [])][0] ?? null;

export const carriesFile = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

export function dropped(event: DragEvent, session: Session): void {
  event.preventDefault();
  const file = firstFile(event.dataTransfer);
  if (file) void session.upload(file);
}

export function pasted(event: ClipboardEvent, session: Session): void {
  const file = firstFile(event.clipboardData);
  if (!file || (event.target as HTMLElement).closest?.('input, textarea, [contenteditable]')) return;
  event.preventDefault();
  void session.upload(file);
}
