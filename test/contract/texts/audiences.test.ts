import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { timelineEntry } from '../../../functions/dossiers/intake/timeline-view.ts';
import { FORMS, formContent } from '../../../functions/forms/adapters/registry.ts';
import { formsOfEvent } from '../../../functions/forms/issuing/forms-of-event.ts';
import { progressRows } from '../../../functions/national-portal/contracts/classic/progress.ts';
import { applicantNotice, tellsApplicant } from '../../../functions/notifications/notice.ts';
import { officeNotice, tellsOffices } from '../../../functions/notifications/office-notice.ts';
import type { Actor } from '../../../shared/dossier/actor.ts';
import { AUDIENCES, type Audience } from '../../../shared/dossier/audience.ts';
import { TEXTS, type TextFields, textsOf } from '../../../shared/dossier/audiences.ts';
import type { EventType } from '../../../shared/dossier/event-types.ts';
import type { RecordedEvent } from '../../../shared/dossier/events.ts';
import { toPublicEvent } from '../../../shared/dossier/public-event.ts';
import { mayRead } from '../../../shared/dossier/rights.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import type { Procedure } from '../../../shared/procedure/schema.ts';
import { ROOT } from '../../infra/support.ts';
import { NOTHING_YET, stepAt } from '../../shared/dossier/samples.ts';
import { eventOf, textsIn } from './events-of-texts.ts';

const TYPES = Object.keys(TEXTS) as EventType[];
const procedure = JSON.parse(readFileSync(join(ROOT, 'shared/procedure/catalogue/1.001612.json'), 'utf8')) as Procedure;

/** Received at H50.1, first examined at H50.11, now held by H50.12, which asked H50.30. */
const fees = eventOf('fees-assessed') as Extract<RecordedEvent, { type: 'fees-assessed' }>;
const dossier: Dossier = {
  ...NOTHING_YET,
  assessment: { ...fees.assessment, assessedAt: '2026-06-09T01:00:00.000Z' },
  dossierId: '0198a0c0-0000-7000-8000-000000000001',
  version: 9,
  changedVersion: 9,
  status: 'in-processing',
  dossierCode: 'H50.1-260609-0001',
  procedureCode: procedure.procedureCode,
  procedureVersion: 1,
  channel: 'direct',
  language: 'vi',
  receivingAgency: 'H50.1',
  applicant: {
    kind: 'citizen',
    name: 'Lê Thị Hoa',
    identity: { type: 'personal-id', number: '045190000001', country: 'VN' },
    phone: '0912345678',
    address: 'Đông Hà',
  },
  ownerKey: 'owner',
  resultDelivery: { method: 'counter' },
  step: stepAt('examination', 'H50.12'),
  completedSteps: [{ ...stepAt('reception', 'H50.11'), until: '2026-11-21T01:00:00.000Z', handedBy: 'x' }],
  receivedBy: 'H50.2',
  heldBefore: ['H50.2'],
  agencies: ['H50.1', 'H50.2', 'H50.11', 'H50.12', 'H50.30'],
  createdAt: '2026-11-20T01:00:00.000Z',
  updatedAt: '2026-11-20T01:00:00.000Z',
  acceptedAt: '2026-11-20T01:00:00.000Z',
  appointmentAt: '2026-12-04T10:00:00.000Z',
};

const officer = (agencyId: string, role: 'handler' | 'approver' | 'administrator' = 'handler'): Actor => ({
  kind: 'officer',
  subject: `${role} of ${agencyId}`,
  roles: [{ agencyId, role }],
});
const system = (agencyId: string, ...scopes: readonly string[]): Actor => ({
  kind: 'partner',
  subject: `system of ${agencyId}`,
  agencyId,
  scopes: ['dossiers.read', ...scopes],
});
const ASKED: readonly Audience[] = ['agencies', 'applicant'];

/** The readers of a timeline, and their audiences: written out on purpose. */
const READERS: Readonly<Record<string, readonly [Actor, readonly Audience[]]>> = {
  owner: [{ kind: 'citizen', subject: 'owner', ownerKey: 'owner' }, ['applicant']],
  'officer of the agency that holds it': [officer('H50.12'), AUDIENCES],
  'officer of an agency that held it': [officer('H50.11'), AUDIENCES],
  'officer of reception': [officer('H50.1'), AUDIENCES],
  'officer of a reception that transferred it': [officer('H50.2'), AUDIENCES],
  'system that acts for a reception that transferred it': [system('H50.2', 'dossiers.act'), AUDIENCES],
  'officer of an agency that was asked': [officer('H50.30'), ASKED],
  'head of the agency that was asked': [officer('H50.30', 'approver'), ASKED],
  'officer above all of them': [officer('H50'), ASKED],
  'administrator of the agency that was asked': [officer('H50.30', 'administrator'), ASKED],
  'administrator above all of them': [officer('H50', 'administrator'), AUDIENCES],
  'system that reads for the agency that holds it': [system('H50.12'), ASKED],
  'system that acts for the agency that holds it': [system('H50.12', 'dossiers.act'), AUDIENCES],
  'system that acts for the agency that was asked': [system('H50.30', 'dossiers.act'), ASKED],
};

