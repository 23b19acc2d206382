import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ClamdAddress, ClamdError, scanStream } from '../../../local/launcher/scanner/clamd.ts';
import { type Clamd, findClamd, NO_CLAMD, startClamd } from '../../../local/launcher/scanner/daemon.ts';
import { eicar } from './eicar.ts';

let server: Server | undefined;
const sockets = new Set<Socket>();
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  server = undefined;
});

/** A daemon made of what it does with a connection. */
async function daemon(serve: (socket: Socket) => void): Promise<ClamdAddress> {
  const listening = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    serve(socket);
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const address = listening.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { host: '127.0.0.1', port: address.port };
}

/** Reads a command to its end as clamd does. @returns the bytes of the stream; undefined while they are not complete */
function streamIn(received: Buffer): Buffer | undefined {
  expect(received.subarray(0, 10).toString().slice(0, received.length)).toBe('zINSTREAM\0'.slice(0, received.length));
  const chunks: Buffer[] = [];
  for (let at = 10; at + 4 <= received.length; ) {
    const length = received.readUInt32BE(at);
    if (length === 0) return Buffer.concat(chunks);
    chunks.push(received.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return undefined;
}

/** Answers once it has the whole stream. */
const answers =
  (reply: string, seen: (bytes: Buffer) => void = () => undefined) =>
  (socket: Socket) => {
    let received = Buffer.alloc(0);
    socket.on('data', (part) => {
      received = Buffer.concat([received, part]);
      const bytes = streamIn(received);
      if (bytes === undefined) return;
      seen(bytes);
      socket.end(reply);
    });
  };

describe('what is asked of ClamAV', () => {
  it.each([0, 1, 65_535, 65_536, 65_537, 3_000_000])('are all %i bytes, in their order', async (size) => {
    const bytes = Buffer.alloc(size, 'abcdefghijklmnopqrstuvwxyz0123456789');
    let seen: Buffer = Buffer.alloc(0);
    const address = await daemon(
      answers('stream: OK\0', (all) => {
        seen = all;
      }),
    );
    expect(await scanStream(address, bytes)).toEqual({ found: false });
    expect(seen.equals(bytes)).toBe(true);
  });

  it.each([
    ['stream: Win.Test.EICAR_HDB-1 FOUND\0', { found: true, threat: 'Win.Test.EICAR_HDB-1' }],
    ['INSTREAM size limit exceeded. ERROR\0', { found: 'too-large' }],
  ])('is answered with %j', async (reply, expected) => {
    expect(await scanStream(await daemon(answers(reply)), Buffer.from('x'))).toEqual(expected);
  });

  it('is answered before all was sent, when it is too large', async () => {
    const address = await daemon((socket) => {
      socket.once('data', () => socket.end('INSTREAM size limit exceeded. ERROR\0'));
    });
    expect(await scanStream(address, Buffer.alloc(200_000))).toEqual({ found: 'too-large' });
  });

  it.each<[string, (socket: Socket) => void]>([
    ['hangs up at once', (socket) => socket.destroy()],
    ['hangs up in its answer', answers('stream: O')],
    ['answers an error', answers('stream: Can not allocate memory ERROR\0')],
    ['says nothing', () => undefined],
    ['says what is no answer', answers('HTTP/1.1 200 OK\0')],
    [
      'does not stop talking',
      (socket) => {
        const talk = (): void => {
          if (!socket.destroyed) socket.write('x'.repeat(1000), () => setImmediate(talk));
        };
        talk();
      },
    ],
  ])('is an error when the daemon %s', async (_, serve) => {
    const scan = scanStream(await daemon(serve), Buffer.alloc(100_000), { timeoutMs: 500 });
    await expect(scan).rejects.toBeInstanceOf(ClamdError);
  });

  it('is an error when nothing listens', async () => {
    await expect(scanStream({ path: '/nowhere/clamd.sock' }, Buffer.from('x'))).rejects.toBeInstanceOf(ClamdError);
  });
});

const program = findClamd();
if (program === undefined) console.warn(NO_CLAMD);

describe.skipIf(program === undefined)('ClamAV itself', () => {
  let clamd: Clamd;
  beforeAll(async () => {
    clamd = await startClamd(program ?? '');
  });
  afterAll(() => clamd.stop());

  it('finds the EICAR test file, alone and inside another one, and nothing where nothing is', async () => {
    const { threat } = { threat: 'Motcua.Eicar-Test-File.UNOFFICIAL' };
    expect(await scanStream(clamd.address, Buffer.from(eicar()))).toEqual({ found: true, threat });
    const inside = Buffer.concat([Buffer.alloc(100_000, 'a'), Buffer.from(eicar()), Buffer.alloc(100_000, 'b')]);
    expect(await scanStream(clamd.address, inside)).toEqual({ found: true, threat });
    expect(await scanStream(clamd.address, Buffer.alloc(100_000, 'a'))).toEqual({ found: false });
  });
});
