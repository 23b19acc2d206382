import { createHash } from 'node:crypto';
import { type ApiClient, ApiRefusal } from './client.ts';

export type LocalFile = { readonly fileName: string; readonly contentType: string; readonly bytes: Buffer };

/** The answer to a ticket request: where and how to upload the bytes. */
export type Ticket = {
  readonly documentId: string;
  readonly upload: { readonly method: string; readonly url: string; readonly headers: Record<string, string> };
};

/** Smallest PDF that opens: one empty A5 page, made different by its note. */
export function smallPdf(note: string, fileName = 'giay-to.pdf'): LocalFile {
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]>>',
    `<</Note<${Buffer.from(note).toString('hex')}>>>`,
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj${object}endobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  text += `${table}trailer<</Root 1 0 R/Size ${objects.length + 1}>>\nstartxref\n${text.length}\n%%EOF\n`;
  return { fileName, contentType: 'application/pdf', bytes: Buffer.from(text) };
}

export async function askTicket(api: ApiClient, dossierId: string, purpose: Record<string, unknown>, file: LocalFile) {
  const answer = await api.ask('POST', `/v1/dossiers/${dossierId}/documents`, {
    body: {
      ...purpose,
      fileName: file.fileName,
      contentType: file.contentType,
      size: file.bytes.length,
      sha256: createHash('sha256').update(file.bytes).digest('hex'),
    },
  });
  if (answer.status >= 300) throw new ApiRefusal('upload ticket', answer);
  return answer.body as unknown as Ticket;
}

/** Uploads the bytes to the ticket's address. @returns the store's HTTP status */
export async function put(ticket: Ticket, bytes: Buffer): Promise<number> {
  const { method, url, headers } = ticket.upload;
  const response = await fetch(url, { method, headers, body: new Uint8Array(bytes) });
  await response.arrayBuffer();
  return response.status;
}
