/**
 * Ends this process with its parent, so that no simulator outlives a demo or a test that was killed.
 * An orphan gets a new parent; nothing else changes `process.ppid`.
 */
export function endWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit(0);
  }, 500).unref();
  process.once('SIGTERM', () => process.exit(0));
  process.once('SIGINT', () => process.exit(0));
}
