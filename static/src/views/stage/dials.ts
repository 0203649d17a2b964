/** Settings of a close-up as numbers. A link may say anything: what makes no sense counts as not set. */
import type { Session } from '../../state/session.svelte';

export function amount(session: Session, name: string, otherwise: number, low: number, high: number): number {
  const value = Number(session.tool(name) ?? Number.NaN);
  return value >= low && value <= high ? value : otherwise;
}

/** One of `count` things; null where none is chosen. */
export function oneOf(session: Session, name: string, count: number): number | null {
  const value = Number(session.tool(name) ?? Number.NaN);
  return Number.isInteger(value) && value >= 0 && value < count ? value : null;
}

export const isOn = (session: Session, name: string): boolean => session.tool(name) === '1';
export const turnOn = (session: Session, name: string, on: boolean): void => session.setTool(name, on ? '1' : null);
