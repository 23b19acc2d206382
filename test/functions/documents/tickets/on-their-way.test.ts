import { beforeEach, describe, expect, it } from 'vitest';
import { RejectedError } from '../../../../shared/platform/http/problem.ts';
import { announcement, openWorld, owner, stranger } from './world.ts';

let world: ReturnType<typeof openWorld>;
beforeEach(async () => {
  world = openWorld();
  expect(await world.open()).toBe('draft');
});

const REQUIRED = ['birth-declaration', 'birth-notification'];

async function bringAll(): Promise<void> {
  for (const component of REQUIRED) {
    const { documentId } = await world.ticket(announcement(component));
    await world.judge(documentId);
    await world.attach(documentId);
  }
}
const submit = () => world.ask({ type: 'submit' });
const codeOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof RejectedError ? error.rejection : error;
};

describe('a submission', () => {
  it('waits for a file sent just before it, until that is judged and attached', async () => {
    await bringAll();
    const { documentId } = await world.ticket();
    const pending = { code: 'documents-pending', details: { documents: [documentId], fileNames: ['tờ khai.pdf'] } };
    expect(await submit()).toMatchObject(pending);
    await world.judge(documentId);
    expect(await submit()).toMatchObject(pending);
    await world.attach(documentId);
    expect(await submit()).toBe('submitted');
    expect(world.dossier().documents.map((d) => d.documentId)).toContain(documentId);
  });

  it('waits for a required file instead of calling it missing', async () => {
    await world.ticket();
    expect(await submit()).toMatchObject({ code: 'documents-pending' });
    world.minutes(10);
    expect(await submit()).toMatchObject({ code: 'missing-components' });
  });

  it('waits for a ticket that nobody uses no longer than its address lives', async () => {
    await bringAll();
    await world.ticket();
    world.minutes(9);
    expect(await submit()).toMatchObject({ code: 'documents-pending' });
    world.minutes(1);
    expect(await submit()).toBe('submitted');
  });

  it('waits for a file that was verified and never attached no longer than that either', async () => {
    await bringAll();
    const { documentId } = await world.ticket();
    await world.judge(documentId);
    world.minutes(10);
    expect(await submit()).toBe('submitted');
    await world.attach(documentId);
    expect(world.dossier().documents.map((d) => d.documentId)).toContain(documentId);
  });

  it('reads the dossier and its files by one request each, however many there are', async () => {
    await bringAll();
    world.double.requests.length = 0;
    expect(await submit()).toBe('submitted');
    expect(world.double.requests.filter((name) => ['Get', 'Query'].includes(name))).toEqual(['Get', 'Query']);
  });

  it('is refused for files on many pages', async () => {
    await bringAll();
    world.double.pageSize = 1;
    await world.ticket();
    expect(await submit()).toMatchObject({ code: 'documents-pending' });
  });
});

describe('a file whose verdict comes after the submission', () => {
  it('is attached all the same, and so is one whose command was parked before', async () => {
    await bringAll();
    const { documentId } = await world.ticket();
    world.minutes(10);
    expect(await submit()).toBe('submitted');
    await world.judge(documentId);
    await world.attach(documentId);
    await world.attach(documentId);
    expect(world.dossier().documents.filter((d) => d.documentId === documentId)).toHaveLength(1);
  });

  it('was granted by a ticket that is not signed anew when its time is over and no other would be given', async () => {
    await bringAll();
    await world.ticket(announcement(), 'key-1');
    world.minutes(11);
    await submit();
    expect((await world.ticket(announcement(), 'key-1')).upload).toBeUndefined();
  });

  it('gets a ticket with another life as long as the dossier takes files', async () => {
    const first = await world.ticket(announcement(), 'key-1');
    world.minutes(11);
    const again = await world.ticket(announcement(), 'key-1');
    expect(again.documentId).toBe(first.documentId);
    expect(again.upload?.expiresAt).not.toBe(first.upload?.expiresAt);
    expect(await submit()).toMatchObject({ code: 'documents-pending' });
  });

  it('is older than whatever happened while its ticket was written', async () => {
    await bringAll();
    world.double.step = async (when, request) => {
      if (when === 'in' && request === 'TransactWrite') world.time.now += 5;
    };
    const before = new Date(world.time.now).toISOString();
    const { documentId } = await world.ticket();
    expect((await world.row(documentId))?.requestedAt).toBe(before);
  });
});

describe('a file on its way that is taken out', () => {
  it('is waited for no longer, and no verdict brings it back', async () => {
    await bringAll();
    const { documentId } = await world.ticket();
    expect((await world.takeOut(documentId)).body).toMatchObject({ status: 'draft' });
    expect(await world.row(documentId)).toMatchObject({ state: 'rejected', reason: 'withdrawn' });
    // As often as one likes.
    expect((await world.takeOut(documentId)).status).toBe(200);
    await world.judge(documentId);
    expect(await world.row(documentId)).toMatchObject({ state: 'rejected' });
    await expect(world.attach(documentId)).rejects.toMatchObject({ causeCode: 'document-not-verified' });
    expect(await submit()).toBe('submitted');
  });

  it('cannot be, once it is verified, before it is part of the dossier', async () => {
    const { documentId } = await world.ticket();
    await world.judge(documentId);
    expect(await codeOf(world.takeOut(documentId))).toMatchObject({ code: 'documents-pending', retryAfter: 5 });
    await world.attach(documentId);
    expect((await world.takeOut(documentId)).status).toBe(200);
    expect(world.dossier().documents).toEqual([]);
    // What was there and is no more is missing, not on its way.
    expect(await codeOf(world.takeOut(documentId))).toMatchObject({ code: 'document-not-found' });
    expect(await submit()).toMatchObject({ code: 'missing-components' });
  });

  it('loses a race with its verdict without harm', async () => {
    const { documentId } = await world.ticket();
    world.double.step = async (when, request) => {
      if (when !== 'in' || request !== 'Update') return;
      world.double.step = async () => {};
      await world.judge(documentId);
    };
    expect(await codeOf(world.takeOut(documentId))).toMatchObject({ code: 'documents-pending' });
    expect(await world.row(documentId)).toMatchObject({ state: 'verified' });
  });

  it('is nobody else’s to take out', async () => {
    const { documentId } = await world.ticket();
    expect(await codeOf(world.takeOut(documentId, stranger))).toMatchObject({ code: 'dossier-not-found' });
    expect(await world.row(documentId)).toMatchObject({ state: 'pending' });
    expect((await world.takeOut(documentId, owner)).status).toBe(200);
  });
});

it('a file on its way has its place among those a dossier may hold', async () => {
  const { documents } = world.dossier();
  expect(documents).toEqual([]);
  for (let n = 0; n < 200; n += 1) await world.ticket();
  expect(await codeOf(world.ticket())).toMatchObject({ code: 'too-many-documents' });
  world.minutes(10);
  expect((await world.ticket()).state).toBe('pending');
});
