import { ListObjectVersionsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, it } from 'vitest';
import type { routes } from '../../functions/documents/tickets/routes.ts';
import type { Call } from '../../shared/platform/http/request.ts';
import { pdf, windowsProgram } from '../functions/documents/verification/samples.ts';
import { documentCalls, put } from './documents-calls.ts';
import { announcementOf, citizen, idempotency, openWorld, stranger, type World } from './documents-world.ts';
import { environment } from './kit.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld(environment);
});

const { ask, look } = documentCalls(() => world);

async function upload(dossierId: string, bytes: Buffer, announced = announcementOf(bytes)) {
  const { documentId, upload: ticket } = await ask(dossierId, announced);
  if (ticket === undefined) throw new Error('no ticket');
  const answer = await put(ticket, bytes);
  expect(answer.status, await answer.text()).toBe(200);
  return { documentId, ticket, event: await world.takeUploadEvent() };
}
const versions = async (key: string) => {
  const found = await world.s3.send(new ListObjectVersionsCommand({ Bucket: world.name, Prefix: key }));
  return { kept: found.Versions?.length ?? 0, markers: found.DeleteMarkers?.length ?? 0 };
};

const submit = async (dossierId: string, store = world.store) => {
  const outcome = await store.execute({
    dossierId,
    command: { type: 'submit' },
    actor: citizen,
    idempotency: idempotency(),
  });
  return outcome.ok ? outcome.answer.status : outcome.rejection.code;
};
async function bring(dossierId: string, component: string): Promise<void> {
  const bytes = pdf();
  const { event } = await upload(dossierId, bytes, { ...announcementOf(bytes), component });
  await world.verify(event);
  await world.carryOut(await world.takeCommand());
}

describe('a file sent just before submission, on the emulator', () => {
  it('is waited for, and part of what is submitted', async () => {
    const dossierId = await world.openDossier();
    await bring(dossierId, 'birth-declaration');
    await bring(dossierId, 'birth-notification');
    const { documentId, event } = await upload(dossierId, pdf());
    expect(await submit(dossierId)).toBe('documents-pending');
    await world.verify(event);
    expect(await submit(dossierId)).toBe('documents-pending');
    await world.carryOut(await world.takeCommand());
    expect(await submit(dossierId)).toBe('submitted');
    expect(await look(dossierId, documentId)).toMatchObject({ attached: true });
  });

  it('is attached afterwards when its verdict took longer than its ticket', async () => {
    const dossierId = await world.openDossier();
    await bring(dossierId, 'birth-declaration');
    await bring(dossierId, 'birth-notification');
    const { documentId, event } = await upload(dossierId, pdf());
    expect(await submit(dossierId, world.later)).toBe('submitted');
    await world.verify(event);
    await world.carryOut(await world.takeCommand());
    expect(await look(dossierId, documentId)).toMatchObject({ attached: true });
  });

  it('is given up by its sender, and withdrawn when it comes all the same', async () => {
    const dossierId = await world.openDossier();
    const { documentId, event } = await upload(dossierId, pdf());
    const params = { dossierId, documentId };
    const call = { params, actor: citizen, idempotency: idempotency(), expectedVersion: 1 };
    await world.api.removeDocument(call as Call<typeof routes.removeDocument>);
    expect(await world.verify(event)).toEqual({ batchItemFailures: [] });
    expect(await look(dossierId, documentId)).toMatchObject({ state: 'rejected', refusal: { code: 'withdrawn' } });
    expect(await versions(`${dossierId}/${documentId}`)).toEqual({ kept: 1, markers: 1 });
  });
});

