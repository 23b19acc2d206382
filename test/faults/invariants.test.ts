import { beforeAll, describe, expect, it } from 'vitest';
import type { RecordedEvent } from '../../shared/dossier/events.ts';
import type { Procedure } from '../../shared/procedure/schema.ts';
import { SearchWorld } from '../functions/search/world.ts';
import {
  AGENCIES,
  CALENDAR,
  DOSSIER_ID,
  draft,
  type History,
  inProcessing,
  PROCEDURE,
  submitted,
} from '../shared/dossier/world.ts';
import type { Mail } from './cloud/aws.ts';
import { Secrets } from './cloud/secrets.ts';
import { type Kept, logFaults, type Row } from './invariants/logs.ts';
import { noticeFaults } from './invariants/notices.ts';
import { correctionFaults, formerContactFaults, formerPeopleFaults, refundFaults } from './invariants/requests.ts';
import { searchFaults } from './invariants/search.ts';
import { wayOnFaults } from './invariants/ways-on.ts';

const keptOf = ({ log, state }: History): Kept => ({ dossierId: DOSSIER_ID, log, snapshot: state, rows: [] });
const accepted = () => submitted().must('reception', { type: 'accept' });

describe('what must hold of a dossier', () => {
  const rowsWith = (procedure: Procedure): readonly Row[] => [
    { pk: 'PROCEDURE', sk: '1', procedure },
    { pk: 'CALENDAR', sk: '1', calendar: CALENDAR },
    ...AGENCIES.map((agency) => ({ pk: 'AGENCY', sk: agency.agencyId, agency })),
  ];

  it('finds nothing where all is well', () => {
    expect(wayOnFaults(rowsWith(PROCEDURE), [keptOf(accepted())])).toEqual([]);
    expect(logFaults(keptOf(accepted()))).toEqual([]);
  });

  it('finds a dossier that no actor can continue', () => {
    const steps = PROCEDURE.steps.map((step) => ({ ...step, agencyKind: 'nowhere' as never }));
    expect(wayOnFaults(rowsWith({ ...PROCEDURE, steps }), [keptOf(accepted())])).toEqual([
      expect.stringMatching(/after version \d \(accepted\): no actor can continue it, accepted$/),
    ]);
  });

  it('finds a dossier that is not whole', () => {
    const { log, ...kept } = keptOf(accepted());
    const undated = log.map((event) =>
      event.type === 'accepted'
        ? { ...event, appointment: { ...event.appointment, appointmentAt: '2030-01-01T00:00:00.000Z' } }
        : event,
    );
    expect(logFaults({ ...kept, log: undated })).toEqual([expect.stringContaining('is not what its log folds to')]);
    expect(logFaults({ ...kept, log: log.slice(1) })).toEqual([expect.stringContaining('a gap before 2')]);
  });
});

