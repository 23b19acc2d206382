import { zlibSync } from 'fflate';
import { Remembered } from './remembered.ts';
import type { Doc } from './sheet.ts';

/** The parts of a pdfkit reference used here. */
type Reference = { data: Record<string, unknown>; buffer: Uint8Array[]; finalize(): void };

/**
 * Compresses the streams of a document with a compressor written in JavaScript. Node's zlib may give other bytes on another
 * processor or in its next version, but a regenerated form must be identical. Call it before anything is drawn.
 */
export function compressAlike(doc: Doc): void {
  const internals = doc as unknown as { ref(data?: unknown): Reference };
  const ref = internals.ref.bind(doc);
  internals.ref = (data) => {
    const reference = ref(data);
    const finalize = reference.finalize.bind(reference);
    reference.finalize = () => {
      if (reference.buffer.length > 0 && reference.data.Filter === undefined) {
        reference.buffer = [compressed(joined(reference.buffer))];
        reference.data.Filter = 'FlateDecode';
      }
      finalize();
    };
    return reference;
  };
}

/** Size limit of the stream cache, bytes. Forms share bold and italic text, so their font streams are identical. */
const BYTES = 1_000_000;

const streams = new Remembered<Uint8Array>(BYTES);

const compressed = (bytes: Uint8Array): Uint8Array =>
  streams.get(Buffer.from(bytes).toString('latin1'), () => zlibSync(bytes, { level: 6 }));

/** Ends a document and returns its bytes. */
export function bytesOf(doc: Doc): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    doc.on('end', () => resolve(joined(chunks)));
    doc.on('error', reject);
    doc.end();
  });
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
