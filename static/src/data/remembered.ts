/**
 * The last uploaded pictures, kept in this browser only, so that a reload or a run the server
 * no longer keeps can be answered by sending the picture again. Where the browser refuses
 * storage (private windows), nothing is kept and nothing fails.
 */
import type { Crop } from './types';

export interface Upload {
  readonly run: string;
  readonly network: string;
  readonly picture: Blob;
  readonly crop?: Crop;
  readonly when: number;
}

const KEPT = 12;

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('convscope', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('uploads', { keyPath: 'run' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

export async function remember(upload: Upload): Promise<void> {
  try {
    const store = (await open()).transaction('uploads', 'readwrite').objectStore('uploads');
    await done(store.put(upload));
    const all = await done(store.getAll() as IDBRequest<Upload[]>);
    const old = all.sort((a, b) => b.when - a.when).slice(KEPT);
    for (const { run } of old) store.delete(run);
  } catch {
    // Nothing is promised: the page works without it.
  }
}

export async function recall(run: string): Promise<Upload | null> {
  try {
    const store = (await open()).transaction('uploads').objectStore('uploads');
    return (await done(store.get(run) as IDBRequest<Upload | undefined>)) ?? null;
  } catch {
    return null;
  }
}
