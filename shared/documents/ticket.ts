/** How long an upload may start after its ticket was issued: the lifetime of the presigned URL. Seconds. */
export const UPLOAD_VALID = 10 * 60;

/** Whether the ticket has expired at `now`. */
export const isOver = (since: string, now: string): boolean =>
  Date.parse(now) >= Date.parse(since) + UPLOAD_VALID * 1000;
