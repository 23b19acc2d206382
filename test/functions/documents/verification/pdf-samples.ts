import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { rc4 } from '../../../../functions/documents/verification/formats/pdf/rc4.ts';
import { onePage, pdfOf, stream } from './samples.ts';

export const SCRIPT = '<</S/JavaScript/JS(app.alert(1))>>';

/** An object stream that contains these objects, numbered from 10. */
export function packed(
  objects: readonly string[],
  dict = '',
  pack: (content: Buffer) => Buffer = (content) => deflateSync(content),
): Buffer {
  const offsets = objects.map((_, index) => objects.slice(0, index).join(' ').length + (index > 0 ? 1 : 0));
  const header = offsets.map((offset, index) => `${10 + index} ${offset}`).join(' ');
  const content = Buffer.from(`${header} ${objects.join(' ')}`, 'latin1');
  const filter = dict.includes('/Filter') ? '' : '/Filter/FlateDecode';
  return stream(pack(content), `/Type/ObjStm/N ${objects.length}/First ${header.length + 1}${filter}${dict}`);
}

/** An incremental update as by signing programs: appended data with its own end marker. */
export function revised(bytes: Buffer, objects: string): Buffer {
  const table = bytes.lastIndexOf('xref\n0 ');
  return Buffer.concat([bytes, Buffer.from(`${objects}\ntrailer<</Root 1 0 R>>\nstartxref\n${table}\n%%EOF\n`)]);
}

/** The table of an object stream points into the middle of a string in its first object. */
export function overlapping(): Buffer {
  const first = `(${SCRIPT.replace('(app.alert(1))', '<78>')})`;
  const header = '10 0 11 1';
  return stream(
    deflateSync(Buffer.from(`${header} ${first}`)),
    `/Type/ObjStm/N 2/First ${header.length + 1}/Filter/FlateDecode`,
  );
}

export function packedPages(): Buffer {
  const objects = [
    '<</Type/Catalog/Pages 11 0 R>>',
    '<</Type/Pages/Kids[12 0 R]/Count 1>>',
    '<</Type/Page/Parent 11 0 R>>',
  ];
  const bytes = pdfOf([packed(objects)]).toString('latin1');
  return Buffer.from(bytes.replace('/Root 1 0 R', '/Root 10 0 R'), 'latin1');
}

export function ascii85(content: Buffer): Buffer {
  let out = '';
  for (let at = 0; at < content.length; at += 4) {
    const group = content.subarray(at, at + 4);
    let value = Buffer.concat([group, Buffer.alloc(4 - group.length)]).readUInt32BE();
    let digits = '';
    for (let n = 0; n < 5; n += 1) {
      digits = String.fromCharCode(33 + (value % 85)) + digits;
      value = Math.floor(value / 85);
    }
    out += digits.slice(0, group.length + 1);
  }
  return Buffer.from(`${out}~>`);
}

export function runs(content: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0; at < content.length; at += 100) {
    const part = content.subarray(at, at + 100);
    parts.push(Buffer.concat([Buffer.of(part.length - 1), part]));
  }
  return parts;
}

/** LZW with nine-bit codes, one per byte, cleared often enough not to grow. */
export function lzw(content: Buffer): Buffer {
  let bits = '';
  for (const [index, byte] of content.entries()) {
    if (index % 200 === 0) bits += (256).toString(2).padStart(9, '0');
    bits += byte.toString(2).padStart(9, '0');
  }
  bits += (257).toString(2).padStart(9, '0');
  return Buffer.from(bits.match(/.{1,8}/g)?.map((eight) => Number.parseInt(eight.padEnd(8, '0'), 2)) ?? []);
}

export function predicted(content: Buffer): Buffer {
  const rows: Buffer[] = [];
  const padded = Buffer.concat([content, Buffer.alloc(8 - (content.length % 8), 32)]);
  let before = Buffer.alloc(8);
  for (let at = 0; at < padded.length; at += 8) {
    const row = padded.subarray(at, at + 8);
    rows.push(Buffer.concat([Buffer.of(2), Buffer.from(row.map((byte, x) => byte - (before[x] ?? 0)))]));
    before = row;
  }
  return deflateSync(Buffer.concat(rows));
}

