import { createServer, type Server } from 'node:net';
import { SIMULATORS, type SimulatorName } from '../simulators/launch.ts';
import { BadSetting, PortTaken } from './errors.ts';
import { listenerOf } from './processes/listener.ts';

export type Ports = Readonly<Record<SimulatorName | 'emulator' | 'portal', number>>;

/** A block is ten ports: emulator, simulators, the portal's origin, spares, and the last one, which is the lock of the block. */
const BLOCK = 10;
const DEFAULT_BASE = 4700;
/** Below the range from which systems hand out ports for outgoing connections (Linux: 32768). */
const FREE_FROM = 21_000;
const FREE_TO = 31_000;

export interface ReservedPorts {
  readonly ports: Ports;
  release(): Promise<void>;
}

/** Pure: what each port of the block at `base` is for. */
export function portPlan(base: number): Ports {
  const [identity, nationalPortal, payments, post, agency] = SIMULATORS.map((_, i) => base + 1 + i) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const portal = base + 1 + SIMULATORS.length;
  return { emulator: base, identity, 'national-portal': nationalPortal, payments, post, agency, portal };
}

/** `MOTCUA_PORT_BASE`, or 4700. @throws BadSetting */
export function portBase(env: NodeJS.ProcessEnv): number {
  const text = env.MOTCUA_PORT_BASE;
  if (text === undefined || text === '') return DEFAULT_BASE;
  const base = Number(text);
  if (!Number.isInteger(base) || base < 1024 || base + BLOCK > 65_536) {
    throw new BadSetting('MOTCUA_PORT_BASE', text, 'a number between 1024 and 65526');
  }
  return base;
}

/** Listens on loopback; undefined when the port is taken. */
export function hold(port: number): Promise<Server | undefined> {
  const { promise, resolve } = Promise.withResolvers<Server | undefined>();
  const server = createServer((socket) => socket.destroy());
  server.once('error', () => resolve(undefined));
  server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(server.unref()));
  return promise;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

async function takenPort(plan: Ports): Promise<[string, number] | undefined> {
  for (const [use, port] of Object.entries(plan)) {
    const server = await hold(port);
    if (!server) return [use, port];
    await close(server);
  }
  return undefined;
}

/**
 * Reserves the block at `base`, or the first free one for 'free'. The lock is a listening socket, so two environments
 * never get the same block, and the system releases it when its holder exits.
 * @throws PortTaken
 */
export async function reservePorts(base: number | 'free'): Promise<ReservedPorts> {
  const bases = base === 'free' ? blocks() : [base];
  let taken: [string, number] = ['all local ports', FREE_FROM];
  for (const candidate of bases) {
    const lock = await hold(candidate + BLOCK - 1);
    if (!lock) {
      taken = ['the lock of another local province', candidate + BLOCK - 1];
      continue;
    }
    const plan = portPlan(candidate);
    const conflict = await takenPort(plan);
    if (!conflict) return { ports: plan, release: () => close(lock) };
    taken = conflict;
    await close(lock);
  }
  const [use, port] = taken;
  throw new PortTaken(port, use, await listenerOf(port));
}

function* blocks(): Generator<number> {
  for (let base = FREE_FROM; base < FREE_TO; base += BLOCK) yield base;
}
