import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { SQSRecord } from 'aws-lambda';
import { documents } from '../../../../functions/documents/tickets/documents.ts';
import { routes } from '../../../../functions/documents/tickets/routes.ts';
import { transitions } from '../../../../functions/dossiers/transitions/transitions.ts';
import type { Actor } from '../../../../shared/dossier/actor.ts';
import type { Command } from '../../../../shared/dossier/commands.ts';
import { RULES } from '../../../../shared/dossier/rules.ts';
import type { Dossier } from '../../../../shared/dossier/state.ts';
import type { Call } from '../../../../shared/platform/http/request.ts';
import { ownerOf } from '../../../../shared/platform/identity/owner-key.ts';
import { keys } from '../../../../shared/platform/table/keys.ts';
import { procedureSchema } from '../../../../shared/procedure/schema.ts';
import { loadDocument, recordVerdict } from '../../../../shared/record/document-rows.ts';
import { dossierStore } from '../../../../shared/record/dossier-store.ts';
import { TableDouble } from '../../../shared/platform/delivery/table-double.ts';
import { fixedOwnerKeys } from '../../../shared/platform/identity/fixed-key.ts';

const procedure = procedureSchema.parse(
  JSON.parse(readFileSync(new URL('../../../../shared/procedure/catalogue/1.001193.json', import.meta.url), 'utf8')),
);
const AGENCY = 'H50.12.3';
const applicant = {
  kind: 'citizen',
  name: 'Nguyễn Thử Nghiệm',
  identity: { type: 'personal-id', number: '045200000017', country: 'VN' },
  phone: '0912345678',
  address: 'Thôn Thử',
} as const;
export const owner: Actor = { kind: 'citizen', subject: 'owner', ownerKey: await fixedOwnerKeys(ownerOf(applicant)) };
export const stranger: Actor = { kind: 'citizen', subject: 'stranger', ownerKey: 'b'.repeat(64) };
const system: Actor = { kind: 'system', subject: 'test' };

export const announcement = (component = 'birth-declaration', fileName = 'tờ khai.pdf') =>
  routes.requestUpload.body.parse({
    component,
    fileName,
    contentType: 'application/pdf',
    size: 10,
    sha256: 'a'.repeat(64),
  });

const idempotency = (key: string = randomUUID()) => ({ scope: 'test', key, bodyHash: 'same' });
type Uploaded = { documentId: string; state: string; upload?: { expiresAt: string } };

/** The documents API, the dossier store and the command worker on one in-memory table, with an adjustable clock. */
export function openWorld() {
  const double = new TableDouble();
  const { table } = double;
  const time = { now: Date.parse('2026-11-20T01:00:00.000Z') };
  const clock = () => new Date(time.now);
  double.put({ ...keys.procedure('1.001193', procedure.version), procedure });
  double.put({
    ...keys.agency(AGENCY),
    agency: { agencyId: AGENCY, name: { vi: 'A', en: 'A' }, kind: 'reception', level: 'commune' },
  });
  const catalogue = {
    procedure: async () => procedure,
    newestProcedure: async () => procedure,
    agency: async () => ({ agencyId: AGENCY, name: { vi: 'A', en: 'A' }, kind: 'reception', level: 'commune' }),
    calendar: async () => undefined,
    successions: async () => [],
    suspensions: async () => [],
  } as never;
  const store = dossierStore(table, RULES, { dateForm: 'YYMMDD', sequenceDigits: 4 }, clock, catalogue, fixedOwnerKeys);
  const signed = (ticket: { requestedAt: string }) =>
    ({ method: 'PUT', url: 'u', headers: {}, expiresAt: ticket.requestedAt }) as const;
  const api = documents({
    table,
    store,
    procedures: catalogue,
    tickets: {
      upload: async (ticket) => signed(ticket),
      download: async () => ({ url: 'u', expiresAt: '' }),
      downloadForm: async () => ({ url: 'u', expiresAt: '' }),
    },
    registers: { list: async () => [] },
    clock,
  });
  const carryOut = transitions({ table, store, province: 'quang-tri' });
  const dossierId = randomUUID();
  const ask = async (command: Command, actor = owner) => {
    const outcome = await store.execute({ dossierId, command, actor, idempotency: idempotency() });
    return outcome.ok ? outcome.answer.status : outcome.rejection;
  };

  return {
    double,
    time,
    dossierId,
    ask,
    minutes: (count: number) => {
      time.now += count * 60_000;
    },
    open: () =>
      ask({
        type: 'create-draft',
        draft: {
          procedureCode: '1.001193',
          receivingAgency: AGENCY,
          channel: 'online',
          language: 'vi',
          applicant,
          resultDelivery: { method: 'counter' },
        },
      }),
    dossier: () => double.get(keys.snapshot(dossierId))?.dossier as Dossier,
    row: (documentId: string) => loadDocument(table, dossierId, documentId),
    async ticket(body = announcement(), key?: string): Promise<Uploaded> {
      const call = { params: { dossierId }, body, actor: owner, idempotency: idempotency(key) };
      return (await api.requestUpload(call as Call<typeof routes.requestUpload>)).body as Uploaded;
    },
    async takeOut(documentId: string, actor = owner) {
      const params = { dossierId, documentId };
      const call = { params, actor, idempotency: idempotency(), expectedVersion: undefined };
      return api.removeDocument(call as unknown as Call<typeof routes.removeDocument>);
    },
    /** The verdict of verification, and its effects. */
    async judge(documentId: string): Promise<void> {
      const row = await loadDocument(table, dossierId, documentId);
      if (row === undefined) throw new Error('no ticket');
      await recordVerdict(table, row, { state: 'verified', versionId: 'v1' }, clock().toISOString());
    },
    attach: (documentId: string) =>
      carryOut(
        {
          commandId: `attach:${documentId}`,
          dossierId,
          from: 'document-verification',
          command: { type: 'attach-document', documentId },
        },
        { attributes: { SenderId: 'AROAEXAMPLE:motcua-quang-tri-document-verification' } as SQSRecord['attributes'] },
      ),
    system,
  };
}
