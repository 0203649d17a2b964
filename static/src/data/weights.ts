/** Weights that somebody loads: which arrays a network needs, and a file on its way to the server. */
import { json, Problem } from './api';

export interface Needed {
  readonly name: string;
  readonly layer: string;
  readonly param: string;
  readonly shape: readonly number[];
}

export const namesAt = (network: string): string => `/api/networks/${encodeURIComponent(network)}/weights/names`;

export const names = async (network: string): Promise<readonly Needed[]> => (await json<{ tensors: Needed[] }>(namesAt(network))).tensors;

/**
 * Send a file; answers the name of the weights in it. XMLHttpRequest, because it tells how much
 * of half a gigabyte is on its way. `onProgress`: the share that is sent, 0 to 1.
 */
export function load(network: string, file: Blob, onProgress: (share: number) => void, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = new XMLHttpRequest();
    asked.open('PUT', `/api/networks/${encodeURIComponent(network)}/weights`);
    asked.setRequestHeader('content-type', 'application/octet-stream');
    asked.responseType = 'json';
    asked.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0);
    asked.onload = () => {
      const told = (asked.response ?? {}) as { weights?: string; detail?: string; type?: string };
      if (asked.status === 201 && told.weights) resolve(told.weights);
      else reject(new Problem(told.detail ?? `The server answered ${asked.status} and gave no reason. Try again.`, asked.status, told.type));
    };
    asked.onerror = () => reject(new Problem('The file did not arrive: the connection broke off. Check that the server is still running, then try again.', 0));
    asked.onabort = () => reject(new DOMException('Not wanted any more.', 'AbortError'));
    signal.addEventListener('abort', () => asked.abort(), { once: true });
    asked.send(file);
  });
}
