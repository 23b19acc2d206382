import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const MAIN = new URL('../../../../local/simulators/national-portal/main.ts', import.meta.url);

export type HeldDossier = {
  readonly record?: Record<string, unknown>;
  readonly status: string;
  readonly progress: readonly Record<string, string>[];
  readonly statusUpdates: readonly Record<string, string>[];
  readonly records: number;
  readonly repeats: number;
};

export type Simulator = {
  readonly url: string;
  control(path: string, body?: unknown): Promise<unknown>;
  dossier(code: string): Promise<HeldDossier | undefined>;
  stop(): void;
};

/** The simulated portal as a separate process, with the real contract over HTTP. */
export async function startSimulator(): Promise<Simulator> {
  const child: ChildProcess = spawn(process.execPath, [MAIN.pathname], {
    env: { ...process.env, PORT: '0' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the simulator ended with ${code}`)));
    if (child.stdout === null) return;
    createInterface(child.stdout).once('line', (line) => resolve((JSON.parse(line) as { port: number }).port));
  });
  const url = `http://127.0.0.1:${port}`;
  const control = async (path: string, body?: unknown): Promise<unknown> => {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const answer = await fetch(`${url}/control/${path}`, {
      ...init,
      headers: { 'content-type': 'application/json' },
    });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return answer.json();
  };
  return {
    url,
    control,
    dossier: async (code) =>
      ((await control('state')) as { dossiers: Record<string, HeldDossier | undefined> }).dossiers[code],
    stop: () => child.kill(),
  };
}
