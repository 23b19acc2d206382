/** Where `next` leads when the procedure ends there; no step may be called so. */
export const END = 'end';
