import { createHash } from 'node:crypto';
import { NotSignableError } from './signer.ts';

/** A file with a placeholder for the signature, and the position of the placeholder. */
export type Prepared = {
  readonly bytes: Buffer;
  /** Offsets of the `<` and after the `>` of the placeholder: everything outside is signed. */
  readonly hole: readonly [number, number];
};

type Structure = {
  readonly xref: number;
  readonly trailer: string;
  readonly size: number;
  readonly field: { readonly number: number; readonly dictionary: string };
};

/** One hexadecimal digit each; wide enough for a file of 10 GB. */
const BLANK = '0'.repeat(10);

const offset = (at: number) => String(at).padStart(10, '0');

/**
 * Appends an incremental update (PDF 32000-1, 7.5.6) that fills the file's empty signature field with a signature dictionary
 * whose `Contents` is still blank. Supports only PDFs built like our forms: one plain cross-reference table, dictionaries
 * outside streams.
 * @param room Bytes reserved for the signature.
 * @throws {NotSignableError}
 */
export function withRoom(pdf: Uint8Array, at: string, room: number): Prepared {
  const file = Buffer.from(pdf);
  const { xref, trailer, size, field } = structure(file.toString('latin1'));
  const parts: Buffer[] = [file];
  let length = file.length;
  const append = (text: string) => {
    const from = length;
    parts.push(Buffer.from(text, 'latin1'));
    length += text.length;
    return from;
  };
  if (file.at(-1) !== 0x0a) append('\n');

  const moment = new Date(at).toISOString().replaceAll(/\D/g, '').slice(0, 14);
  const signatureAt = append(
    `${size} 0 obj\n<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M (D:${moment}Z)\n/ByteRange [0 `,
  );
  const rangeAt = append(`${BLANK} ${BLANK} ${BLANK}]\n/Contents `);
  const start = append(`<${'0'.repeat(room * 2)}>`);
  const end = append(' >>\nendobj\n');
  const fieldAt = append(
    `${field.number} 0 obj\n${field.dictionary.replace(/>>\s*$/, `/V ${size} 0 R\n>>`)}\nendobj\n`,
  );
  const newXref = append(
    `xref\n${field.number} 1\n${offset(fieldAt)} 00000 n \n${size} 1\n${offset(signatureAt)} 00000 n \n`,
  );
  const id = createHash('sha256').update(file).digest('hex').slice(0, 32);
  const kept = trailer
    .replace(/\/Size\s+\d+/, `/Size ${size + 1}`)
    .replace(/(\/ID\s*\[\s*<[0-9a-fA-F]*>\s*)<[0-9a-fA-F]*>/, `$1<${id}>`);
  append(`trailer\n<< ${kept.trim()} /Prev ${xref} >>\nstartxref\n${newXref}\n%%EOF\n`);

  const bytes = Buffer.concat(parts);
  bytes.write(`${offset(start)} ${offset(end)} ${offset(bytes.length - end)}`, rangeAt, 'latin1');
  return { bytes, hole: [start, end] };
}

function structure(text: string): Structure {
  const tail = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(text);
  const xref = Number(tail?.[1] ?? Number.NaN);
  const table = /^xref\s+0 (\d+)\s+((?:\d{10} \d{5} [nf]\s*)+)trailer\s*<<([\s\S]*)>>\s*startxref/.exec(
    text.slice(xref),
  );
  if (table === null) throw new NotSignableError('The file has no plain cross-reference table at its end.');
  const [, size = '', entries = '', trailer = ''] = table;
  if (trailer.includes('/Prev')) throw new NotSignableError('The file was changed after it was made.');
  for (const [number, [, at]] of [...entries.matchAll(/(\d{10}) \d{5} [nf]/g)].entries()) {
    const object = /^\d+ 0 obj\s*(<<[\s\S]*?>>)\s*endobj/.exec(text.slice(Number(at), Number(at) + 1000));
    const dictionary = object?.[1] ?? '';
    if (!/\/FT\s*\/Sig\b/.test(dictionary)) continue;
    if (/\/V\s/.test(dictionary)) throw new NotSignableError('The file is signed already.');
    return { xref, trailer, size: Number(size), field: { number, dictionary } };
  }
  throw new NotSignableError('The file has no place for a signature.');
}
