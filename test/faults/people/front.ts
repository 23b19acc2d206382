/** Headers of a caller who pretends to be the portal's distribution: the key is another. */
export const AS_THE_FRONT = { 'x-front-key': 'f'.repeat(40), 'x-viewer-address': '113.160.1.10' };
