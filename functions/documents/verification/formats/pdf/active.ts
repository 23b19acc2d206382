import { LIMITS } from '../../limits.ts';
import { budget, RefusedFile } from '../refused-file.ts';
import { isArray, isDict, Name, nameOf, type PdfDict, type PdfValue, Reference } from './values.ts';

/**
 * Keys and names that trigger actions (ISO 32000-2, 12.6; XFA of 1.7, 12.7.8), anywhere in the file. Legitimate files use these
 * spellings only with that meaning.
 */
const ACTIVE_KEYS = new Set(['JS', 'JavaScript', 'XFA', 'OnInstantiate', 'RichMediaContent', 'RichMediaSettings']);
const ACTIVE_NAMES = new Set([
  'JavaScript',
  'Launch',
  'SubmitForm',
  'ImportData',
  'GoToE',
  'Rendition',
  'RichMedia',
  'RichMediaExecute',
]);

/** Actions that may run automatically: go to a place in the same document, or a named viewer action (next page, print). */
const HARMLESS_WHEN_OPENED = new Set(['GoTo', 'Named']);

/** Actions allowed only on a click. */
const ON_CLICK = new Set([
  'GoToR',
  'URI',
  'Thread',
  'Sound',
  'Movie',
  'Hide',
  'ResetForm',
  'SetOCGState',
  'GoTo3DView',
]);

/** Collects automatic actions while the objects of a file are scanned. */
export class Actions {
  /** Objects that run automatically as actions. */
  readonly #automatic: number[] = [];
  /** Objects that run as actions on a click, and their successors. */
  readonly #onClick = new Set<number>();
  readonly #next = new Map<number, Set<number>>();
  readonly #steps = budget(LIMITS.pdfObjects);

  /** @throws RefusedFile `active-content` */
  look(dict: PdfDict, number: number | undefined): void {
    for (const [key, value] of dict) {
      if (ACTIVE_KEYS.has(key)) throw new RefusedFile('active-content');
      lookAtName(value);
    }
    if (number !== undefined) this.#note(dict, number);
    this.#opened(dict.get('OpenAction'));
    this.#additional(dict.get('AA'));
  }

  /** Call after all objects were scanned. @throws RefusedFile `active-content` */
  conclude(): void {
    const seen = new Set<number>();
    for (let number = this.#automatic.pop(); number !== undefined; number = this.#automatic.pop()) {
      if (this.#onClick.has(number)) throw new RefusedFile('active-content');
      if (!seen.has(number)) this.#automatic.push(...(this.#next.get(number) ?? []));
      seen.add(number);
    }
  }

  #note(dict: PdfDict, number: number): void {
    if (ON_CLICK.has(nameOf(dict.get('S')) ?? '')) this.#onClick.add(number);
    const next = dict.get('Next');
    const following = (isArray(next) ? next : [next]).filter((one) => one instanceof Reference);
    // Outlines also have a `Next`; it points to no action, so following it is harmless.
    if (following.length === 0) return;
    this.#steps.spend(following.length);
    const known = this.#next.get(number) ?? new Set();
    for (const one of following) known.add(one.number);
    this.#next.set(number, known);
  }

  /** A destination, an action, or a reference to one of them. */
  #opened(value: PdfValue | undefined): void {
    if (value instanceof Reference) this.#automatic.push(value.number);
    if (!isDict(value)) return;
    const kind = nameOf(value.get('S'));
    if (kind !== undefined && !HARMLESS_WHEN_OPENED.has(kind)) throw new RefusedFile('active-content');
    const next = value.get('Next');
    for (const one of isArray(next) ? next : [next]) this.#opened(one);
  }

  /** Actions on page open, field entry and so on. */
  #additional(value: PdfValue | undefined): void {
    if (value instanceof Reference) throw new RefusedFile('active-content');
    if (isDict(value)) for (const action of value.values()) this.#opened(action);
  }
}

/** @throws RefusedFile `active-content` */
export function lookAtName(value: PdfValue): void {
  if (value instanceof Name && ACTIVE_NAMES.has(value.name)) throw new RefusedFile('active-content');
}
