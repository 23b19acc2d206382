import { beforeAll, describe, expect, it } from 'vitest';
import type { Procedure } from '../../shared/procedure/schema.ts';
import { SearchWorld } from '../functions/search/world.ts';
import {
  AGENCIES,
  CALENDAR,
  DOSSIER_ID,
  type History,
  inProcessing,
  PROCEDURE,
  submitted,
} from '../shared/dossier/world.ts';
import type { Mail } from './cloud/aws.ts';
import { Secrets } from './cloud/secrets.ts';
import { type Kept, logFaults, type Row } from './invariants/logs.ts';
import { noticeFaults } from './invariants/notices.ts';
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
