import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ApiAnswer } from '../../../local/demo/api/client.ts';
import { smallPdf } from '../../../local/demo/api/upload.ts';
import type { Walk } from '../../../local/demo/walk.ts';
import { eventually, stage } from '../kit.ts';
import { OWNER } from './callers.ts';
import { DESK, filed, HANDLER, inProcessing, LEADER, versionOf, withFee } from './world.ts';

type Contender = { readonly who: string; readonly path: string; readonly body: unknown };
const action = (who: string, body: unknown): Contender => ({ who, path: '/actions', body });

/** Everybody asks under the version everybody saw. */
async function race(walk: Walk, contenders: readonly Contender[]): Promise<ApiAnswer[]> {
  const ifMatch = await versionOf(walk);
  const clients = await Promise.all(contenders.map(({ who }) => stage.as(who)));
  return Promise.all(
    contenders.map(({ path, body }, index) => {
      const ask = { body, ifMatch, idempotencyKey: randomUUID() };
      return clients[index]?.ask('POST', `/v1/dossiers/${walk.dossierId}${path}`, ask) as Promise<ApiAnswer>;
    }),
  );
}

/** The log holds every version once, in order, and ends with what the dossier is. */
async function expectGapless(walk: Walk): Promise<readonly string[]> {
  const [timeline, read] = [await walk.timeline(), await walk.read()];
  expect(timeline.map(({ version }) => version)).toEqual(timeline.map((_, index) => index + 1));
  expect(timeline.at(-1)).toMatchObject({ version: read.version, status: read.status });
  const moments = timeline.map(({ occurredAt }) => occurredAt);
  expect(moments).toEqual(moments.toSorted());
  return timeline.map(({ type }) => type);
}

function expectOneWinner(answers: readonly ApiAnswer[]): void {
  const told = answers.map(({ status, body }) => `${status} ${body.code ?? ''}`.trim());
  expect(told.filter((one) => one === '200')).toHaveLength(1);
  const lost = told.filter((one) => one !== '200');
  // Who comes when what the winner did is there already is told its rule: another status, another step, no longer
  // theirs. Who comes before it lost the version.
  const fair = [
    ...['412 version-conflict', '409 wrong-status', '422 wrong-step', '403 not-allowed'],
    // The winner asked for a supplement: the next request is the second.
    '422 approval-required',
  ];
  expect(lost.filter((one) => !fair.includes(one))).toEqual([]);
}

describe('many at one dossier under the same version', () => {
  it('one of twelve officers accepts it, the others are told', async () => {
    for (let round = 0; round < 3; round += 1) {
      const walk = await filed();
      const accept = action(DESK, walk.acceptance());
      expectOneWinner(
        await race(
          walk,
          Array.from({ length: 12 }, () => accept),
        ),
      );
      expect(await expectGapless(walk)).toEqual(['draft-created', 'submitted', 'fees-assessed', 'accepted']);
    }
  });

  it('applicant, handler and leader want different things: one gets it', async () => {
    for (let round = 0; round < 3; round += 1) {
      const walk = await inProcessing();
      const before = await versionOf(walk);
      const items = [{ content: 'Giấy chứng sinh', reason: 'Mờ', guidance: 'Chụp lại' }];
      const contenders = [
        { who: OWNER, path: '/withdrawal', body: { reason: 'Đổi kế hoạch' } },
        action(HANDLER, { type: 'request-supplement', items }),
        action(HANDLER, { type: 'request-payment', assessment: { fees: [{ code: 'late-registration' }], late: true } }),
        action(HANDLER, { type: 'forward', stepId: 'registration', agencyId: 'H50.20' }),
        action(LEADER, { type: 'stop', ground: 'Chờ kết luận' }),
      ];
      expectOneWinner(await race(walk, [...contenders, ...contenders]));
      // A fee is assessed with the request for it.
      const happened = (await expectGapless(walk)).slice(before).filter((type) => type !== 'fees-assessed');
      expect(happened).toHaveLength(1);
    }
  });

  it('those who read again all get their turn', async () => {
    const walk = await filed();
    const turns = 8;
    const reception = await stage.as(DESK);
    const admin = await stage.as('quan-tri');
    // Each turn is a change and its opposite, so that every one of them is possible whenever it comes.
    const until = async (body: Record<string, unknown>) => {
      let done = false;
      await eventually(`${body.type} to happen`, async () => {
        const ifMatch = await versionOf(walk);
        const answer = await admin.ask('POST', `/v1/dossiers/${walk.dossierId}/actions`, { body, ifMatch });
        done = answer.status === 200;
        return done;
      });
    };
    const correct = (toStatus: string) => until({ type: 'correct', toStatus, reason: 'Thử tranh chấp' });
    await Promise.all(Array.from({ length: turns }, (_, turn) => correct(turn % 2 === 0 ? 'accepted' : 'submitted')));
    const types = await expectGapless(walk);
    expect(types.filter((type) => type === 'corrected')).toHaveLength(turns);
    expect((await reception.ask('GET', `/v1/dossiers/${walk.dossierId}`)).status).toBe(200);
  });
});

