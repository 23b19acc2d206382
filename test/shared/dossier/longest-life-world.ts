import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Actor, OfficerRole } from '../../../shared/dossier/actor.ts';
import type { Command, Draft } from '../../../shared/dossier/commands.ts';
import { MOST_OTHER_PAPERS } from '../../../shared/dossier/decide-handed-over.ts';
import type { Decision } from '../../../shared/dossier/decision.ts';
import type { RecordedEvent } from '../../../shared/dossier/events.ts';
import type { HandedOver } from '../../../shared/dossier/handed-over.ts';
import { record } from '../../../shared/dossier/record.ts';
import { decide } from '../../../shared/dossier/rules.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { indexKeys, keys } from '../../../shared/platform/table/keys.ts';
import { checkProcedure } from '../../../shared/procedure/check-procedure.ts';
import type { Agency, Procedure } from '../../../shared/procedure/schema.ts';
import { branchChanges } from '../../../shared/record/branch-rows.ts';
import { timerChanges } from '../../../shared/record/timer-rows.ts';
import { summaryRow } from '../../../shared/record/transaction.ts';
import { vietNam } from '../calendar/world.ts';
import { DOSSIER_ID, PROCEDURE, uuidOf } from './world.ts';

/** Text of so many characters, each of four bytes. */
export const longest = (characters: number) => '𠀋'.repeat(characters);
const slugOf = (name: string) => name.padEnd(64, '0');

/** Of maximum length, made unique by a number at the end. */
export const agencyOf = (n: number) => `H50.${'A'.repeat(10)}.${'B'.repeat(10)}.${String(n).padStart(9, '0')}`;
const DESK = agencyOf(0);

export const branchOf = (step: number, n: number) => slugOf(`branch-${step}-${n}-`);
export const stepOf = (n: number) => slugOf(`step-${n}-`);

const text = { vi: 'Thử', en: 'Test' };

/** The longest procedure there may be: each limit of `checkProcedure` used up, by identifiers of the greatest length. */
export const LONGEST: Procedure = {
  ...PROCEDURE,
  channels: ['direct', 'online', 'postal'],
  applicants: ['organisation'],
  components: [{ component: slugOf('request-'), name: text, required: true }],
  fees: Array.from({ length: 20 }, (_, n) => ({
    code: slugOf(`fee-${n}-`),
    name: text,
    kind: 'fee',
    amount: 10 ** 9,
    copies: 100,
  })),
  steps: Array.from({ length: 40 }, (_, n) => ({
    stepId: stepOf(n),
    name: text,
    agencyKind: 'department',
    roles: ['handler', 'approver'],
    workingHours: 8,
    onSite: n % 8 === 0,
    ...(n < 3 && {
      branches: Array.from({ length: 10 }, (__, b) => ({
        branchId: branchOf(n, b),
        name: text,
        agencyKind: 'department',
        relation: 'same-level',
        roles: ['handler' as const],
        workingHours: 8,
        result: text,
      })),
    }),
  })),
  workingHours: 320,
  maxSupplementRequests: 20,
  declaration: undefined,
};
const faults = checkProcedure(LONGEST, 'longest.json');
if (faults.length > 0) throw new Error(JSON.stringify(faults));

const calendar = vietNam();
const ROLES: readonly OfficerRole[] = ['reception', 'handler', 'approver', 'administrator'];

/** Any required actor, with the longest subject; only the limits are tested here. */
const OFFICER: Actor = {
  kind: 'officer',
  subject: 's'.repeat(255),
  roles: Array.from({ length: 100 }, (_, n) => ROLES.map((role) => ({ agencyId: agencyOf(n), role }))).flat(),
};
const SYSTEM: Actor = { kind: 'system', subject: 's'.repeat(255) };
const BY_SYSTEM: readonly Command['type'][] = [
  'attach-document',
  'record-payment',
  'record-shipment-event',
  'record-form',
  'fire-timer',
];

export const DRAFT: Draft = {
  procedureCode: LONGEST.procedureCode,
  receivingAgency: DESK,
  channel: 'direct',
  applicant: {
    kind: 'organisation',
    name: longest(300),
    identity: { type: 'tax-code', number: '0100109106', country: 'VN' },
    representative: longest(200),
    phone: '0912345678',
    email: `${'a'.repeat(60)}@${'b'.repeat(60)}.vn`,
    address: longest(500),
  },
  resultDelivery: {
    method: 'post',
    receiverName: longest(200),
    receiverPhone: '0912345678',
    receiverAddress: longest(500),
    receiverProvinceCode: '44',
  },
  language: 'vi',
};

