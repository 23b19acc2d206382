/** Name of a queue's dead-letter queue, which is of its kind. */
export const deadLettersOf = (queue: string): string =>
  queue.endsWith('.fifo') ? queue.replace(/\.fifo$/, '-dead-letters.fifo') : `${queue}-dead-letters`;