/** The texts of an event for these audiences, read off the record. */
const meantFor = (type: EventType, audiences: readonly Audience[]) =>
  textsOf(eventOf(type))
    .filter(({ audience }) => audiences.includes(audience))
    .map(({ text }) => text.slice(1, -1))
    .sort();

const all = (audiences: readonly Audience[]) => TYPES.flatMap((type) => meantFor(type, audiences));

describe('the record of texts', () => {
  it('names the audience of every text of every event', () => {
    expect(TYPES.flatMap((type) => textsIn(eventOf(type))).sort()).toEqual(all(AUDIENCES).sort());
    for (const audience of AUDIENCES) expect(all([audience]).length, audience).toBeGreaterThan(3);
  });

  it('does not compile without one', () => {
    type Asked = { readonly question?: string | undefined; readonly result: 'agreed' | 'disagreed' };
    type Asks = { readonly items: readonly Asked[] };
    const complete: TextFields<Asks> = { items: { question: 'agencies' } };
    // @ts-expect-error a text inside an entry has no audience
    const within: TextFields<Asks> = { items: {} };
    // @ts-expect-error a text has no audience
    const missing: TextFields<Asked> = {};
    expect([complete, within, missing]).toHaveLength(3);
  });
});

describe.each(Object.entries(READERS))('the timeline of the %s', (_, [actor, audiences]) => {
  it('may be read', () => {
    expect(mayRead(dossier, actor)).toBe(true);
  });

  it.each(TYPES)('shows the texts of %s that are meant for them, and no other', (type) => {
    const shown = timelineEntry(eventOf(type), dossier, actor, 'vi');
    // Papers handed over stand in the entry by themselves, too.
    expect([...new Set(textsIn(shown))]).toEqual(meantFor(type, audiences));
  });
});

const namesOf = (agencyId: string) => `Cơ quan ${agencyId}`;
const letterhead = () => ({ superior: 'Ủy ban nhân dân tỉnh', place: 'Đông Hà' });
const names = { letterhead, agency: namesOf, phone: () => undefined, inForce: (agencyId: string) => agencyId };
const withheld = (type: EventType) => [...meantFor(type, ['agencies', 'internal'])];

describe.each(TYPES)('%s', (type) => {
  const event = eventOf(type);

  it('is published to agencies’ systems without any text', () => {
    expect(textsIn(toPublicEvent(event, 'quang-tri'))).toEqual([]);
  });

  it('reaches the national portal with texts for applicants only', () => {
    const rows = progressRows('H50.1-260609-0001', [event], 0, new Map());
    expect(textsIn(rows).filter((text) => withheld(type).includes(text))).toEqual([]);
  });

  it('reaches applicants by notices with texts for applicants only', () => {
    if (!tellsApplicant(event)) return;
    const notice = applicantNotice(event, { vi: 'Thủ tục', en: 'Procedure' }, 'vi');
    expect(textsIn(notice).filter((text) => !meantFor(type, ['applicant']).includes(text))).toEqual([]);
  });

  it('reaches the mailboxes of agencies without any text', () => {
    if (!tellsOffices(event)) return;
    for (const post of ['officers', 'head', 'leader'] as const) {
      expect(textsIn(officeNotice(event, dossier, { procedure }, post))).toEqual([]);
    }
  });

  it('is printed on forms with the texts that the readers of the form may read', () => {
    const before = TYPES.map(eventOf);
    for (const form of formsOfEvent({ dossier, procedure, names }, event, before)) {
      const audiences: readonly Audience[] = FORMS[form.form].forApplicant ? ['applicant'] : ASKED;
      const printed = textsIn(formContent(form));
      expect(
        printed.filter((text) => !all(audiences).includes(text)),
        form.form,
      ).toEqual([]);
    }
  });
});

it('applicants get what was written to them: at the portal, in notices and on forms', () => {
  const shown = TYPES.map(eventOf).flatMap((event) => [
    ...textsIn(progressRows('x', [event], 0, new Map())),
    ...(tellsApplicant(event) ? textsIn(applicantNotice(event, { vi: '', en: '' }, 'vi')) : []),
    ...textsIn(formsOfEvent({ dossier, procedure, names }, event, TYPES.map(eventOf)).map(formContent)),
  ]);
  // The receipt prints the papers from the dossier, which here has none; its own test has them.
  const elsewhere = (text: string) => text.includes('.handedOver.');
  expect(all(['applicant']).filter((text) => !shown.includes(text) && !elsewhere(text))).toEqual([]);
});
