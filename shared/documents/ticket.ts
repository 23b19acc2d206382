/** How long an upload may begin after its ticket was given out, seconds: the life of the presigned address. */
export const UPLOAD_VALID = 10 * 60;

/** Whether the time a ticket gives is over `now`. */
export const isOver = (since: string, now: string): boolean =>
  Date.parse(now) >= Date.parse(since) + UPLOAD_VALID * 1000;