const PADDING = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex');
const md5 = (...parts: Buffer[]) => createHash('md5').update(Buffer.concat(parts)).digest();
const hex = (bytes: Buffer) => `<${bytes.toString('hex')}>`;

export type Method = 'rc4-40' | 'rc4-128' | 'aes-128' | 'aes-256';

/** A PDF in which one object stream is encrypted with a user password, according to the standard. */
export function encrypted(method: Method, password: string, object: string): Buffer {
  const id = Buffer.alloc(16, 5);
  const owner = Buffer.alloc(32, 6);
  const [key, dict] = method === 'aes-256' ? key256(password) : key128(method, password, id, owner);
  const content = Buffer.from(`10 0 ${object}`);
  const bytes = sealed(method, key, deflateSync(content));
  const objects = [...onePage(), stream(bytes, '/Type/ObjStm/N 1/First 5/Filter/FlateDecode'), dict];
  return pdfOf(objects, `/Encrypt 5 0 R/ID[${hex(id)}${hex(id)}]`);
}

function sealed(method: Method, key: Buffer, bytes: Buffer): Buffer {
  const place = Buffer.from([4, 0, 0, 0, 0]);
  if (method.startsWith('rc4')) return rc4(md5(key, place).subarray(0, Math.min(16, key.length + 5)), bytes);
  const own = method === 'aes-256' ? key : md5(key, place, Buffer.from('sAlT'));
  const vector = randomBytes(16);
  const cipher = createCipheriv(method === 'aes-256' ? 'aes-256-cbc' : 'aes-128-cbc', own, vector);
  return Buffer.concat([vector, cipher.update(bytes), cipher.final()]);
}

function key128(method: Method, password: string, id: Buffer, owner: Buffer): [Buffer, string] {
  const padded = Buffer.concat([Buffer.from(password), PADDING]).subarray(0, 32);
  const permissions = Buffer.alloc(4);
  permissions.writeInt32LE(-44);
  const size = method === 'rc4-40' ? 5 : 16;
  let key = md5(padded, owner, permissions, id).subarray(0, size);
  if (method !== 'rc4-40') for (let n = 0; n < 50; n += 1) key = md5(key).subarray(0, size);
  let user = method === 'rc4-40' ? rc4(key, PADDING) : rc4(key, md5(PADDING, id));
  for (let n = 1; n < 20 && method !== 'rc4-40'; n += 1) user = rc4(Buffer.from(key.map((byte) => byte ^ n)), user);
  const common = `/Filter/Standard/P -44/O${hex(owner)}/U${hex(Buffer.concat([user, Buffer.alloc(32)]).subarray(0, 32))}`;
  if (method === 'rc4-40') return [key, `<<${common}/V 1/R 2>>`];
  if (method === 'rc4-128') return [key, `<<${common}/V 2/R 3/Length 128>>`];
  return [key, `<<${common}/V 4/R 4/Length 128/CF<</StdCF<</CFM/AESV2/Length 16>>>>/StmF/StdCF/StrF/StdCF>>`];
}

/** Revision 5 uses plain SHA-256; revision 6 is tested on files of other programs. */
function key256(password: string): [Buffer, string] {
  const key = Buffer.alloc(32, 9);
  const [check, salt] = [Buffer.alloc(8, 1), Buffer.alloc(8, 2)];
  const hash = (more: Buffer) =>
    createHash('sha256')
      .update(Buffer.concat([Buffer.from(password), more]))
      .digest();
  const user = Buffer.concat([hash(check), check, salt]);
  const cipher = createCipheriv('aes-256-cbc', hash(salt), Buffer.alloc(16)).setAutoPadding(false);
  const sealedKey = Buffer.concat([cipher.update(key), cipher.final()]);
  const text = `<</Filter/Standard/V 5/R 5/Length 256/P -44/O${hex(Buffer.alloc(48))}/U${hex(user)}/UE${hex(sealedKey)}/OE${hex(Buffer.alloc(32))}/CF<</StdCF<</CFM/AESV3/Length 32>>>>/StmF/StdCF/StrF/StdCF>>`;
  return [key, text];
}
