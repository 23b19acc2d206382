import { connect, type Socket } from 'node:net';

/** The verdict of ClamAV's daemon on some bytes. */
export type ClamdReply =
  | { readonly found: false }
  | { readonly found: true; readonly threat: string }
  /** The file is above its size limit. */
  | { readonly found: 'too-large' };

/** The daemon did not answer, or with an error. */
export class ClamdError extends Error {
  override readonly name = 'ClamdError';
}

/** Address of a daemon. */
export type ClamdAddress = { readonly path: string } | { readonly host: '127.0.0.1'; readonly port: number };

export type ClamdLimits = {
  /** Milliseconds for the whole exchange. */
  readonly timeoutMs: number;
};

/** Bytes; any chunk below the daemon's StreamMaxLength will do. */
const CHUNK = 65_536;
/** Bytes; an answer names one threat. */
const MAX_REPLY = 4_096;

/**
 * Scans bytes with ClamAV's daemon by its INSTREAM command: chunks, each preceded by its length, until one of length 0 (clamd(8)).
 * Settles within its time-out even if the daemon hangs.
 * @throws ClamdError
 */
export async function scanStream(
  address: ClamdAddress,
  bytes: Buffer,
  { timeoutMs }: ClamdLimits = { timeoutMs: 30_000 },
): Promise<ClamdReply> {
  const socket = connect(address);
  const timer = setTimeout(() => socket.destroy(new ClamdError(`no answer within ${timeoutMs} ms`)), timeoutMs);
  try {
    const [reply] = await Promise.all([replyOf(socket), send(socket, bytes)]);
    return understood(reply);
  } catch (error) {
    throw error instanceof ClamdError ? error : new ClamdError((error as Error).message, { cause: error });
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}

async function send(socket: Socket, bytes: Buffer): Promise<void> {
  socket.write('zINSTREAM\0');
  for (let at = 0; at < bytes.length; at += CHUNK) {
    const chunk = bytes.subarray(at, at + CHUNK);
    socket.write(lengthOf(chunk.length));
    // At most one chunk is in memory when the daemon reads slowly.
    if (!socket.write(chunk)) await drained(socket);
  }
  socket.write(lengthOf(0));
}

const lengthOf = (length: number) => {
  const word = Buffer.alloc(4);
  word.writeUInt32BE(length);
  return word;
};

/** Also when the daemon closes the connection early: it has answered then, or will not answer. */
const drained = (socket: Socket) =>
  new Promise<void>((resolve) => {
    socket.once('drain', resolve);
    socket.once('close', () => resolve());
  });

function replyOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (part: string) => {
      text += part;
      const end = text.indexOf('\0');
      if (end >= 0) resolve(text.slice(0, end));
      else if (text.length > MAX_REPLY) socket.destroy(new ClamdError('an answer that is too long'));
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new ClamdError('closed the connection without an answer')));
  });
}

function understood(reply: string): ClamdReply {
  if (reply === 'stream: OK') return { found: false };
  const threat = /^stream: (.+) FOUND$/.exec(reply)?.[1];
  if (threat !== undefined) return { found: true, threat };
  if (reply.startsWith('INSTREAM size limit exceeded')) return { found: 'too-large' };
  throw new ClamdError(`answered: ${reply}`);
}
