import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { RefusedFile } from '../refused-file.ts';
import { rc4 } from './rc4.ts';
import { isDict, nameOf, numberOf, type PdfDict, Text } from './values.ts';

/** Decrypts the bytes of one object's stream. */
export type Decryption = (bytes: Buffer, number: number, generation: number) => Buffer;

type Method = 'none' | 'rc4' | 'aes-128' | 'aes-256';

/** ISO 32000-2, 7.6.4.3.2, step a. */
const PADDING = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex');

const md5 = (...parts: Buffer[]) => createHash('md5').update(Buffer.concat(parts)).digest();

/**
 * Opens an encrypted PDF with the empty user password. A PDF with only an owner password opens this way in any viewer, so its
 * content must be checked like any other (ISO 32000-2, 7.6).
 * @throws RefusedFile `encrypted` when a password or a certificate is needed
 */
export function openEncrypted(encrypt: PdfDict, id: Buffer): Decryption {
  if (nameOf(encrypt.get('Filter')) !== 'Standard') throw new RefusedFile('encrypted');
  const revision = numberOf(encrypt.get('R')) ?? 0;
  const key = revision >= 5 ? keyOf256(encrypt, revision) : keyOf128(encrypt, revision, id);
  if (key === undefined) throw new RefusedFile('encrypted');
  const method = methodOf(encrypt);
  return (bytes, number, generation) => decrypt(bytes, key, method, number, generation);
}

const bytesOf = (dict: PdfDict, key: string, length: number): Buffer => {
  const value = dict.get(key);
  if (!(value instanceof Text) || value.bytes.length < length) throw new RefusedFile('damaged');
  return value.bytes.subarray(0, length);
};

/** Revisions 2 to 4, algorithms 2, 4 and 5. */
function keyOf128(encrypt: PdfDict, revision: number, id: Buffer): Buffer | undefined {
  if (revision < 2 || revision > 4) throw new RefusedFile('encrypted');
  const [owner, user] = [bytesOf(encrypt, 'O', 32), bytesOf(encrypt, 'U', revision === 2 ? 32 : 16)];
  const permissions = Buffer.alloc(4);
  permissions.writeInt32LE((numberOf(encrypt.get('P')) ?? 0) | 0);
  const inClear = revision === 4 && encrypt.get('EncryptMetadata') === false;
  const length =
    revision === 2 ? 5 : Math.min(16, Math.max(5, Math.floor((numberOf(encrypt.get('Length')) ?? 40) / 8)));
  for (const size of revision === 4 ? [16, length] : [length]) {
    let key = md5(PADDING, owner, permissions, id, inClear ? Buffer.alloc(4, 255) : Buffer.alloc(0)).subarray(0, size);
    if (revision >= 3) for (let round = 0; round < 50; round += 1) key = md5(key).subarray(0, size);
    if (expectedUser(key, revision, id).equals(user)) return key;
  }
  return undefined;
}

function expectedUser(key: Buffer, revision: number, id: Buffer): Buffer {
  if (revision === 2) return rc4(key, PADDING);
  let expected = rc4(key, md5(PADDING, id));
  for (let round = 1; round < 20; round += 1) expected = rc4(Buffer.from(key.map((byte) => byte ^ round)), expected);
  return expected;
}

/** Revisions 5 (Adobe's, Extension Level 3) and 6, algorithm 2.A. */
function keyOf256(encrypt: PdfDict, revision: number): Buffer | undefined {
  if (revision > 6) throw new RefusedFile('encrypted');
  const user = bytesOf(encrypt, 'U', 48);
  const hash = (salt: Buffer) => (revision === 5 ? createHash('sha256').update(salt).digest() : hardened(salt));
  if (!hash(user.subarray(32, 40)).equals(user.subarray(0, 32))) return undefined;
  const cipher = createDecipheriv('aes-256-cbc', hash(user.subarray(40, 48)), Buffer.alloc(16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(bytesOf(encrypt, 'UE', 32)), cipher.final()]);
}

/** Algorithm 2.B for an empty password. */
function hardened(salt: Buffer): Buffer {
  let key = createHash('sha256').update(salt).digest();
  for (let round = 0; ; round += 1) {
    const block = Buffer.concat(Array.from({ length: 64 }, () => key));
    const cipher = createCipheriv('aes-128-cbc', key.subarray(0, 16), key.subarray(16, 32)).setAutoPadding(false);
    const mixed = Buffer.concat([cipher.update(block), cipher.final()]);
    const remainder = mixed.subarray(0, 16).reduce((sum, byte) => sum + byte, 0) % 3;
    key = createHash(['sha256', 'sha384', 'sha512'][remainder] ?? 'sha256')
      .update(mixed)
      .digest();
    if (round >= 63 && (mixed.at(-1) ?? 0) <= round - 31) return key.subarray(0, 32);
  }
}

function methodOf(encrypt: PdfDict): Method {
  const version = numberOf(encrypt.get('V')) ?? 0;
  if (version < 4) return 'rc4';
  const name = nameOf(encrypt.get('StmF')) ?? 'Identity';
  if (name === 'Identity') return 'none';
  const filters = encrypt.get('CF');
  const filter = isDict(filters) ? filters.get(name) : undefined;
  switch (isDict(filter) ? nameOf(filter.get('CFM')) : undefined) {
    case 'None':
      return 'none';
    case 'V2':
      return 'rc4';
    case 'AESV2':
      return 'aes-128';
    case 'AESV3':
      return 'aes-256';
    default:
      throw new RefusedFile('encrypted');
  }
}

/** Algorithm 1 and 1.A. */
function decrypt(bytes: Buffer, key: Buffer, method: Method, number: number, generation: number): Buffer {
  if (method === 'none') return bytes;
  if (method === 'aes-256') return unpadded('aes-256-cbc', key, bytes);
  const place = Buffer.alloc(5);
  place.writeUIntLE(number % 2 ** 24, 0, 3);
  place.writeUInt16LE(generation % 2 ** 16, 3);
  const salt = method === 'aes-128' ? Buffer.from('sAlT', 'latin1') : Buffer.alloc(0);
  const own = md5(key, place, salt).subarray(0, Math.min(key.length + 5, 16));
  return method === 'rc4' ? rc4(own, bytes) : unpadded('aes-128-cbc', own, bytes);
}

/** AES-CBC after its initialisation vector. Padding is kept: the next decoder detects its own end. */
function unpadded(algorithm: string, key: Buffer, bytes: Buffer): Buffer {
  const blocks = bytes.length - (bytes.length % 16);
  if (blocks < 32) throw new RefusedFile('damaged');
  const cipher = createDecipheriv(algorithm, key, bytes.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(bytes.subarray(16, blocks)), cipher.final()]);
}
