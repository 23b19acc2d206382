import { readFileSync } from 'node:fs';
import { Logger } from '@aws-lambda-powertools/logger';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Context, SQSEvent } from 'aws-lambda';
import { formStorage } from '../../../../functions/forms/issuing/form-storage.ts';
import { forms } from '../../../../functions/forms/issuing/forms.ts';
import { provinceSigner } from '../../../../functions/forms/issuing/signing.ts';
import type { DossierEvent, RecordedEvent } from '../../../../shared/dossier/events.ts';
import type { IssuedForm } from '../../../../shared/dossier/issued-form.ts';
import { record } from '../../../../shared/dossier/record.ts';
import type { Dossier } from '../../../../shared/dossier/state.ts';
import type { Succession } from '../../../../shared/dossier/successions.ts';
import { deliveryMessageSchema } from '../../../../shared/platform/delivery/change-notification.ts';
import type { Bucket } from '../../../../shared/platform/files/bucket.ts';
import type { QueuedCommand } from '../../../../shared/platform/queues/command-queue.ts';
import { queueConsumer } from '../../../../shared/platform/queues/queue-consumer.ts';
import { secretStore } from '../../../../shared/platform/secrets/secrets.ts';
import type { Answers } from '../../../../shared/procedure/declaration/answers.ts';
import { type Procedure, procedureSchema } from '../../../../shared/procedure/schema.ts';
import { appointmentOn, deadlineOn } from '../../../shared/dossier/samples.ts';
import { answerOf } from '../../../shared/platform/partners/answers.ts';
import { FONTS } from '../content/fonts.ts';

export const DOSSIER = '5b1f0a52-8f0e-4d3b-9c39-0c1f5e1c9a01';
const CATALOGUE = new URL('../../../../shared/procedure/catalogue/2.000488.json', import.meta.url);

type Stored = { readonly bytes: Buffer; readonly headers: Readonly<Record<string, string>> };

/** A bucket that accepts an object only under a free key, like S3 with `If-None-Match: *`. */
function bucketOf(stored: Map<string, Stored>, answers: { status?: number }): Bucket {
  return {
    name: 'documents',
    presign: async () => 'https://bucket.example',
    async send({ method, key, headers = {}, body = Buffer.alloc(0) }) {
      if (answers.status !== undefined) return answerOf(new Response('', { status: answers.status }));
      const there = stored.get(key);
      if (method === 'PUT') {
        if (there !== undefined && headers['if-none-match'] === '*') return answerOf(new Response('', { status: 412 }));
        stored.set(key, { bytes: body, headers });
        return answerOf(new Response(''));
      }
      if (there === undefined) return answerOf(new Response('', { status: 404 }));
      const kept = Object.entries(there.headers).filter(([name]) => name.startsWith('x-amz-meta-'));
      const length = { 'content-length': String(there.bytes.length) };
      return answerOf(
        new Response(new Uint8Array(there.bytes), { headers: { ...Object.fromEntries(kept), ...length } }),
      );
    },
  };
}

