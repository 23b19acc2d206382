import { createHash } from 'node:crypto';
import { smallPdf } from '../kit/small-pdf.ts';

/** Files of dossiers filed at the portal, served by the portal itself. */
export class PortalFiles {
  readonly #base: string;
  readonly #held = new Map<string, { name: string; content: Buffer }>();

  constructor(base: string) {
    this.#base = base;
  }

  /** Stores a file and returns its address. */
  add(name: string, base64: string | undefined): string {
    const content = base64 === undefined ? smallPdf(name) : Buffer.from(base64, 'base64');
    const id = createHash('sha256').update(name).update(content).digest('hex').slice(0, 24);
    this.#held.set(id, { name, content });
    return `${this.#base}/files/${id}/${encodeURIComponent(name)}`;
  }

  get(id: string): { name: string; content: Buffer } | undefined {
    return this.#held.get(id);
  }

  clear(): void {
    this.#held.clear();
  }
}
