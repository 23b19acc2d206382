import { randomUUID } from 'node:crypto';
import { attemptStore } from '../../../functions/payments/attempts.ts';
import { endpointStore } from '../../../functions/webhooks/endpoint-store.ts';
import type { Actor } from '../../../shared/dossier/actor.ts';
import { RULES } from '../../../shared/dossier/rules.ts';
import { mailStanding } from '../../../shared/mail/confirmed-mail.ts';
import type { Quota } from '../../../shared/platform/config/quotas.ts';
import { ownerOf } from '../../../shared/platform/identity/owner-key.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import { createTicket } from '../../../shared/record/document-rows.ts';
import { dossierStore } from '../../../shared/record/dossier-store.ts';
import { type Holder, holderOf } from '../../../shared/record/quotas.ts';
import { ACTORS, AGENCIES, CALENDAR, draft, PROCEDURE, REQUEST_PAPER } from '../dossier/world.ts';
import { FIXED_KEY, fixedOwnerKeys } from '../platform/identity/fixed-key.ts';

export const NOW = '2026-11-20T01:30:00.000Z';

/** A person with no other rows in the table. */
export async function person(): Promise<{ actor: Actor; personalId: string; holder: Holder }> {
  const personalId = `0452${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`;
  const ownerKey = await fixedOwnerKeys(
    ownerOf({ name: '', identity: { type: 'personal-id', number: personalId, country: 'VN' } }),
  );
  const actor: Actor = { kind: 'citizen', subject: `s-${personalId}`, ownerKey };
  return { actor, personalId, holder: holderOf(actor) };
}
type Person = Awaited<ReturnType<typeof person>>;

export const asked = (key: string = randomUUID()) => ({ scope: 'quotas', key, bodyHash: 'same' });

const catalogue = {
  procedure: async () => PROCEDURE,
  newestProcedure: async () => PROCEDURE,
  agency: async (agencyId: string) => AGENCIES.find((agency) => agency.agencyId === agencyId),
  edition: async () => undefined,
  calendar: async () => CALENDAR,
  directory: async () => [],
  successions: async () => [],
  suspensions: async () => [],
};

/** Drafts of one person, opened by them or by an officer at a counter, at a moment. */
export function drafts(table: Table, { actor, personalId }: Person, clock = () => NOW) {
  const store = dossierStore(
    table,
    RULES,
    { dateForm: 'YYMMDD', sequenceDigits: 4 },
    () => new Date(clock()),
    catalogue,
    fixedOwnerKeys,
  );
  const { address } = draft().applicant;
  const applicant = {
    kind: 'citizen',
    name: 'Lê Văn Bình',
    address,
    phone: '0912345678',
    identity: { type: 'personal-id', number: personalId, country: 'VN' },
  } as const;
  const ask = async (dossierId: string, who: Actor, command: Parameters<typeof store.execute>[0]['command']) =>
    store.execute({ dossierId, actor: who, command, idempotency: asked() });
  return {
    async open(key?: string, who = actor) {
      const channel = who.kind === 'citizen' ? 'online' : 'direct';
      const command = { type: 'create-draft', draft: draft({ applicant, channel }) } as const;
      return store.execute({ dossierId: randomUUID(), actor: who, command, idempotency: asked(key) });
    },
    async submit(dossierId: string, who = actor) {
      const document = { ...REQUEST_PAPER, documentId: randomUUID() };
      await ask(dossierId, ACTORS.system, { type: 'attach-document', document });
      return ask(dossierId, who, { type: 'submit' });
    },
    import: () =>
      ask(randomUUID(), ACTORS.system, {
        type: 'import-dossier',
        draft: draft({ applicant }),
        nationalCode: `000.00.00.H50-261120-${randomUUID().slice(0, 4)}`,
      }),
  };
}

/** An agency with no other rows in the table. */
export const agencyOf = (personalId: string) => `H50.${Number(personalId.slice(4, 8))}.${Number(personalId.slice(8))}`;

type Begun = 'begun' | string;

/** Creates one more of each counted kind, as the functions do. */
export const BEGIN: Readonly<Record<Quota, (table: Table, who: Person, key?: string) => Promise<Begun>>> = {
  drafts: async (table, who, key) => {
    const outcome = await drafts(table, who).open(key);
    return outcome.ok ? 'begun' : outcome.rejection.code;
  },
  'upload-tickets': async (table, { holder }, key) => {
    const document = { ...REQUEST_PAPER, documentId: randomUUID() };
    const ticket = { dossierId: randomUUID(), document, requestedAt: NOW, requestedBy: 's' };
    const refused = await createTicket(table, ticket, asked(key), holder);
    return refused !== undefined && 'code' in refused ? refused.code : 'begun';
  },
  'payment-attempts': async (table, { holder }, key) => {
    const attempt = {
      reference: randomUUID(),
      dossierId: randomUUID(),
      provider: 'vnpay',
      obligationId: randomUUID(),
      amount: 1,
      createdAt: NOW,
      payBy: NOW,
    } as const;
    const opening = await attemptStore(table).open(attempt, asked(key), undefined, holder);
    return typeof opening === 'object' ? opening.code : 'begun';
  },
  'mail-confirmations': async (table, { holder }, key = randomUUID()) => {
    const standing = mailStanding(table, FIXED_KEY, () => new Date(NOW));
    const { state } = await standing({ ownerKey: holder.id, email: `${key}@example.com` }, key);
    return state === 'asks' ? 'begun' : 'quota-reached';
  },
  'webhook-endpoints': async (table, { personalId }, key = randomUUID()) => {
    const endpoint = {
      endpointId: randomUUID(),
      agencyId: agencyOf(personalId),
      url: 'https://agency.example.vn/',
      description: 'x',
      status: 'enabled',
      createdAt: NOW,
      secretVersion: 1,
    } as const;
    const added = await endpointStore(table).add(endpoint, asked(key), {});
    return typeof added === 'object' ? added.code : 'begun';
  },
};
export const KINDS = Object.keys(BEGIN) as Quota[];
