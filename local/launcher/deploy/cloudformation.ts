/** One line of `cdk deploy --progress events`: `stack | 12/38 | time | STATUS | type | name reason`. */
const EVENT = /\|\s*(?:\d+(?:\/\d+)?)\s*\|[^|]*\|\s*([A-Z_]+)\s*\|\s*(\S+)\s*\|\s*(.+)$/;

export interface ResourceEvent {
  readonly status: string;
  readonly type: string;
  readonly text: string;
}

/** Pure: a resource's event in a line of the CLI's output. */
export function resourceEvent(line: string): ResourceEvent | undefined {
  const match = EVENT.exec(line);
  if (!match) return undefined;
  return { status: match[1] ?? '', type: match[2] ?? '', text: (match[3] ?? '').trim() };
}

/**
 * Pure: why a deploy failed, in one line: the first resource that failed for a reason of its own, else the CLI's
 * error, else its last line.
 */
export function firstFailure(lines: readonly string[]): string {
  const events = lines.map(resourceEvent).filter((event) => event !== undefined);
  const failed = events.find((event) => /_FAILED$/.test(event.status) && !/cancel/i.test(event.text));
  if (failed) return `${failed.type} ${failed.text}`;
  const plain = lines.map((line) => line.trim()).filter((line) => line !== '');
  const at = plain.findIndex((line) => /^(❌|\[Error|\w*Error:|\S+ failed:)/.test(line));
  const said = at < 0 ? plain.at(-1) : plain[at]?.endsWith(':') ? `${plain[at]} ${plain[at + 1] ?? ''}` : plain[at];
  return (said ?? 'no message')
    .replace(/^❌\s*/, '')
    .replace(/\.$/, '')
    .slice(0, 400);
}
