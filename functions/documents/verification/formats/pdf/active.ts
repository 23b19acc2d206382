import { LIMITS } from '../../limits.ts';
import { budget, RefusedFile } from '../refused-file.ts';
import { isArray, isDict, Name, nameOf, type PdfDict, type PdfValue, Reference } from './values.ts';

/**
 * Keys and names that make a document do something (ISO 32000-2, 12.6; XFA of 1.7, 12.7.8), wherever they stand. No
 * honest file spells one of them otherwise than to mean it.
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

/** What a document may do by itself: show a place of its own, or one of the viewer's named moves (next page, print). */
const HARMLESS_WHEN_OPENED = new Set(['GoTo', 'Named']);

/** Actions that wait for a click, and are not to happen without one. */
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

/** What is found out about actions that happen by themselves while the objects of a file are walked. */
export class Actions {
  /** Objects that are opened as actions by themselves. */
  readonly #automatic: number[] = [];
  /** Objects that are actions for a click, and what follows such ones. */
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

  /** To be called when every object has been looked at. @throws RefusedFile `active-content` */
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
    // Outlines have a `Next` too; it leads to no action, so following it does no harm.
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

  /** Actions on opening a page, entering a field and so on. */
  #additional(value: PdfValue | undefined): void {
    if (value instanceof Reference) throw new RefusedFile('active-content');
    if (isDict(value)) for (const action of value.values()) this.#opened(action);
  }
}

/** @throws RefusedFile `active-content` */
export function lookAtName(value: PdfValue): void {
  if (value instanceof Name && ACTIVE_NAMES.has(value.name)) throw new RefusedFile('active-content');
}