/** The worker with in-memory dependencies; the log is written by the product's own `record`. */
export function openWorld({ pageSize = 2, fromCommune = false } = {}) {
  const log: RecordedEvent[] = [];
  const stored = new Map<string, Stored>();
  const sent: QueuedCommand[] = [];
  const kept = new Map<string, IssuedForm>();
  const parked: string[] = [];
  const counted: string[] = [];
  const outside = {
    procedure: procedureSchema.parse(JSON.parse(readFileSync(CATALOGUE, 'utf8'))) as Procedure | undefined,
    agencies: new Map([
      ['H50.1', 'Trung tâm Phục vụ hành chính công tỉnh Quảng Trị'],
      ['H50.12', 'Sở Tư pháp tỉnh Quảng Trị'],
      ['H50.20', 'Ủy ban nhân dân phường Đồng Hới'],
      ['H50.20.1', 'Trung tâm Phục vụ hành chính công phường Đồng Hới'],
    ]),
    /** Response of the secret store: a text or an error. */
    secret: JSON.stringify({ current: 'born-at-random' }) as string | Error,
    /** Agencies that were closed. */
    successions: [] as Succession[],
    /** Answers of declarations by their number. */
    answers: new Map<number, Answers>(),
    now: Date.parse('2026-11-20T03:00:00.000Z'),
    bucket: {} as { status?: number },
  };
  const numbers = new Map<string, { readonly agencyId: string; readonly number: number }>();
  let dossier: Dossier | undefined;

  const manager = {
    async send() {
      if (typeof outside.secret !== 'string') throw outside.secret;
      return { SecretString: outside.secret };
    },
  } as unknown as SecretsManagerClient;

  const work = forms({
    loadDossier: async () => dossier,
    async readLog(_, fromVersion) {
      return log.slice(fromVersion - 1, fromVersion - 1 + pageSize);
    },
    catalogue: {
      procedure: async () => outside.procedure,
      successions: async () => outside.successions,
      async agency(agencyId) {
        const vi = outside.agencies.get(agencyId);
        return vi === undefined
          ? undefined
          : { agencyId, name: { vi, en: agencyId }, kind: 'department', level: 'province' };
      },
    },
    letterhead: { committee: 'Ủy ban nhân dân tỉnh Quảng Trị', place: 'Quảng Trị' },
    fonts: FONTS,
    // Never cached, so that a test may change the response.
    signer: provinceSigner(secretStore(manager, 'motcua/quang-tri', () => (outside.now += 200_000))),
    storage: formStorage(bucketOf(stored, outside.bucket)),
    number: async ({ documentId, agencyId }) => {
      const numbered = numbers.get(documentId) ?? { agencyId, number: numbers.size + 1 };
      numbers.set(documentId, numbered);
      return numbered.number;
    },
    answers: async (_, { number }) => outside.answers.get(number) ?? {},
    keep: async (_, issued) => void kept.set(issued.documentId, issued),
    commands: { send: async (command) => void sent.push(command) },
    clock: () => new Date(outside.now),
    count: (metric) => counted.push(metric),
    logger: new Logger({ serviceName: 'test', logLevel: 'SILENT' }),
  });

  const consumer = queueConsumer({
    schema: deliveryMessageSchema,
    handle: work,
    deadLetters: { park: async (_, cause) => void parked.push(cause) },
    logger: new Logger({ serviceName: 'test', logLevel: 'SILENT' }),
  });

  const happen = (...events: readonly DossierEvent[]): number => {
    for (const event of events) {
      const minute = String(log.length).padStart(2, '0');
      const meta = { dossierId: DOSSIER, occurredAt: `2026-11-20T02:${minute}:00.000Z`, actor: OFFICER };
      const recorded = record(dossier, [event], meta);
      dossier = recorded?.dossier;
      log.push(...(recorded?.events ?? []));
    }
    return log.length;
  };
  happen(opened(fromCommune ? 'H50.20.1' : 'H50.1'), { type: 'submitted', dossierCode: 'H50.1-261120-0001' });

  return {
    outside,
    numbers,
    stored,
    sent,
    parked,
    counted,
    happen,
    make: (version: number) => work({ dossierId: DOSSIER, version }),
    /** Delivers a message to the function. @returns ids of failed items */
    async deliver(body: unknown) {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const record = { messageId: 'm', body: text, attributes: {} } as unknown as SQSEvent['Records'][number];
      return (await consumer({ Records: [record] }, {} as Context)).batchItemFailures;
    },
    file: () => [...stored.values()][0]?.bytes ?? Buffer.alloc(0),
    issued: () =>
      sent.map(({ command }) => {
        if (command.type !== 'record-form') throw new Error(command.type);
        return kept.get(command.documentId);
      }),
  };
}

const OFFICER = { kind: 'officer', subject: 'can-bo' } as const;

const opened = (receivingAgency: string): DossierEvent => ({
  type: 'draft-created',
  procedureVersion: 1,
  ownerKey: 'owner',
  draft: {
    procedureCode: '2.000488',
    receivingAgency,
    channel: 'online',
    language: 'vi',
    applicant: {
      kind: 'citizen',
      name: 'Nguyễn Thị Ánh Tuyết',
      identity: { type: 'personal-id', number: '045200000017', country: 'VN' },
      phone: '0912345678',
      address: 'Phường Đông Hà',
    },
    resultDelivery: { method: 'counter' },
  },
});

/** Possible events of a dossier, as recorded in its log. */
export const HAPPENED = {
  accepted: { type: 'accepted', appointment: appointmentOn('2026-12-04T10:00:00.000Z') },
  requested: {
    type: 'supplement-requested',
    requestId: DOSSIER,
    items: [{ component: 'certificate-request', content: 'Mờ', reason: 'Không đọc được', guidance: 'Chụp lại' }],
  },
  rejected: { type: 'rejected', legalGround: 'Điều 16', reason: 'Sai thẩm quyền' },
  forwarded: {
    type: 'forwarded',
    stepId: 'examination',
    agencyId: 'H50.12',
    ...deadlineOn('2026-11-27T10:00:00.000Z'),
  },
  reappointed: {
    type: 'reappointed',
    reason: 'Chờ xác minh',
    appointment: {
      ...appointmentOn('2026-12-08T10:00:00.000Z'),
      reason: 'reappointed',
      previousAt: '2026-12-04T10:00:00.000Z',
    },
  },
  stopped: { type: 'stopped', ground: 'Theo yêu cầu của cơ quan điều tra' },
  withdrawal: { type: 'withdrawal-requested', reason: 'Khai sai nơi sinh' },
  granted: { type: 'withdrawal-decided', granted: true },
  kept: { type: 'withdrawal-decided', granted: false },
  completed: { type: 'completed', outcome: 'granted', timeliness: 'early', stepTimeliness: 'on-time' },
} as const satisfies Record<string, DossierEvent>;
