/** Name of a queue's dead-letter queue, which is of the same type (FIFO or standard). */
export const deadLettersOf = (queue: string): string =>
  queue.endsWith('.fifo') ? queue.replace(/\.fifo$/, '-dead-letters.fifo') : `${queue}-dead-letters`;
