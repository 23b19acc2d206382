import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Command } from '../../../shared/dossier/commands.ts';
import type { RecordedEvent } from '../../../shared/dossier/events.ts';
import { RULES } from '../../../shared/dossier/rules.ts';
import { catalogue } from '../../../shared/record/catalogue.ts';
import { dossierStore } from '../../../shared/record/dossier-store.ts';
import { recordLifting, recordSuspension } from '../../../shared/record/suspensions.ts';
import {
  ACTORS,
  type ActorName,
  AGENCIES,
  at,
  CALENDAR,
  DOSSIER_ID,
  draft,
  HANDED_OVER,
  PROCEDURE,
} from '../dossier/world.ts';
import { fixedOwnerKeys } from '../platform/identity/fixed-key.ts';
import { DynamoServer } from './dynamo-server.ts';

let server: DynamoServer;
beforeEach(async () => {
  server = await new DynamoServer().start();
});
afterEach(() => server.stop());

const SIGNED = { signedBy: 'Chủ tịch', signedAt: at(0) };
const FLOOD = { suspensionId: 'bao-so-12', decision: '12/QĐ-UBND', reason: 'Bão', agencies: ['H50.1'], ...SIGNED };

/** A sandbox: a store with its own cache of the decisions, at a moment that the test moves. */
function sandbox() {
  const table = server.open();
  let minute = 0;
  const clock = () => new Date(at(minute));
  const rows = catalogue(table, () => clock().getTime());
  const procedures = {
    ...rows,
    ...{ procedure: async () => PROCEDURE, newestProcedure: async () => PROCEDURE, calendar: async () => CALENDAR },
    agency: async (agencyId: string) => AGENCIES.find((agency) => agency.agencyId === agencyId),
    successions: async () => [],
  };
  const store = dossierStore(
    table,
    RULES,
    { dateForm: 'YYMMDD', sequenceDigits: 4 },
    clock,
    procedures,
    fixedOwnerKeys,
  );
  return {
    table,
    store,
    now: () => clock().toISOString(),
    /** Executes a command some minutes later. @returns types of the events, or the rejection */
    async ask(who: ActorName, command: Command, later = 2): Promise<readonly string[] | string> {
      minute += later;
      const idempotency = { scope: 'caller:x', key: `${minute}`, bodyHash: 'x' };
      const outcome = await store.execute({ dossierId: DOSSIER_ID, command, actor: ACTORS[who], idempotency });
      return outcome.ok ? outcome.events.map((event: RecordedEvent) => event.type) : outcome.rejection.code;
    },
  };
}

const CREATE: Command = { type: 'create-draft', draft: draft({ channel: 'direct' }) };
const ACCEPT: Command = { type: 'accept', handedOver: HANDED_OVER, assessment: { fees: [{ code: 'fee' }] } };

describe('a decision on force majeure that is recorded', () => {
  it('suspends a dossier that arrives meanwhile in the write that brings it', async () => {
    const { ask, table, store, now } = sandbox();
    await recordSuspension(table, FLOOD, now());
    expect(await ask('reception', CREATE)).toEqual(['draft-created']);
    expect(await ask('reception', { type: 'submit' })).toEqual(['submitted', 'suspended']);
    expect((await store.load(DOSSIER_ID))?.suspension).toMatchObject({ suspensionId: 'bao-so-12' });
    expect(await ask('reception', ACCEPT)).toBe('suspended');
  });

  it('suspends a dossier that was there before anything else happens to it, and from its own moment', async () => {
    const { ask, table, store, now } = sandbox();
    await ask('reception', CREATE);
    await ask('reception', { type: 'submit' });
    await ask('reception', ACCEPT);
    const recordedAt = now();
    await recordSuspension(table, FLOOD, recordedAt);
    expect(await ask('reception', { type: 'request-payment' }, 60 * 24 * 30)).toBe('suspended');
    const dossier = await store.load(DOSSIER_ID);
    expect([dossier?.pausedAt, dossier?.overdueSince]).toEqual([recordedAt, undefined]);
  });

  it('that is lifted lets a dossier go on at its next command, with dates from then', async () => {
    const { ask, table, store, now } = sandbox();
    await ask('reception', CREATE);
    await ask('reception', { type: 'submit' });
    await ask('reception', ACCEPT);
    const decision = await recordSuspension(table, FLOOD, now());
    expect(await ask('reception', { type: 'add-note', note: 'Nước ngập' })).toEqual(['note-added']);
    await recordLifting(table, decision, { decision: '15/QĐ-UBND', ...SIGNED }, now());
    expect(
      await ask('reception', { type: 'request-supplement', items: [{ content: 'a', reason: 'b', guidance: 'c' }] }),
    ).toEqual(['supplement-requested']);
    expect((await store.load(DOSSIER_ID))?.suspension).toBeUndefined();
  });

  it('that came and went while nothing happened gives the time back at the next command, as if it had been reached', async () => {
    const { ask, table, store, now } = sandbox();
    await ask('reception', CREATE);
    await ask('reception', { type: 'submit' });
    await ask('reception', ACCEPT);
    const promised = (await store.load(DOSSIER_ID))?.appointmentAt ?? '';
    const later = (minutes: number) => new Date(Date.parse(now()) + minutes * 60_000).toISOString();
    const days = (count: number) => count * 24 * 60;
    for (const [n, from] of [1, 8].entries()) {
      const decision = { ...FLOOD, suspensionId: `bao-so-${n}` };
      const recorded = await recordSuspension(table, decision, later(days(from)));
      await recordLifting(table, recorded, { decision: `${n}/QĐ-UBND`, ...SIGNED }, later(days(from + 7)));
    }
    // Beyond the date that was promised first: only a dossier whose clock stood is not late.
    expect(await ask('reception', { type: 'add-note', note: 'Nước rút' }, days(16))).toEqual(['note-added']);
    const dossier = await store.load(DOSSIER_ID);
    expect([dossier?.suspension, dossier?.overdueSince, dossier?.liftedSuspension]).toEqual([
      ...[undefined, undefined],
      'bao-so-1',
    ]);
    expect((dossier?.appointmentAt ?? '') > promised && promised < now()).toBe(true);
    expect(await ask('reception', { type: 'add-note', note: 'Nước rút' })).toEqual(['note-added']);
    expect((await store.load(DOSSIER_ID))?.version).toBe((dossier?.version ?? 0) + 1);
  });

  it('costs no request of a command while the sandbox knows that there is none', async () => {
    const { ask } = sandbox();
    await ask('reception', CREATE);
    await ask('reception', { type: 'submit' });
    const asked = server.asked.length;
    await ask('reception', ACCEPT, 0.5);
    expect(server.asked.length - asked).toBe(2);
  });
});
