import type { Calendar } from '../../../shared/calendar/schema.ts';
import type { Actor } from '../../../shared/dossier/actor.ts';
import type { Command, Draft } from '../../../shared/dossier/commands.ts';
import type { Context, Decision, OtherDossier } from '../../../shared/dossier/decision.ts';
import type { RecordedEvent } from '../../../shared/dossier/events.ts';
import { record } from '../../../shared/dossier/record.ts';
import { needsOf } from '../../../shared/dossier/rule-book.ts';
import { decide, RULES } from '../../../shared/dossier/rules.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { actingFor, successionsOf } from '../../../shared/dossier/successions.ts';
import type { DossierDocument } from '../../../shared/dossier/values.ts';
import type { Agency, Procedure } from '../../../shared/procedure/schema.ts';
import { fingerprintOf } from '../../../shared/record/declaration-rows.ts';
import { iso, vietNam } from '../calendar/world.ts';
import { AGENCIES, PROCEDURE, RECEPTION } from './procedures.ts';

export * from './procedures.ts';

/** The calendar that comes with the project: eight hours a day, Tuesday 24 November 2026 is a day off. */
export const CALENDAR = vietNam();

/** The next version of it, with one more day off in 2026. */
export function withDayOff(date: string): Calendar {
  const { '2026': year, ...years } = CALENDAR.years;
  if (year === undefined) throw new Error('no year 2026');
  return {
    ...CALENDAR,
    version: CALENDAR.version + 1,
    years: { ...years, '2026': { ...year, daysOff: [...year.daysOff, date] } },
  };
}

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
  /** The mother of the samples. */
  parent: { kind: 'citizen', subject: 'parent', ownerKey: '045190000456'.padStart(64, '0') },
  stranger: { kind: 'citizen', subject: 'stranger', ownerKey: 'b'.repeat(64) },
  reception: officer('reception', 'H50.1', 'reception'),
  receptionLeader: officer('reception-leader', 'H50.1', 'approver'),
  otherReception: officer('other-reception', 'H50.2', 'reception'),
  handler: officer('handler', 'H50.12', 'handler'),
  colleague: officer('colleague', 'H50.12', 'handler'),
  approver: officer('approver', 'H50.12', 'approver'),
  taxOfficer: officer('tax-officer', 'H50.30', 'handler'),
  wardOfficer: officer('ward-officer', 'H50.20', 'handler'),
  wardLeader: officer('ward-leader', 'H50.20', 'approver'),
  administrator: officer('administrator', 'H50', 'administrator'),
  partner: { kind: 'partner', subject: 'partner', agencyId: 'H50.12', scopes: ['dossiers.read'] },
  /** The department's own system, which acts for its officers. */
  departmentSystem: {
    kind: 'partner',
    subject: 'department-system',
    agencyId: 'H50.12',
    scopes: ['dossiers.read', 'dossiers.act'],
  },
  /** The one-stop shop's own system: it acts too, but receiving is for people. */
  receptionSystem: {
    kind: 'partner',
    subject: 'reception-system',
    agencyId: 'H50.1',
    scopes: ['dossiers.read', 'dossiers.act'],
  },
  /** A ministry's system that says what became of the dossiers it processes. */
  ministry: {
    kind: 'partner',
    subject: 'ministry',
    agencyId: 'H50.1',
    scopes: ['dossiers.read', 'dossiers.report'],
  },
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
    identity: { type: 'personal-id', number: '045190000123', country: 'VN' },
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

/** Options of a history. */
export type World = {
  procedure?: Procedure;
  calendar?: Calendar;
  /** Officers whom the actor substitutes. */
  standsInFor?: readonly string[];
  /** Pending files of the dossier. */
  awaited?: readonly DossierDocument[];
  /** The agencies of the province. */
  agencies?: readonly Agency[];
  /** Who applies; by default the sample person. */
  applicant?: Draft['applicant'];
  /** The dossier whose code a command names; by default one more of the same applicant. */
  otherDossier?: OtherDossier;
};

