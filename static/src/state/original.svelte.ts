/**
 * The picture as it was given, before the network's eyes: a file somebody chose, or a sample.
 * It stays in this browser; cutting it differently sends it again.
 */
import * as api from '../data/api';

export class Original {
  /** An address an <img> can show; null when only what the network saw is known. */
  address = $state<string | null>(null);
  #blob: Blob | null = null;
  #lent: string | null = null;

  show(picture: Blob | string | null): void {
    if (picture instanceof Blob ? picture === this.#blob : picture === this.address) return;
    if (this.#lent) URL.revokeObjectURL(this.#lent);
    this.#blob = picture instanceof Blob ? picture : null;
    this.#lent = this.#blob ? URL.createObjectURL(this.#blob) : null;
    this.address = this.#lent ?? (picture as string | null);
  }

  /** As it was given: a file, an address, or nothing. */
  get given(): Blob | string | null {
    return this.#blob ?? this.address;
  }

  /** The file itself; null when this browser does not have it. */
  async file(): Promise<Blob | null> {
    if (this.#blob || !this.address) return this.#blob;
    return api.picture(this.address);
  }
}
