import { routes } from '../../functions/documents/tickets/routes.ts';
import type { UploadTicket } from '../../functions/documents/tickets/tickets.ts';
import type { Call } from '../../shared/platform/http/request.ts';
import { citizen, idempotency, type World } from './documents-world.ts';

type Uploaded = { documentId: string; state: string; upload?: UploadTicket };
type Seen = { attached: boolean; state: string; refusal?: { code: string }; download?: { url: string } };

/** What applicants ask the documents function of a world. */
export const documentCalls = (world: () => World) => ({
  async ask(dossierId: string, announced: unknown, key = idempotency()): Promise<Uploaded> {
    const body = routes.requestUpload.body.parse(announced);
    const call = { params: { dossierId }, body, actor: citizen, idempotency: key } as Call<typeof routes.requestUpload>;
    return (await world().api.requestUpload(call)).body as Uploaded;
  },
  async look(dossierId: string, documentId: string, actor = citizen): Promise<Seen> {
    const params = { dossierId, documentId };
    const call = { params, actor, language: 'vi' } as Call<typeof routes.readDocument>;
    return (await world().api.readDocument(call)).body as Seen;
  },
});

export const put = ({ url, headers }: UploadTicket, body: Buffer, more = {}) =>
  fetch(url, { method: 'PUT', headers: { ...headers, ...more }, body: new Uint8Array(body) });
