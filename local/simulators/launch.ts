import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const SIMULATORS = ['identity', 'national-portal', 'payments', 'post', 'agency'] as const;
export type SimulatorName = (typeof SIMULATORS)[number];

export type RunningSimulator = {
  readonly name: SimulatorName;
  readonly url: string;
  readonly process: ChildProcess;
  /** Ends the process and waits until it is gone. */
  stop(): Promise<void>;
  /** `GET /control/<what>`, parsed. @throws on any status but 200. */
  read<T>(what: string): Promise<T>;
  /** `POST /control/<what>` with a JSON body. @throws with the simulator's message on any status but 200. */
  control<T>(what: string, body?: unknown): Promise<T>;
};

/**
 * Starts a simulator as a process of its own and waits until it listens.
 * @param options.port 0 or absent: any free port.
 * @throws when it ends before it is ready, with what it wrote to standard error.
 */
export async function launch(
  name: SimulatorName,
  options: { port?: number; env?: Readonly<Record<string, string>> } = {},
): Promise<RunningSimulator> {
  const main = fileURLToPath(new URL(`./${name}/main.ts`, import.meta.url));
  const env = { ...process.env, ...options.env, PORT: String(options.port ?? 0) };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const errors: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const port = await new Promise<number>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('{"ready"')) resolve((JSON.parse(line) as { port: number }).port);
    });
    void ended.then(() => reject(new Error(`Simulator ${name} did not start: ${errors.join('').slice(0, 2000)}`)));
  });
  const url = `http://127.0.0.1:${port}`;
  const call = async (what: string, init?: RequestInit) => {
    const response = await fetch(`${url}/control/${what}`, init);
    const text = await response.text();
    if (!response.ok) throw new Error(`${name} /control/${what} answered ${response.status}: ${text}`);
    return JSON.parse(text);
  };
  return {
    name,
    url,
    process: child,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
    read: (what) => call(what),
    control: (what, body = {}) => call(what, { method: 'POST', body: JSON.stringify(body) }),
  };
}
