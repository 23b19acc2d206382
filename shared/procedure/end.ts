/** Value of `next` when the procedure ends; reserved as a step id. */
export const END = 'end';
