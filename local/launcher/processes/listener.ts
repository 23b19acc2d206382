import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { promisify } from 'node:util';

const LISTEN = '0A';

/** Socket numbers that listen on the port, from `/proc/net/tcp` or `tcp6` (man 5 proc). */
export function listeningSockets(port: number, netTcp: string): readonly string[] {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  return netTcp
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[1]?.endsWith(`:${hex}`) && fields[3] === LISTEN)
    .map((fields) => fields[9] ?? '');
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function holdsSocket(pid: string, sockets: ReadonlySet<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => {
      try {
        return sockets.has(readlinkSync(`/proc/${pid}/fd/${fd}`));
      } catch {
        return false;
      }
    });
  } catch {
    return false;
  }
}

/** Name and number of the process that listens on a port, if the system tells us (not for other users' processes). */
export async function listenerOf(port: number): Promise<string | undefined> {
  const tables = ['/proc/net/tcp', '/proc/net/tcp6'].map(readOrEmpty);
  if (tables.every((table) => table === '')) return askLsof(port);
  const sockets = new Set(tables.flatMap((table) => listeningSockets(port, table)).map((inode) => `socket:[${inode}]`));
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    if (holdsSocket(pid, sockets)) return `${readOrEmpty(`/proc/${pid}/comm`).trim()} (process ${pid})`;
  }
  return undefined;
}

async function askLsof(port: number): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'], {
      timeout: 3000,
    });
    const pid = /^p(\d+)$/m.exec(stdout)?.[1];
    return pid ? `${/^c(.+)$/m.exec(stdout)?.[1] ?? 'a process'} (process ${pid})` : undefined;
  } catch {
    return undefined;
  }
}
