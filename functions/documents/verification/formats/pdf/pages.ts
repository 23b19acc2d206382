import { isArray, nameOf, type PdfDict, Reference } from './values.ts';

/** Path from the trailer to a page (ISO 32000-2, 7.7). */
export class Pages {
  /** Object numbers of the catalogues referenced by trailers. */
  readonly roots = new Set<number>();
  readonly #trees = new Map<number, number>();
  /** Undefined: stored as a separate object and not resolved. */
  readonly #kids = new Map<number, readonly number[] | undefined>();
  readonly #pages = new Set<number>();

  look(dict: PdfDict, number: number): void {
    const type = nameOf(dict.get('Type'));
    const [tree, kids] = [dict.get('Pages'), dict.get('Kids')];
    if (tree instanceof Reference) this.#trees.set(number, tree.number);
    if (type === 'Page' || (dict.has('Parent') && (dict.has('MediaBox') || dict.has('Contents')))) {
      this.#pages.add(number);
    }
    if (type !== 'Pages' && !dict.has('Count')) return;
    if (kids instanceof Reference) this.#kids.set(number, undefined);
    if (isArray(kids)) {
      this.#kids.set(
        number,
        kids.filter((kid) => kid instanceof Reference).map((kid) => kid.number),
      );
    }
  }

  /** Whether the catalogue of any trailer leads to a page. */
  get any(): boolean {
    const open = [...this.roots].flatMap((root) => this.#trees.get(root) ?? []);
    const seen = new Set<number>();
    for (let number = open.pop(); number !== undefined; number = open.pop()) {
      if (this.#pages.has(number)) return true;
      if (seen.has(number)) continue;
      seen.add(number);
      const kids = this.#kids.get(number);
      if (kids === undefined && this.#kids.has(number) && this.#pages.size > 0) return true;
      for (const kid of kids ?? []) open.push(kid);
    }
    return false;
  }
}