describe('a file of a dossier, on the emulator', () => {
  it('is uploaded with a ticket, verified, attached, downloaded and taken out again', async () => {
    const dossierId = await world.openDossier();
    const bytes = pdf();
    const { documentId, event } = await upload(dossierId, bytes);
    expect(await look(dossierId, documentId)).toMatchObject({ state: 'pending', attached: false });
    expect(await world.verify(event)).toEqual({ batchItemFailures: [] });
    const command = await world.takeCommand();
    expect(command).toMatchObject({ dossierId, commandId: `attach:${documentId}` });
    expect((await look(dossierId, documentId)).download).toBeUndefined();
    await world.carryOut(command);

    const seen = await look(dossierId, documentId);
    expect(seen).toMatchObject({ state: 'verified', attached: true });
    expect(seen.download?.url).not.toContain('khai');
    const fetched = await fetch(seen.download?.url ?? '');
    expect(Buffer.from(await fetched.arrayBuffer()).equals(bytes)).toBe(true);
    expect(fetched.headers.get('content-disposition')).toBe(
      `attachment; filename="To khai (1).pdf"; filename*=UTF-8''T%E1%BB%9D%20khai%20%281%29.pdf`,
    );
    await expect(look(dossierId, documentId, stranger)).rejects.toThrow('dossier-not-found');

    const removal = {
      params: { dossierId, documentId },
      actor: citizen,
      idempotency: idempotency(),
      expectedVersion: 2,
    } as Call<typeof routes.removeDocument>;
    expect((await world.api.removeDocument(removal)).body).toMatchObject({ version: 3 });
    expect((await look(dossierId, documentId)).download).toBeUndefined();
  });

  it('is refused by S3 itself when size, type, content or name are not those of the ticket', async () => {
    const dossierId = await world.openDossier();
    const bytes = pdf();
    const { upload: ticket } = await ask(dossierId, announcementOf(bytes));
    if (ticket === undefined) throw new Error('no ticket');
    const other = Buffer.from(bytes);
    other[10] = 65;
    expect((await put(ticket, other)).status).toBe(400);
    expect((await put(ticket, Buffer.concat([bytes, bytes]))).status).toBe(403);
    expect((await put(ticket, bytes, { 'content-type': 'text/html' })).status).toBe(403);
    expect((await put(ticket, bytes, { 'content-disposition': 'inline' })).status).toBe(403);
    expect((await put(ticket, bytes)).status).toBe(200);
    expect((await put(ticket, bytes)).status).toBe(412);
    await world.takeUploadEvent();
  });

  it('is withdrawn and never handed out when it is a program under a false name', async () => {
    const dossierId = await world.openDossier();
    const { documentId, event } = await upload(dossierId, windowsProgram());
    expect(await world.verify(event)).toEqual({ batchItemFailures: [] });
    const seen = await look(dossierId, documentId);
    expect(seen).toMatchObject({ state: 'rejected', attached: false, refusal: { code: 'executable' } });
    expect(seen.download).toBeUndefined();
    expect(await versions(`${dossierId}/${documentId}`)).toEqual({ kept: 1, markers: 1 });
  });

  it('stays the verified one when something else is put in its place, however often events come', async () => {
    const dossierId = await world.openDossier();
    const bytes = pdf();
    const { documentId, event } = await upload(dossierId, bytes);
    await world.verify(event);
    const command = await world.takeCommand();
    await world.carryOut(command);
    const row = await world.load(dossierId, documentId);
    const Key = `${dossierId}/${documentId}`;
    const second = await world.s3.send(
      new PutObjectCommand({ Bucket: world.name, Key, Body: Buffer.from('MZ something else') }),
    );
    const later = JSON.parse(await world.takeUploadEvent());
    later['version-id'] = second.VersionId;
    await world.verify(JSON.stringify(later));
    expect(await world.verify(event)).toEqual({ batchItemFailures: [] });
    // The queue holds a repetition back for five minutes; after that it is carried out once more, to no effect.
    await world.carryOut(command);
    expect(await versions(Key)).toEqual({ kept: 1, markers: 0 });
    expect(await world.load(dossierId, documentId)).toEqual(row);
    const fetched = await fetch((await look(dossierId, documentId)).download?.url ?? '');
    expect(Buffer.from(await fetched.arrayBuffer()).equals(bytes)).toBe(true);
    expect((await world.store.load(dossierId))?.version).toBe(2);
  });

  it('is asked for twice with one key and gets one ticket', async () => {
    const dossierId = await world.openDossier();
    const key = idempotency();
    const announced = announcementOf(pdf());
    const first = await ask(dossierId, announced, key);
    expect((await ask(dossierId, announced, key)).documentId).toBe(first.documentId);
    await expect(ask(dossierId, announced, { ...key, bodyHash: 'other' })).rejects.toThrow('idempotency-key-reused');
  });

  it('is parked with its cause when it has no ticket', async () => {
    await world.s3.send(
      new PutObjectCommand({ Bucket: world.name, Key: `${crypto.randomUUID()}/${crypto.randomUUID()}`, Body: 'x' }),
    );
    expect(await world.verify(await world.takeUploadEvent())).toEqual({ batchItemFailures: [] });
    expect((await world.takeParked()).attributes?.cause?.StringValue).toBe('unknown-document');
  });
});
