import { beforeEach, describe, expect, it } from 'vitest';
import { RejectedError } from '../../../../shared/platform/http/rejected.ts';
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
  it('waits for a file uploaded just before it until the file is attached', async () => {
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

  it('waits for a pending required file instead of reporting it missing', async () => {
    await world.ticket();
    expect(await submit()).toMatchObject({ code: 'documents-pending' });
    world.minutes(10);
    expect(await submit()).toMatchObject({ code: 'missing-components' });
  });

  it('waits for an unused ticket only until its URL expires', async () => {
    await bringAll();
    await world.ticket();
    world.minutes(9);
    expect(await submit()).toMatchObject({ code: 'documents-pending' });
    world.minutes(1);
    expect(await submit()).toBe('submitted');
  });

  it('waits for a verified file that is never attached only for the same time', async () => {
    await bringAll();
    const { documentId } = await world.ticket();
    await world.judge(documentId);
    world.minutes(10);
    expect(await submit()).toBe('submitted');
    await world.attach(documentId);
    expect(world.dossier().documents.map((d) => d.documentId)).toContain(documentId);
  });

  it('reads the dossier and all its files in one request each', async () => {
    await bringAll();
    world.double.requests.length = 0;
    expect(await submit()).toBe('submitted');
    expect(world.double.requests.filter((name) => ['Get', 'Query'].includes(name))).toEqual(['Get', 'Query']);
  });

  it('is rejected when the files exceed one query page', async () => {
    await bringAll();
    world.double.pageSize = 1;
    await world.ticket();
    expect(await submit()).toMatchObject({ code: 'documents-pending' });
  });
});

describe('a file whose verdict comes after the submission', () => {
  it('is attached anyway, also when its command was parked before', async () => {
    await bringAll();
    const { documentId } = await world.ticket();
    world.minutes(10);
    expect(await submit()).toBe('submitted');
    await world.judge(documentId);
    await world.attach(documentId);
    await world.attach(documentId);
    expect(world.dossier().documents.filter((d) => d.documentId === documentId)).toHaveLength(1);
  });

  it('was granted by a ticket that is not signed again after expiry when the rules no longer allow one', async () => {
    await bringAll();
    await world.ticket(announcement(), 'key-1');
    world.minutes(11);
    await submit();
    expect((await world.ticket(announcement(), 'key-1')).upload).toBeUndefined();
  });

  it('gets a ticket with an extended lifetime while the dossier accepts files', async () => {
    const first = await world.ticket(announcement(), 'key-1');
    world.minutes(11);
    const again = await world.ticket(announcement(), 'key-1');
    expect(again.documentId).toBe(first.documentId);
    expect(again.upload?.expiresAt).not.toBe(first.upload?.expiresAt);
    expect(await submit()).toMatchObject({ code: 'documents-pending' });
  });

  it('is older than any event during the write of its ticket', async () => {
    await bringAll();
    world.double.step = async (when, request) => {
      if (when === 'in' && request === 'TransactWrite') world.time.now += 5;
    };
    const before = new Date(world.time.now).toISOString();
    const { documentId } = await world.ticket();
    expect((await world.row(documentId))?.requestedAt).toBe(before);
  });
});

describe('a pending file that is removed', () => {
  it('no longer delays submission, and a later verdict does not restore it', async () => {
    await bringAll();
    const { documentId } = await world.ticket();
    expect((await world.takeOut(documentId)).body).toMatchObject({ status: 'draft' });
    expect(await world.row(documentId)).toMatchObject({ state: 'rejected', reason: 'withdrawn' });
    // Repeatable any number of times.
    expect((await world.takeOut(documentId)).status).toBe(200);
    await world.judge(documentId);
    expect(await world.row(documentId)).toMatchObject({ state: 'rejected' });
    await expect(world.attach(documentId)).rejects.toMatchObject({ causeCode: 'document-not-verified' });
    expect(await submit()).toBe('submitted');
  });

  it('cannot be removed between verification and attachment', async () => {
    const { documentId } = await world.ticket();
    await world.judge(documentId);
    expect(await codeOf(world.takeOut(documentId))).toMatchObject({ code: 'documents-pending', retryAfter: 5 });
    await world.attach(documentId);
    expect((await world.takeOut(documentId)).status).toBe(200);
    expect(world.dossier().documents).toEqual([]);
    // A removed file is missing, not pending.
    expect(await codeOf(world.takeOut(documentId))).toMatchObject({ code: 'document-not-found' });
    expect(await submit()).toMatchObject({ code: 'missing-components' });
  });

  it('loses a race against its verdict safely', async () => {
    const { documentId } = await world.ticket();
    world.double.step = async (when, request) => {
      if (when !== 'in' || request !== 'Update') return;
      world.double.step = async () => {};
      await world.judge(documentId);
    };
    expect(await codeOf(world.takeOut(documentId))).toMatchObject({ code: 'documents-pending' });
    expect(await world.row(documentId)).toMatchObject({ state: 'verified' });
  });

  it('can be removed by its uploader only', async () => {
    const { documentId } = await world.ticket();
    expect(await codeOf(world.takeOut(documentId, stranger))).toMatchObject({ code: 'dossier-not-found' });
    expect(await world.row(documentId)).toMatchObject({ state: 'pending' });
    expect((await world.takeOut(documentId, owner)).status).toBe(200);
  });
});

it('a pending file counts towards the dossier’s file limit', async () => {
  const { documents } = world.dossier();
  expect(documents).toEqual([]);
  for (let n = 0; n < 200; n += 1) await world.ticket();
  expect(await codeOf(world.ticket())).toMatchObject({ code: 'too-many-documents' });
  world.minutes(10);
  expect((await world.ticket()).state).toBe('pending');
});
