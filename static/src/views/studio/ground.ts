/**
 * What filters are laid on, as the server knows it: maps of a run by name, or a picture that is
 * sent once and kept there. One that the server has forgotten meanwhile is sent once more.
 */
import { Problem } from '../../data/api';
import * as api from '../../data/filters';
import type { FilterSource, KeptPicture } from '../../data/filters';
import type { Session } from '../../state/session.svelte';
import type { Source } from './chain';

export class Ground {
  #sent: { readonly given: Blob | string; readonly kept: Promise<KeptPicture> } | null = null;

  constructor(private readonly session: () => Session, private readonly arrived: (kept: KeptPicture) => void) {}

  /** Ask a question about it. Throws Problem. */
  async ask<T>(source: Source, question: (source: FilterSource) => Promise<T>, again = false): Promise<T> {
    try {
      return await question(await this.#named(source));
    } catch (reason) {
      if (again || !(reason instanceof Problem) || !reason.type.endsWith('picture-not-kept')) throw reason;
      this.#sent = null;
      return this.ask(source, question, true);
    }
  }

  async #named(source: Source): Promise<FilterSource> {
    const session = this.session();
    if (source.layer !== null) return { run: session.run!.run, layer: source.layer, channel: source.map };
    const { given } = session.original;
    if (given !== null && this.#sent?.given !== given) this.#send(given);
    const kept = await this.#sent!.kept;
    if (session.original.given === given) this.arrived(kept);
    return { picture: kept.picture };
  }

  #send(given: Blob | string): void {
    const kept = this.session().original.file().then((file) => {
      if (!file) throw new Problem('The picture itself is not in this browser any more. Upload it again, or choose a layer to lay the filter on.', 0);
      return api.keep(file);
    });
    const sent = (this.#sent = { given, kept });
    kept.catch(() => {
      if (this.#sent === sent) this.#sent = null;
    });
  }
}