export const COMPANY = {
  kind: 'organisation',
  name: 'Công ty TNHH Gió Biển',
  identity: { type: 'tax-code', number: '0312345678', country: 'VN' },
  phone: '0912345679',
  address: 'Quốc lộ 1, xã Gio Linh',
} as const;
const OWNERS: readonly (string | undefined)[] = ['045190000123', COMPANY.identity.number];

/** Keys of the people a decision needs: the sample person's account and the company's are the owner's, others have their own. */
function keysOf(dossier: Dossier | undefined, command: Command): { applicantKey?: string; filerKey?: string } {
  const keyOf = (one: { identity: { number?: string | undefined } }) =>
    OWNERS.includes(one.identity.number) ? OWNER_KEY : (one.identity.number ?? '').padStart(64, '0');
  const { applicantKey, filerKey } = needsOf(RULES, dossier, command);
  return { ...(applicantKey && { applicantKey: keyOf(applicantKey) }), ...(filerKey && { filerKey: keyOf(filerKey) }) };
}

/** Runs a history one command at a time, as the store does; keeps the log beside the dossier. */
export class History {
  dossier: Dossier | undefined;
  readonly log: RecordedEvent[] = [];
  /** Minutes after the start; each command comes one minute after the one before. */
  minute = 0;
  /** May change between two commands: it is read for each command. */
  readonly world: World;
  #asked = 0;

  constructor(world: World = {}) {
    this.world = { ...world };
  }

  /** The next command comes at this moment in Viet Nam, `2026-11-20 08:00`. */
  when(local: string): this {
    this.minute = (Date.parse(iso(local)) - START) / 60_000 - 1;
    return this;
  }

  #context(caller: Actor, command: Command): Context {
    const draft = 'draft' in command ? command.draft : command.type === 'submit' ? this.dossier : undefined;
    const named = draft?.receivingAgency ?? ('agencyId' in command ? command.agencyId : undefined);
    const { agencies = AGENCIES } = this.world;
    const find = (agencyId: string | undefined) => agencies.find((a) => a.agencyId === agencyId);
    const successions = successionsOf(agencies);
    const now = at(this.minute);
    return {
      now,
      // As at the API: with what the actor's agency may do for closed ones.
      actor: actingFor(caller, successions, now),
      newId: uuidOf(this.#asked),
      procedure: this.world.procedure ?? PROCEDURE,
      agency: find(named),
      competent: find(draft?.competentAgency),
      holder: find(this.dossier?.step?.agencyId),
      successions,
      calendar: 'calendar' in this.world ? this.world.calendar : CALENDAR,
      standsInFor: this.world.standsInFor ?? [],
      fingerprint: fingerprintOf,
      awaited: this.world.awaited,
      otherDossier: 'otherDossier' in this.world ? this.world.otherDossier : this.#twin(),
      ...keysOf(this.dossier, command),
      dossierCode: `H50.1-261120-${String(this.#asked).padStart(4, '0')}`,
    };
  }

  #twin(): OtherDossier | undefined {
    const ownerKey = this.dossier?.ownerKey;
    return ownerKey === undefined ? undefined : { dossierId: uuidOf(700), ownerKey, ended: false };
  }

  ask(who: ActorName, command: Command): Decision {
    this.minute += 1;
    this.#asked += 1;
    const actor: Actor = ACTORS[who];
    const decision = decide(this.dossier, command, this.#context(actor, command));
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

  /** @throws Error when the command is rejected: for the parts of a test that only lead up to its point. */
  must(who: ActorName, command: Command): this {
    const decision = this.ask(who, command);
    if (!decision.ok) throw new Error(`${command.type} by ${who} was rejected: ${JSON.stringify(decision.rejection)}`);
    return this;
  }

  get state(): Dossier {
    if (this.dossier === undefined) throw new Error('no dossier yet');
    return this.dossier;
  }
}
