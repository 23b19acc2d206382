import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Cleanup } from '../../../local/launcher/cleanup.ts';
import { BadSetting, PortTaken } from '../../../local/launcher/errors.ts';
import { hold, portBase, portPlan, reservePorts } from '../../../local/launcher/ports.ts';
import { listeningSockets } from '../../../local/launcher/processes/listener.ts';

const cleanup = new Cleanup();
afterEach(async () => {
  await cleanup.run();
});

async function take(port: number): Promise<number> {
  const server = await hold(port);
  if (!server) throw new Error(`port ${port} was taken already`);
  cleanup.add(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return (server.address() as AddressInfo).port;
}

describe('reservePorts', () => {
  it('names the port, its use, its holder and the way out', async () => {
    const { ports, release } = await reservePorts('free');
    await release();
    await take(ports.payments);

    const error = await reservePorts(ports.emulator).catch((e: unknown) => e);

    expect(error).toBeInstanceOf(PortTaken);
    expect(String(error)).toContain(`Port ${ports.payments} (payments) is taken`);
    expect(String(error)).toContain('MOTCUA_PORT_BASE');
    if (process.platform === 'linux') expect(String(error)).toContain(`(process ${process.pid})`);
  });

  it('never gives the same block twice while it is held, and gives it again afterwards', async () => {
    const all = await Promise.all(Array.from({ length: 5 }, () => reservePorts('free')));
    for (const { release } of all) cleanup.add(release);
    const first = all[0]?.ports.emulator ?? 0;

    expect(new Set(all.map(({ ports }) => ports.emulator)).size).toBe(5);
    await expect(reservePorts(first)).rejects.toThrow(/lock of another local province/);

    await all[0]?.release();
    const again = await reservePorts(first);
    cleanup.add(again.release);
    expect(again.ports.emulator).toBe(first);
  });

  it('takes the next block when one of the ports is taken', async () => {
    const first = await reservePorts('free');
    await first.release();
    await take(first.ports.agency);
    const second = await reservePorts('free');
    cleanup.add(second.release);
    expect(second.ports.emulator).not.toBe(first.ports.emulator);
  });
});

describe('portPlan', () => {
  it('uses seven different ports and leaves the last of ten to the lock', () => {
    const ports = Object.values(portPlan(4700));
    expect(new Set(ports).size).toBe(7);
    expect(Math.max(...ports)).toBeLessThan(4709);
  });
});

describe('portBase', () => {
  it('is 4700 unless MOTCUA_PORT_BASE says otherwise', () => {
    expect(portBase({})).toBe(4700);
    expect(portBase({ MOTCUA_PORT_BASE: '' })).toBe(4700);
    expect(portBase({ MOTCUA_PORT_BASE: '9000' })).toBe(9000);
  });
  it.each(['abc', '80', '65530', '4700.5', '-1'])('refuses %s', (value) => {
    expect(() => portBase({ MOTCUA_PORT_BASE: value })).toThrow(BadSetting);
  });
});

describe('listeningSockets', () => {
  const table = [
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
    '   0: 0100007F:125C 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 111 1 0 100 0 0 10 0',
    '   1: 0100007F:125C 0100007F:9999 01 00000000:00000000 00:00000000 00000000     0        0 222 1 0 20 4 30 10 -1',
    '   2: 00000000:1260 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 333 1 0 100 0 0 10 0',
  ].join('\n');
  it('finds listeners, not connections', () => {
    expect(listeningSockets(4700, table)).toEqual(['111']);
    expect(listeningSockets(4704, table)).toEqual(['333']);
    expect(listeningSockets(4705, table)).toEqual([]);
  });
});
