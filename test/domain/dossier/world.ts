import type { Actor } from '../../../shared/dossier/actor.ts';
import type { Command, Draft } from '../../../shared/dossier/commands.ts';
import { decide } from '../../../shared/dossier/decide.ts';
import type { Context, Decision } from '../../../shared/dossier/decision.ts';
import type { RecordedEvent } from '../../../shared/dossier/events.ts';
import { record } from '../../../shared/dossier/record.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import type { Agency, Procedure } from '../../../shared/procedure/schema.ts';

/** A small procedure with everything in it: fees, post, two steps at two kinds of agency. */
export const PROCEDURE: Procedure = {
  procedureCode: '2.000488',
  version: 3,
  name: { vi: 'Cấp phiếu', en: 'Certificate' },
  field: { code: 'justice', name: { vi: 'Tư pháp', en: 'Justice' } },
  level: 'province',
  legalBasis: 'Luật Lý lịch tư pháp',
  channels: ['direct', 'online', 'postal'],
  applicants: ['citizen'],
  components: [
    { component: 'request', name: { vi: 'Tờ khai', en: 'Request' }, required: true },
    { component: 'proof', name: { vi: 'Giấy tờ', en: 'Proof' }, required: false },
  ],
  fees: [
    { code: 'fee', name: { vi: 'Phí', en: 'Fee' }, kind: 'fee', amount: 200_000 },
    { code: 'copy', name: { vi: 'Bản sao', en: 'Copy' }, kind: 'charge', amount: 5_000 },
  ],
  steps: [
    {
      stepId: 'examine',
      name: { vi: 'Thẩm định', en: 'Examine' },
      agencyKind: 'department',
      roles: ['handler'],
      workingHours: 40,
    },
    { stepId: 'sign', name: { vi: 'Ký', en: 'Sign' }, agencyKind: 'department', roles: ['approver'], workingHours: 8 },
  ],
  workingHours: 48,
  postalReturn: true,
};

export const RECEPTION: Agency = {
  agencyId: 'H50.1',
  name: { vi: 'Một cửa', en: 'Desk' },
  kind: 'reception',
  level: 'province',
};
export const DEPARTMENT: Agency = {
  agencyId: 'H50.12',
  name: { vi: 'Sở', en: 'Department' },
  kind: 'department',
  level: 'province',
};
export const AGENCIES = [RECEPTION, DEPARTMENT];

export const OWNER_KEY = 'a'.repeat(64);

const officer = (
  subject: string,
  agencyId: string,
  role: 'reception' | 'handler' | 'approver' | 'administrator',
): Actor => ({
  kind: 'officer',
  subject,
  roles: [{ agencyId, role }],
});

export const ACTORS = {
  owner: { kind: 'citizen', subject: 'owner', ownerKey: OWNER_KEY },
  stranger: { kind: 'citizen', subject: 'stranger', ownerKey: 'b'.repeat(64) },
  reception: officer('reception', 'H50.1', 'reception'),
  otherReception: officer('other-reception', 'H50.2', 'reception'),
  handler: officer('handler', 'H50.12', 'handler'),
  approver: officer('approver', 'H50.12', 'approver'),
  administrator: officer('administrator', 'H50', 'administrator'),
  partner: { kind: 'partner', subject: 'partner', agencyId: 'H50.12', scopes: ['dossiers.read'] },
  system: { kind: 'system', subject: 'test' },
} as const satisfies Record<string, Actor>;
export type ActorName = keyof typeof ACTORS;

export const draft = (overrides: Partial<Draft> = {}): Draft => ({
  procedureCode: PROCEDURE.procedureCode,
  receivingAgency: RECEPTION.agencyId,
  channel: 'online',
  applicant: {
    kind: 'citizen',
    name: 'Nguyễn Thị Ánh',
    personalId: '045190000123',
    phone: '0912345678',
    email: 'anh@example.com',
    address: 'Thôn 1, xã Gio Linh',
  },
  resultDelivery: { method: 'electronic' },
  language: 'vi',
  ...overrides,
});

export const DOSSIER_ID = '3d5b1c57-6c0b-4b4f-9d1e-6f2a3f1c8e20';
export const START = Date.parse('2026-11-20T01:00:00.000Z');
/** A moment `minutes` after the start. */
export const at = (minutes: number) => new Date(START + minutes * 60_000).toISOString();
export const uuidOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

export const REQUEST_PAPER = {
  documentId: uuidOf(900),
  component: 'request',
  kind: 'component',
  fileName: 'tờ khai.pdf',
  contentType: 'application/pdf',
  size: 1000,
  sha256: 'c'.repeat(64),
} as const;

export function contextFor(actor: Actor, command: Command, minute: number): Context {
  const named =
    'draft' in command ? command.draft.receivingAgency : command.type === 'forward' ? command.agencyId : undefined;
  return {
    now: at(minute),
    actor,
    newId: uuidOf(minute),
    procedure: PROCEDURE,
    agency: AGENCIES.find((a) => a.agencyId === named),
    applicantKey: OWNER_KEY,
    dossierCode: `H50.1-261120-${String(minute).padStart(4, '0')}`,
  };
}

/** Runs a history one command at a time, as the store does; keeps the log beside the dossier. */
export class History {
  dossier: Dossier | undefined;
  readonly log: RecordedEvent[] = [];
  minute = 0;

  ask(who: ActorName, command: Command): Decision {
    this.minute += 1;
    const actor: Actor = ACTORS[who];
    const decision = decide(this.dossier, command, contextFor(actor, command, this.minute));
    if (!decision.ok) return decision;
    const meta = {
      dossierId: DOSSIER_ID,
      occurredAt: at(this.minute),
      actor: { kind: actor.kind, subject: actor.subject },
    };
    const recorded = record(this.dossier, decision.events, meta);
    if (recorded === undefined) throw new Error('a decision about nothing');
    this.dossier = recorded.dossier;
    this.log.push(...recorded.events);
    return decision;
  }

  /** @throws Error when the command is refused: for the parts of a test that only lead up to its point. */
  must(who: ActorName, command: Command): this {
    const decision = this.ask(who, command);
    if (!decision.ok) throw new Error(`${command.type} by ${who} was refused: ${JSON.stringify(decision.rejection)}`);
    return this;
  }

  get state(): Dossier {
    if (this.dossier === undefined) throw new Error('no dossier yet');
    return this.dossier;
  }
}

export const submitted = () =>
  new History()
    .must('owner', { type: 'create-draft', draft: draft() })
    .must('system', { type: 'attach-document', document: REQUEST_PAPER })
    .must('owner', { type: 'submit' });

export const accepted = () => submitted().must('reception', { type: 'accept', appointmentAt: at(10_000) });

export const inProcessing = () =>
  accepted().must('reception', { type: 'forward', stepId: 'examine', agencyId: DEPARTMENT.agencyId });

export const atLastStep = () =>
  inProcessing().must('handler', { type: 'forward', stepId: 'sign', agencyId: DEPARTMENT.agencyId });

export const completed = () =>
  atLastStep()
    .must('system', {
      type: 'attach-document',
      document: { ...REQUEST_PAPER, documentId: uuidOf(901), kind: 'result', component: 'result' },
    })
    .must('approver', { type: 'complete', outcome: 'granted' });
