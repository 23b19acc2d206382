import { createServer, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

/** What a server does to one connection. `asked` settles when the first bytes of a request have come. */
type Act = (socket: Socket, asked: Promise<void>) => void | Promise<void>;

export type Behaviour = {
  readonly act: Act;
  /** The server is called by `https:`, but does not support TLS. */
  readonly secure?: true;
};

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';
const MIB = Buffer.alloc(1 << 20, 0x61);
/** Size of an "endless" response: far beyond every client's limit, but finite. Bytes. */
const FLOOD = 512 * MIB.length;

const answers =
  (...parts: readonly (string | Buffer)[]): Act =>
  async (socket, asked) => {
    await asked;
    for (const part of parts) socket.write(part);
  };
const answersAndCloses =
  (...parts: readonly (string | Buffer)[]): Act =>
  async (socket, asked) => {
    await asked;
    socket.end(Buffer.concat(parts.map((part) => Buffer.from(part))));
  };
/** Writes one chunk repeatedly, as fast as it is read. */
const floods =
  (head: string, piece: string | Buffer): Act =>
  async (socket, asked) => {
    await asked;
    socket.write(head);
    const bytes = Buffer.concat(Array.from({ length: Math.ceil(65_536 / piece.length) }, () => Buffer.from(piece)));
    let sent = 0;
    const more = (): void => {
      while (socket.writable && sent < FLOOD) {
        sent += bytes.length;
        if (!socket.write(bytes)) {
          socket.once('drain', more);
          return;
        }
      }
    };
    more();
  };
/** Writes a byte or a line every few milliseconds, so that the connection is never idle. */
const drips =
  (head: string, piece: string): Act =>
  async (socket, asked) => {
    await asked;
    socket.write(head);
    const timer = setInterval(() => socket.write(piece), 10);
    socket.once('close', () => clearInterval(timer));
  };

/** All known misbehaviours of servers. A new one is one line here and is tested with every client. */
export const BEHAVIOURS = {
  'accepts and stays silent': { act: () => {} },
  'never ends the TLS handshake': { act: () => {}, secure: true },
  'answers the TLS handshake in clear text': { act: answers('HTTP/1.1 400 Bad Request\r\n\r\n'), secure: true },
  'closes during the TLS handshake': { act: answersAndCloses(), secure: true },
  'closes at once': { act: (socket) => void socket.end() },
  'resets at once': { act: (socket) => void socket.resetAndDestroy() },
  'closes once it was asked': { act: answersAndCloses() },
  'resets once it was asked': { act: async (socket, asked) => asked.then(() => void socket.resetAndDestroy()) },
  'stops in the status line': { act: answers('HTTP/1.1 20') },
  'closes in the status line': { act: answersAndCloses('HTTP/1.1 20') },
  'stops in a header': { act: answers(`${HEAD}X-Half: `) },
  'closes in a header': { act: answersAndCloses(`${HEAD}X-Half: `) },
  'drips a header': { act: drips(`${HEAD}X-Slow: `, 'a') },
  'sends one header without end': { act: floods(`${HEAD}X-Long: `, 'a') },
  'sends headers without end': { act: floods(HEAD, 'X-More: a\r\n') },
  'switches protocols': {
    act: answers('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'),
  },
  'switches protocols to none': { act: answers('HTTP/1.1 101 Switching Protocols\r\n\r\n') },
  'says "continue" without end': { act: floods('', 'HTTP/1.1 100 Continue\r\n\r\n') },
  'drips early hints': { act: drips('', 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n') },
  'stops after the headers': { act: answers(`${HEAD}Content-Length: 9\r\n\r\n`) },
  'stops in the body': { act: answers(`${HEAD}Content-Length: 9\r\n\r\n{"a"`) },
  'closes in the body': { act: answersAndCloses(`${HEAD}Content-Length: 9\r\n\r\n{"a"`) },
  'closes in a chunk': { act: answersAndCloses(`${HEAD}Transfer-Encoding: chunked\r\n\r\n9\r\n{"a"`) },
  'resets in the body': {
    act: async (socket, asked) => {
      await asked;
      socket.write(`${HEAD}Content-Length: 9\r\n\r\n{"a"`, () => void socket.resetAndDestroy());
    },
  },
  'drips a body': { act: drips(`${HEAD}\r\n`, ' ') },
  'drips chunks': { act: drips(`${HEAD}Transfer-Encoding: chunked\r\n\r\n`, '1\r\n \r\n') },
  'sends a body without end': { act: floods(`${HEAD}\r\n`, MIB) },
  'sends chunks without end': {
    act: floods(`${HEAD}Transfer-Encoding: chunked\r\n\r\n`, `400\r\n${'a'.repeat(1024)}\r\n`),
  },
  'sends a chunk extension without end': { act: floods(`${HEAD}Transfer-Encoding: chunked\r\n\r\n1;x=`, 'a') },
  'sends trailers without end': { act: floods(`${HEAD}Transfer-Encoding: chunked\r\n\r\n0\r\n`, 'X-More: a\r\n') },
  'announces a terabyte': { act: floods(`${HEAD}Content-Length: 1099511627776\r\n\r\n`, MIB) },
  'announces a negative length': { act: answersAndCloses(`${HEAD}Content-Length: -1\r\n\r\n{}`) },
  'announces two lengths': { act: answersAndCloses(`${HEAD}Content-Length: 2\r\nContent-Length: 9\r\n\r\n{}`) },
  'announces a length and chunks': {
    act: answersAndCloses(`${HEAD}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n\r\n`),
  },
  'sends more than it announced': { act: answers(`${HEAD}Content-Length: 2\r\n\r\n[]HTTP/1.1 200 OK\r\n\r\n`) },
  'sends a bomb packed with gzip': {
    act: answersAndCloses(
      `${HEAD}Content-Encoding: gzip\r\n\r\n`,
      gzipSync(Buffer.alloc(64 << 20, 0x20), { level: 9 }),
    ),
  },
  'says that it is packed and is not': { act: answersAndCloses(`${HEAD}Content-Encoding: br\r\n\r\nplain`) },
  'leads on to the metadata service': {
    act: answersAndCloses(
      'HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/latest/\r\nContent-Length: 0\r\n\r\n',
    ),
  },
  'leads back to itself': {
    act: answersAndCloses('HTTP/1.1 307 Temporary Redirect\r\nLocation: /\r\nContent-Length: 0\r\n\r\n'),
  },
  'answers with a status there is not': { act: answersAndCloses('HTTP/1.1 999 Odd\r\nContent-Length: 2\r\n\r\n{}') },
  'answers without content and with a body': { act: answersAndCloses('HTTP/1.1 204 No Content\r\n\r\n{"a":1}') },
  'speaks no HTTP': { act: (socket) => void socket.write('SSH-2.0-OpenSSH_9.9\r\n') },
  'answers before it was asked': { act: (socket) => void socket.end(`${HEAD}Content-Length: 2\r\n\r\n[]`) },
  'reads nothing': { act: (socket) => void socket.pause() },
} as const satisfies Readonly<Record<string, Behaviour>>;

/** A server on the loopback interface that treats every connection alike. */
export async function hostileServer({ act, secure }: Behaviour) {
  const open = new Set<Socket>();
  const seen = { connections: 0, sent: 0 };
  const server = createServer((socket) => {
    seen.connections += 1;
    open.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => {
      open.delete(socket);
      seen.sent = Math.max(seen.sent, socket.bytesWritten);
    });
    void act(socket, new Promise((resolve) => void socket.once('data', () => resolve())));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `${secure ? 'https' : 'http'}://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    seen,
    close: () =>
      new Promise<void>((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
