declare module 'linebreak' {
  /** The Unicode line breaking algorithm (UAX 14). Positions count UTF-16 units. */
  export default class LineBreaker {
    constructor(text: string);
    nextBreak(): { readonly position: number; readonly required?: boolean } | null;
  }
}