describe('what must hold of what people ask for', () => {
  const { applicant } = draft();
  const asked = () =>
    accepted().must('owner', {
      type: 'request-correction',
      applicant: { ...applicant, address: 'Cam Lộ' } as typeof applicant,
      reason: 'Đã chuyển nhà',
    });
  const decided = () => {
    const history = asked();
    const requestId = history.state.correction?.requestId ?? '';
    return history.must('reception', { type: 'correct-particulars', requestId, reason: 'Đúng' });
  };
  const without = (history: History, type: string): Kept => {
    const kept = keptOf(history);
    return { ...kept, log: kept.log.filter((event) => event.type !== type) };
  };

  it('finds nothing where a correction was confirmed or is open', () => {
    for (const history of [asked(), decided()]) expect(correctionFaults(keptOf(history))).toEqual([]);
  });

  it('finds a decision on what was not asked, and one that goes beyond it', () => {
    expect(correctionFaults(without(decided(), 'correction-requested'))).toEqual([
      expect.stringContaining('decides on a correction that is not open'),
    ]);
    const { log, ...kept } = keptOf(decided());
    const more = log.map((event) =>
      event.type === 'particulars-corrected' ? { ...event, changed: [...event.changed, 'applicant.name'] } : event,
    );
    expect(correctionFaults({ ...kept, log: more })).toEqual([expect.stringContaining('corrects applicant.name')]);
    expect(correctionFaults({ ...keptOf(asked()), log: [] })).toEqual([expect.stringContaining('nobody asked for')]);
  });

  it('finds a former owner who still has the dossier in a list, and an owner who has not', () => {
    const kept = keptOf(accepted());
    const pk = `DOSSIER#${DOSSIER_ID}`;
    const rowOf = (gsi2pk: string) => ({ pk, sk: 'SNAPSHOT', gsi2pk });
    const own = `OWNER#${kept.snapshot.ownerKey}`;
    expect(formerPeopleFaults([rowOf(own)], [kept])).toEqual([]);
    expect(formerPeopleFaults([rowOf('OWNER#former')], [kept])).toEqual([
      expect.stringContaining('a person who has no part in it'),
      expect.stringContaining('its owner does not find it'),
    ]);
  });

  it('finds a former contact who was not told', () => {
    const history = accepted().must('reception', {
      type: 'correct-particulars',
      applicant: { ...applicant, email: 'moi@example.com' } as typeof applicant,
      reason: 'Sai thư điện tử',
    });
    const kept = keptOf(history);
    expect(formerContactFaults([], [kept])).toEqual([expect.stringContaining('the former contact was not told')]);
    const sk = `${DOSSIER_ID}:${history.state.version}#mail#former`;
    expect(formerContactFaults([{ pk: `NOTIFIED#${DOSSIER_ID}`, sk }], [kept])).toEqual([]);
  });

  it('finds money that was paid back before it was approved, twice, or more than was approved', () => {
    const event = (type: string, more: object = {}) =>
      ({ type, refundId: 'refund-1', amount: 100, ...more }) as unknown as RecordedEvent;
    const faults = (...log: readonly RecordedEvent[]) => refundFaults({ ...keptOf(accepted()), log });
    const [opened, approved, paid] = ['refund-opened', 'refund-approved', 'refund-paid'].map((type) => event(type));
    if (!opened || !approved || !paid) throw new Error('no events');
    expect(faults(opened, approved, paid)).toEqual([]);
    expect(faults(opened, approved, paid, event('refund-reopened', { state: 'approved' }), paid)).toEqual([]);
    expect(faults(opened, paid)).toHaveLength(1);
    expect(faults(opened, approved, paid, paid)).toHaveLength(1);
    expect(faults(opened, approved, event('refund-paid', { amount: 101 }))).toHaveLength(1);
  });
});

describe('what must hold of notices', () => {
  const kept = [keptOf(accepted())];
  const told = kept[0]?.log.filter(({ type }) => type === 'submitted' || type === 'accepted') ?? [];
  const rows: readonly Row[] = told.map(({ version }) => ({
    pk: `NOTIFIED#${DOSSIER_ID}`,
    sk: `${DOSSIER_ID}:${version}#mail`,
    notice: 'sent',
    messageId: `mail-${version}`,
  }));
  const mails: readonly Mail[] = told.map(({ version }) => ({
    id: `mail-${version}`,
    to: '',
    subject: '',
    text: '',
    at: 0,
  }));

  it('finds nothing where each was sent once', () => {
    expect(told).toHaveLength(2);
    expect(noticeFaults(rows, kept, mails, [])).toEqual([]);
  });

  it.each<[string, readonly Row[], readonly Mail[]]>([
    ['no notice of accepted', rows.slice(0, 1), mails.slice(0, 1)],
    ['was claimed and left', rows.map((row) => ({ ...row, notice: 'claimed' })), []],
    ['1 notices are said to be sent and were not', rows, mails.slice(0, 1)],
    ['1 letters went out twice, and 0 faults explain that', rows, [...mails, { ...(mails[0] as Mail), id: 'mail-9' }]],
  ])('finds that %s', (problem, someRows, someMails) => {
    expect(noticeFaults(someRows, kept, someMails, [])).toContainEqual(expect.stringContaining(problem));
  });

  it('accepts a second e-mail where a fault explains it', () => {
    const more = [...mails, { ...(mails[0] as Mail), id: 'mail-9' }];
    expect(noticeFaults(rows, kept, more, [{ at: 'notifications: email POST #1', what: 'lost' }])).toEqual([]);
  });
});

describe('what must hold of lists', () => {
  const secrets = new Secrets();
  secrets.call('CreateSecret', {
    Name: 'motcua/quang-tri/owner-key',
    SecretString: JSON.stringify({ current: 'k'.repeat(40) }),
  });
  const world = new SearchWorld();
  const one = keptOf(accepted());
  const rows = () => [...world.store.beginning('F').values()] as Row[];

  beforeAll(() => world.add(one.snapshot));

  it('finds nothing where each dossier is where it belongs', async () => {
    expect(rows().length).toBeGreaterThan(10);
    expect(await searchFaults(rows(), [one], secrets)).toEqual([]);
  });

  it('finds a row that is missing, one that should not be there, and an outdated entry', async () => {
    const later = { ...one, snapshot: inProcessing().state };
    const faults = await searchFaults(rows(), [later], secrets);
    for (const fault of ['is missing', 'should not be there', 'is outdated']) {
      expect(faults).toContainEqual(expect.stringContaining(fault));
    }
  });
});