/** As many and as long papers as may be declared. */
const HANDED_OVER: HandedOver = {
  papers: [
    ...LONGEST.components.map(({ component }) => ({ component, original: 1000, certifiedCopy: 1000, copy: 1000 })),
    ...Array.from({ length: MOST_OTHER_PAPERS }, (_, n) => ({
      name: `${longest(197)}${String(n).padStart(3, '0')}`,
      ...{ original: 1000, certifiedCopy: 1000, copy: 1000, electronic: 1000 },
    })),
  ],
  sets: 100,
  note: longest(1000),
};
export const DECLARED = { handedOver: HANDED_OVER };
export const ACCEPT: Command = { type: 'accept', handedOver: HANDED_OVER };
export const SUPPLY: Command = { type: 'supplement', note: longest(2000), handedOver: HANDED_OVER };

/** Bytes of an item by the store's own rules: names and values, 3 of a list or map and 1 of each member. */
export const storedSize = (item: Record<string, unknown>) => sizeOfMap(marshall(item, { removeUndefinedValues: true }));

const sizeOfMap = (map: Record<string, AttributeValue>): number =>
  Object.entries(map).reduce((sum, [name, value]) => sum + 1 + Buffer.byteLength(name) + sizeOfValue(value), 3);

function sizeOfValue({ S, N, L, M }: AttributeValue): number {
  if (S !== undefined) return Buffer.byteLength(S);
  if (N !== undefined) return Math.ceil(N.length / 2) + 1;
  if (L !== undefined) return L.reduce((sum, member) => sum + 1 + sizeOfValue(member), 3);
  return M === undefined ? 1 : sizeOfMap(M);
}

/** Runs one dossier as the store does, and records the maximum sizes of items and transactions. */
export class Life {
  dossier: Dossier | undefined;
  now = Date.parse('2026-11-20T01:00:00.000Z');
  readonly log: RecordedEvent[] = [];
  /** Bytes of the item of the dossier, of an event's row, of one write; and rows of one write. */
  readonly greatest = { snapshot: 0, event: 0, write: 0, rows: 0 };
  #asked = 0;

  get state(): Dossier {
    if (this.dossier === undefined) throw new Error('no dossier yet');
    return this.dossier;
  }

  ask(command: Command): Decision {
    this.#asked += 1;
    this.now += 60_000;
    const actor = BY_SYSTEM.includes(command.type) ? SYSTEM : OFFICER;
    const agency = (agencyId: string): Agency => ({
      agencyId,
      name: text,
      kind: agencyId === DESK ? 'reception' : 'department',
      level: 'province',
    });
    const named = 'draft' in command ? command.draft.receivingAgency : 'agencyId' in command ? command.agencyId : '';
    const occurredAt = new Date(this.now).toISOString();
    const decision = decide(this.dossier, command, {
      now: occurredAt,
      actor,
      newId: uuidOf(this.#asked),
      procedure: LONGEST,
      agency: agency(named),
      competent: agency('draft' in command ? (command.draft.competentAgency ?? '') : ''),
      holder: agency(this.dossier?.step?.agencyId ?? DESK),
      calendar,
      applicantKey: 'a'.repeat(64),
      dossierCode: `${DESK}-261120-0001`,
    });
    if (!decision.ok) return decision;
    const meta = { dossierId: DOSSIER_ID, occurredAt, actor: { kind: actor.kind, subject: actor.subject } };
    const recorded = record(this.dossier, decision.events, meta);
    if (recorded === undefined) throw new Error('a decision about nothing');
    this.#weigh(recorded.dossier, recorded.events);
    this.dossier = recorded.dossier;
    this.log.push(...recorded.events);
    return decision;
  }

  must(command: Command): this {
    const decision = this.ask(command);
    if (!decision.ok) {
      const at = `${this.dossier?.status}, version ${this.dossier?.version}`;
      throw new Error(`${command.type} was refused at ${at}: ${JSON.stringify(decision.rejection)}`);
    }
    return this;
  }

  /** The rows of the one write, as `commit` puts them together. */
  #weigh(dossier: Dossier, events: readonly RecordedEvent[]): void {
    const summary = summaryRow(dossier);
    // All of it each time takes long, and nothing grows by much between two times.
    const changes = [timerChanges(this.dossier, dossier), branchChanges(this.dossier, dossier, summary)];
    const beside = changes.flatMap(({ put, drop }) => [...put, ...drop]);
    if (beside.length < 9 && events.length < 3 && this.#asked % 7 > 0) return;
    const place = { ...keys.snapshot(dossier.dossierId), ...indexKeys(dossier) };
    const snapshot = storedSize({ ...place, version: dossier.version, summary, dossier });
    const rows = events.map((event) => storedSize({ ...keys.event(dossier.dossierId, event.version), event }));
    const sum = [...rows, ...beside.map(storedSize)].reduce((a, b) => a + b, snapshot);
    const most = (name: keyof Life['greatest'], value: number) => {
      this.greatest[name] = Math.max(this.greatest[name], value);
    };
    most('snapshot', snapshot);
    most('event', Math.max(0, ...rows));
    most('write', sum);
    most('rows', 2 + rows.length + beside.length);
  }
}
