import bidiFactory, { type Bidi } from 'bidi-js';

/**
 * The Unicode bidirectional algorithm. Its type declarations describe an ES module, but the file that Node loads is CommonJS.
 */
export const bidi: Bidi = (bidiFactory as unknown as () => Bidi)();
