import bidiFactory, { type Bidi } from 'bidi-js';

/** The Unicode bidirectional algorithm. Its type declarations are an ES module's, the file that Node loads is not. */
export const bidi: Bidi = (bidiFactory as unknown as () => Bidi)();
