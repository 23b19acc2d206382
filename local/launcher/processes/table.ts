import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessRow {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** "Z": a zombie, ended and not yet reaped by its parent. */
  readonly state: string;
  readonly command: string;
  /** Resident memory in bytes; pages shared between processes count in each of them. */
  readonly residentBytes: number;
}

const PAGE_BYTES = 4096;

/** One row from `/proc/<pid>/stat` (man 5 proc). The command may hold spaces and brackets. */
export function parseStat(stat: string): ProcessRow | undefined {
  const open = stat.indexOf('(');
  const close = stat.lastIndexOf(')');
  if (open < 0 || close < open) return undefined;
  const rest = stat.slice(close + 2).split(' ');
  const pid = Number(stat.slice(0, open));
  const parent = Number(rest[1]);
  const group = Number(rest[2]);
  const pages = Number(rest[21]);
  if (![pid, parent, group, pages].every(Number.isInteger)) return undefined;
  return {
    pid,
    parent,
    group,
    state: rest[0] ?? '',
    command: stat.slice(open + 1, close),
    residentBytes: pages * PAGE_BYTES,
  };
}

/** All processes of the machine; empty where there is no `/proc` (macOS). */
export function readProcessTable(): readonly ProcessRow[] {
  let names: string[];
  try {
    names = readdirSync('/proc');
  } catch {
    return [];
  }
  const rows: ProcessRow[] = [];
  for (const name of names) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const row = parseStat(readFileSync(`/proc/${name}/stat`, 'utf8'));
      if (row) rows.push(row);
    } catch {
      // The process ended meanwhile.
    }
  }
  return rows;
}

/** The process itself and all its descendants. */
export function treeOf(root: number, table: readonly ProcessRow[]): readonly ProcessRow[] {
  const children = Map.groupBy(table, (row) => row.parent);
  const found = table.filter((row) => row.pid === root);
  for (let i = 0; i < found.length; i++) found.push(...(children.get((found[i] as ProcessRow).pid) ?? []));
  return found;
}

/** Root of what the user started: npm and its shell above us belong to it. */
export function rootOf(pid: number, table: readonly ProcessRow[]): number {
  const byPid = new Map(table.map((row) => [row.pid, row]));
  let root = pid;
  for (;;) {
    const parent = byPid.get(byPid.get(root)?.parent ?? 0);
    const ours = parent?.command.startsWith('npm') || (parent?.command === 'sh' && npmAbove(parent, byPid));
    if (!parent || !ours) return root;
    root = parent.pid;
  }
}

function npmAbove(row: ProcessRow, byPid: ReadonlyMap<number, ProcessRow>): boolean {
  return byPid.get(row.parent)?.command.startsWith('npm') ?? false;
}
