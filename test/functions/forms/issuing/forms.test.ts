import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { formIdOf } from '../../../../functions/forms/issuing/forms.ts';
import type { DossierEvent } from '../../../../shared/dossier/events.ts';
import { DOSSIER, HAPPENED, openWorld } from './world.ts';

const { accepted, requested, rejected, forwarded, reappointed, stopped, withdrawal, granted, kept, completed } =
  HAPPENED;
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('the form of an event', () => {
  it.each<[string, readonly DossierEvent[]]>([
    ['receipt', [accepted]],
    ['supplement-request', [requested]],
    ['refusal', [rejected]],
    ['apology', [accepted, reappointed]],
    ['stop-notice', [accepted, forwarded, stopped]],
    ['stop-notice', [accepted, forwarded, withdrawal, granted]],
    ['control-slip', [accepted, forwarded, completed]],
  ])('is created, stored and queued for recording: %s', async (form, events) => {
    const world = openWorld();
    const version = world.happen(...events);
    await world.make(version);
    const documentId = formIdOf(DOSSIER, version, form);
    const bytes = world.file();
    expect([...world.stored.keys()]).toEqual([`${DOSSIER}/forms/${documentId}`]);
    expect(world.sent).toEqual([
      {
        commandId: `form:${documentId}`,
        dossierId: DOSSIER,
        from: 'forms',
        command: { type: 'record-form', documentId },
      },
    ]);
    expect(world.issued()).toEqual([
      {
        form,
        forApplicant: form !== 'control-slip',
        ofVersion: version,
        documentId,
        sha256: sha256(bytes),
        size: bytes.length,
        signed: false,
      },
    ]);
  });

  it('is the declaration that was filed, which no agency numbers, for the component that it stands for', async () => {
    const world = openWorld();
    const declared = { number: 1, sha256: 'a'.repeat(64), missing: [], by: 'applicant' } as const;
    const filed = {
      type: 'supplemented',
      requestId: DOSSIER,
      declaration: { number: 1, sha256: 'a'.repeat(64) },
    } as const;
    world.outside.answers.set(1, { name: 'Nguyễn Thị Ánh Tuyết' });
    const component = 'certificate-request';
    await world.make(world.happen(requested, { type: 'declared', declared: { ...declared, component } }, filed));
    expect(world.issued()).toMatchObject([{ form: 'declaration', forApplicant: true, component, signed: false }]);
    expect(world.numbers.size).toBe(0);
    // Typed at the counter: it is printed to be signed, and stands for nothing.
    const again = { ...filed, declaration: { ...filed.declaration, number: 2 } };
    const typed = { ...declared, number: 2, by: 'reception' } as const;
    await world.make(world.happen(requested, { type: 'declared', declared: typed }, again));
    expect(world.issued()[1]).not.toHaveProperty('component');
  });

  it.each<[string, readonly DossierEvent[]]>([
    ['a withdrawal that is not granted', [accepted, forwarded, withdrawal, kept]],
    ['an event that brings none', [accepted, forwarded]],
  ])('is not created for %s', async (_, events) => {
    const world = openWorld();
    await world.make(world.happen(...events));
    expect([world.stored.size, world.sent]).toEqual([0, []]);
  });

  it('is not a receipt when the result is given at once', async () => {
    const world = openWorld();
    const { procedure } = world.outside;
    if (procedure !== undefined) world.outside.procedure = { ...procedure, immediate: true };
    await world.make(world.happen(accepted));
    expect(world.stored.size).toBe(0);
  });

  it('shows the dossier after the event, regardless of later ones', async () => {
    const [early, late] = [openWorld(), openWorld({ pageSize: 100 })];
    const version = early.happen(accepted);
    await early.make(version);
    late.happen(accepted, forwarded, reappointed, completed);
    late.happen({ type: 'returned', method: 'counter', reason: 'result' });
    await late.make(version);
    expect(late.issued()).toEqual(early.issued());
    expect(late.file().equals(early.file())).toBe(true);
  });

  it('has the number of the issuing agency’s register, the same when it is created twice', async () => {
    const world = openWorld({ fromCommune: true });
    const version = world.happen(accepted, forwarded, stopped);
    await world.make(version);
    await world.make(version);
    expect([...world.numbers]).toEqual([
      [formIdOf(DOSSIER, version, 'stop-notice'), { agencyId: 'H50.12', number: 1 }],
    ]);
    expect(world.file().toString('latin1')).toContain('%PDF');
  });

  it('is not created again once the dossier has recorded it', async () => {
    const world = openWorld();
    const version = world.happen(accepted);
    await world.make(version);
    const [issued] = world.issued();
    if (issued === undefined) throw new Error('nothing was issued');
    world.happen({ type: 'form-issued', issued });
    world.stored.clear();
    await world.make(version);
    expect([world.sent.length, world.stored.size]).toEqual([1, 0]);
  });

  it('stays the first one when it is created twice and an agency was renamed meanwhile', async () => {
    const world = openWorld();
    const version = world.happen(accepted);
    await world.make(version);
    const first = world.file();
    world.outside.agencies.set('H50.1', 'Trung tâm khác');
    await world.make(version);
    expect(world.file()).toBe(first);
    expect(world.sent[1]).toEqual(world.sent[0]);
  });
});

describe('a message that can never succeed', () => {
  it.each<[string, unknown, string]>([
    ['no message at all', '{"detail"', 'malformed-message'],
    ['no version', { dossierId: DOSSIER }, 'no-event-named'],
    ['an event that is not in the log', { dossierId: DOSSIER, version: 9 }, 'event-not-found'],
  ])('is parked with its cause: %s', async (_, body, cause) => {
    const world = openWorld();
    expect(await world.deliver(body)).toEqual([]);
    expect(world.parked).toEqual([cause]);
  });

  it.each<[string, readonly DossierEvent[], (world: ReturnType<typeof openWorld>) => void, string]>([
    ['procedure', [accepted], ({ outside }) => (outside.procedure = undefined), 'procedure-unknown'],
    ['agency', [accepted], ({ outside }) => outside.agencies.delete('H50.1'), 'agency-unknown'],
    ['wish to withdraw', [accepted, granted], () => undefined, 'withdrawal-never-requested'],
    [
      'former date',
      [accepted, { ...reappointed, appointment: accepted.appointment }],
      () => undefined,
      'apology-without-former-date',
    ],
  ])('is parked with its cause: no %s', async (_, events, without, cause) => {
    const world = openWorld();
    const version = world.happen(...events);
    without(world);
    expect(await world.deliver({ dossierId: DOSSIER, version })).toEqual([]);
    expect([world.parked, world.sent]).toEqual([[cause], []]);
  });
});

describe('a store that fails', () => {
  it('causes a redelivery, and nothing is recorded', async () => {
    const world = openWorld();
    const version = world.happen(accepted);
    world.outside.bucket.status = 503;
    expect(await world.deliver({ dossierId: DOSSIER, version })).toEqual([{ itemIdentifier: 'm' }]);
    delete world.outside.bucket.status;
    expect(await world.deliver({ dossierId: DOSSIER, version })).toEqual([]);
    expect([world.parked, world.sent.length]).toEqual([[], 1]);
  });

  it('or contains another object under the key, is an error', async () => {
    const world = openWorld();
    const version = world.happen(accepted);
    const key = `${DOSSIER}/forms/${formIdOf(DOSSIER, version, 'receipt')}`;
    world.stored.set(key, { bytes: Buffer.from('x'), headers: {} });
    expect(await world.deliver({ dossierId: DOSSIER, version })).toHaveLength(1);
    expect(world.sent).toEqual([]);
  });
});