describe('queued commands and people at the same dossier', () => {
  it('lose nothing of each other: files that are verified while officers act', async () => {
    const walk = await inProcessing();
    const officer = await stage.as(HANDLER);
    const files = Array.from({ length: 6 }, (_, index) =>
      walk.upload(officer, { kind: 'result', component: `result-${index}` }, smallPdf(`${walk.dossierId} ${index}`)),
    );
    const talk = async () => {
      for (let round = 0; round < 5; round += 1) {
        await walk.act(LEADER, { type: 'stop', ground: 'Chờ kết luận' });
        await walk.act(LEADER, { type: 'resume' });
      }
    };
    // While it is stopped a result cannot be attached, so the officers use only actions that leave it open.
    const forward = async () => {
      await walk.act(HANDLER, { type: 'forward', stepId: 'registration', agencyId: 'H50.20', note: 'Tiếp' });
      await walk.act(HANDLER, { type: 'forward', stepId: 'signature', agencyId: 'H50.20', note: 'Trình ký' });
    };
    const [taken] = await Promise.all([Promise.all(files), forward()]);
    expect(taken).toEqual([true, true, true, true, true, true]);
    await talk();
    const types = await expectGapless(walk);
    expect(types.filter((type) => type === 'document-attached')).toHaveLength(6);
    expect(types.filter((type) => type === 'forwarded')).toHaveLength(3);
    expect(types.filter((type) => type === 'stopped')).toHaveLength(5);
    expect(types.filter((type) => type === 'resumed')).toHaveLength(5);
    const { documents } = await walk.read();
    expect(new Set(documents.map(({ documentId }) => documentId)).size).toBe(6);
  });

  it('lose nothing of each other: money that arrives while officers act', async () => {
    const walk = await withFee();
    const attempts = await Promise.all(Array.from({ length: 5 }, () => walk.startPayment('vnpay')));
    const pay = Promise.all(attempts.map((attempt) => walk.settle('vnpay', attempt, { duplicate: 2 })));
    const leave = async () => {
      const applicant = await stage.as(OWNER);
      await applicant.change(walk.dossierId, '/withdrawal', { reason: 'Đổi kế hoạch' });
      await walk.act(walk.plan.reception.officer, { type: 'decide-withdrawal', granted: true });
    };
    await Promise.all([pay, leave()]);
    const money = (type: string) => type === 'payment-recorded' || type === 'surplus-payment-recorded';
    const paid = async () =>
      (await walk.timeline()).flatMap(({ type, transactionId = '' }) => (money(type) ? [transactionId] : []));
    await eventually('every payment is in the log', async () => new Set(await paid()).size >= attempts.length);
    const types = await expectGapless(walk);
    // One that was credited between the request to withdraw and its decision is told a second time: it is to be refunded.
    const told = await paid();
    expect(new Set(told).size).toBe(attempts.length);
    expect(told.length).toBeLessThanOrEqual(
      attempts.length + types.filter((type) => type === 'payment-recorded').length,
    );
    expect(types.filter((type) => type === 'payment-recorded').length).toBeLessThanOrEqual(1);
    expect(types.filter((type) => type === 'withdrawal-requested')).toHaveLength(1);
    expect((await walk.read()).status).toBe('returned');
  });
});
