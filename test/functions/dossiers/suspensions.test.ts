import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { suspensionRoutes } from '../../../functions/dossiers/office/suspensions.ts';
import type { Actor, OfficerRole } from '../../../shared/dossier/actor.ts';
import { HttpProblem } from '../../../shared/platform/http/problem.ts';
import { RejectedError } from '../../../shared/platform/http/rejected.ts';
import type { DirectoryEntry } from '../../../shared/procedure/directory.ts';
import { DynamoServer } from '../../shared/record/dynamo-server.ts';

let server: DynamoServer;
beforeEach(async () => {
  server = await new DynamoServer().start();
});
afterEach(() => server.stop());

const NOW = '2026-11-20T01:00:00.000Z';
const BODY = {
  suspensionId: 'bao-so-12',
  decision: '12/QĐ-UBND',
  signedBy: 'Chủ tịch',
  signedAt: NOW,
  reason: 'Bão',
  agencies: ['H50.20', 'H50.21'],
};
const LIFTING = { decision: '15/QĐ-UBND', signedBy: 'Chủ tịch', signedAt: NOW };

const KNOWN = ['H50.20', 'H50.20.1', 'H50.21'].map(
  (agencyId): DirectoryEntry => ({ agencyId, name: { vi: agencyId, en: agencyId }, kind: 'commune', level: 'commune' }),
);

const officer = (agencyId: string, role: OfficerRole = 'approver'): Actor => ({
  kind: 'officer',
  subject: 'x',
  roles: [{ agencyId, role }],
});

const routes = () => suspensionRoutes(server.open(), { directory: async () => KNOWN }, () => new Date(NOW));
type Call<R extends 'decideSuspension' | 'liftSuspension'> = Parameters<ReturnType<typeof routes>[R]>[0];
const decide = (actor: Actor, body = BODY) =>
  codeOf(routes().decideSuspension({ body, actor } as Call<'decideSuspension'>));
const lift = (actor: Actor, body = LIFTING) =>
  codeOf(routes().liftSuspension({ params: { suspensionId: 'bao-so-12' }, body, actor } as Call<'liftSuspension'>));

async function codeOf(work: Promise<{ readonly status: number }>): Promise<number | string> {
  try {
    return (await work).status;
  } catch (error) {
    if (error instanceof HttpProblem) return error.code;
    if (error instanceof RejectedError) return `${error.rejection.code} ${error.rejection.fields}`;
    throw error;
  }
}

describe('a decision on force majeure', () => {
  it('is of a leader of all its agencies, or above them', async () => {
    expect(await decide(officer('H50.20'))).toBe('forbidden');
    expect(await decide(officer('H50', 'administrator'))).toBe('forbidden');
    expect(await decide(officer('H51'))).toBe('forbidden');
    expect(await decide(officer('H50.20'), { ...BODY, agencies: ['H50.20.1'] })).toBe(200);
    expect(await decide(officer('H50'), { ...BODY, suspensionId: 'khac' })).toBe(200);
  });

  it('is about agencies that the province has, or has agencies below', async () => {
    const agencies = ['H50.20', 'H50.99', 'H50', 'H50.2'];
    expect(await decide(officer('H50'), { ...BODY, agencies })).toBe('unknown-agency agencies.1,agencies.3');
    expect(await decide(officer('H50'), { ...BODY, agencies: ['H50'] })).toBe(200);
  });

  it('is lifted by such a leader, too, and by one decision', async () => {
    expect(await lift(officer('H50'))).toBe('not-found');
    await decide(officer('H50'));
    expect(await lift(officer('H50.20'))).toBe('forbidden');
    expect(await lift(officer('H50'))).toBe(200);
    expect(await lift(officer('H50'))).toBe(200);
    expect(await lift(officer('H50'), { ...LIFTING, decision: '16/QĐ-UBND' })).toBe('other-decision');
  });

  it('may be sent again, and is listed with the moment it was recorded', async () => {
    expect([await decide(officer('H50')), await decide(officer('H50'))]).toEqual([200, 200]);
    expect(await decide(officer('H50'), { ...BODY, reason: 'Lũ' })).toBe('other-decision');
    const { body } = await routes().listSuspensions({} as Parameters<ReturnType<typeof routes>['listSuspensions']>[0]);
    expect(body).toEqual({ items: [{ ...BODY, recordedAt: NOW, lifting: undefined, liftedAt: undefined }] });
  });
});
