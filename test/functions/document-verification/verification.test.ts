import { createHash } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, it } from 'vitest';
import { documentVerification } from '../../../functions/document-verification/document-verification.ts';
import { examine } from '../../../functions/document-verification/examine.ts';
import type { StoredFiles } from '../../../functions/document-verification/stored-files.ts';
import type { QueuedCommand } from '../../../shared/messaging/command-queue.ts';
import type { DocumentRow } from '../../../shared/store/document-rows.ts';
import type { Table } from '../../../shared/store/table.ts';
import { PDF_TYPE, pdf, windowsProgram } from './samples.ts';

const dossierId = '5b1f0a52-8f0e-4d3b-9c39-0c1f5e1c9a01';
const documentId = '5b1f0a52-8f0e-4d3b-9c39-0c1f5e1c9a02';
const key = `${dossierId}/${documentId}`;

type World = {
  row?: DocumentRow | undefined;
  stored: Map<string, Buffer>;
  sent: QueuedCommand[];
  removed: string[];
  /** Called before the verdict is written: what somebody else does meanwhile. */
  meanwhile?: () => void;
  sendFails?: boolean;
};

const ticketFor = (bytes: Buffer, changed = {}): DocumentRow => ({
  dossierId,
  document: {
    documentId,
    component: 'birth-declaration',
    kind: 'component',
    fileName: 'a.pdf',
    contentType: PDF_TYPE,
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    ...changed,
  },
  requestedAt: '2026-11-20T01:00:00.000Z',
  requestedBy: 'somebody',
  state: 'pending',
});

/** The one row, read strongly and updated under its condition, as the table does it. */
function tableOf(world: World): Table {
  const send = async (command: unknown) => {
    if (command instanceof GetCommand) return { Item: world.row };
    if (!(command instanceof UpdateCommand)) throw new Error('unexpected command');
    world.meanwhile?.();
    if (world.row?.state !== 'pending') {
      const Item = marshall(world.row ?? {});
      throw new ConditionalCheckFailedException({ message: '', $metadata: {}, Item });
    }
    const values = command.input.ExpressionAttributeValues ?? {};
    const verdict = { state: values[':state'], versionId: values[':versionId'], verdictAt: values[':now'] };
    world.row = { ...world.row, ...verdict, ...(values[':reason'] && { reason: values[':reason'] }) } as DocumentRow;
    return { Attributes: world.row };
  };
  return { name: 'table', client: { send } as unknown as Table['client'] };
}

function filesOf(world: World): StoredFiles {
  return {
    async open(_, versionId = [...world.stored.keys()].at(-1)) {
      const bytes = world.stored.get(versionId ?? '');
      if (bytes === undefined || versionId === undefined) return undefined;
      const chunks = async function* () {
        for (let at = 0; at < bytes.length; at += 50) yield bytes.subarray(at, at + 50);
      };
      return { versionId, size: bytes.length, content: chunks(), discard: async () => undefined };
    },
    withdraw: async () => void world.removed.push('latest'),
    erase: async (_, versionId) => void world.removed.push(versionId),
  };
}

function open(row: DocumentRow | undefined, stored: Record<string, Buffer>) {
  const world: World = { row, stored: new Map(Object.entries(stored)), sent: [], removed: [] };
  const verify = documentVerification({
    table: tableOf(world),
    files: filesOf(world),
    commands: {
      send: async (command) => {
        if (world.sendFails) throw new Error('the queue is away');
        world.sent.push(command);
      },
    },
    logger: new Logger({ logLevel: 'SILENT' }),
  });
  const created = (versionId?: string, name = key) =>
    verify({ key: name, ...(versionId && { 'version-id': versionId }) });
  return { world, created };
}

describe('verification of an upload', () => {
  it('binds the verdict to the version it read and asks for the file to be attached', async () => {
    const { world, created } = open(ticketFor(pdf()), { v1: pdf() });
    await created('v1');
    expect(world.row).toMatchObject({ state: 'verified', versionId: 'v1' });
    const command = { type: 'attach-document', documentId };
    expect(world.sent).toEqual([
      { commandId: `attach:${documentId}`, dossierId, from: 'document-verification', command },
    ]);
    expect(world.removed).toEqual([]);
  });

  it('learns the version from the bucket when the event does not name it', async () => {
    const { world, created } = open(ticketFor(pdf()), { v7: pdf() });
    await created();
    expect(world.row).toMatchObject({ state: 'verified', versionId: 'v7' });
  });

  it.each([
    ['another size', pdf(), { size: 10 }, 'size-mismatch'],
    ['other content', pdf(), { sha256: '0'.repeat(64) }, 'checksum-mismatch'],
    ['another type', pdf(), { contentType: 'image/png' }, 'type-mismatch'],
    ['a program', windowsProgram(), {}, 'executable'],
  ])('refuses and withdraws a file of %s', async (_, bytes, announced, reason) => {
    const { world, created } = open(ticketFor(bytes, announced), { v1: bytes });
    await created('v1');
    expect(world.row).toMatchObject({ state: 'rejected', reason });
    expect(world.removed).toEqual(['latest']);
    expect(world.sent).toEqual([]);
  });

  it('finishes after a crash between verdict and command, without judging again', async () => {
    const { world, created } = open(ticketFor(pdf()), { v1: pdf() });
    world.sendFails = true;
    await expect(created('v1')).rejects.toThrow('the queue is away');
    expect(world.row?.state).toBe('verified');
    world.sendFails = false;
    world.stored.delete('v1');
    await created('v1');
    expect(world.sent).toHaveLength(1);
    expect(world.row).toMatchObject({ state: 'verified', versionId: 'v1' });
  });

  it('does not read a file of another size', async () => {
    const { document } = ticketFor(pdf());
    const content = (async function* () {
      yield Buffer.alloc(0);
      throw new Error('was read');
    })();
    const discard = async () => undefined;
    expect(await examine({ versionId: 'v1', size: 10 ** 12, content, discard }, document)).toBe('size-mismatch');
  });

  it('erases what is put over a verified file', async () => {
    const { world, created } = open(ticketFor(pdf()), { v1: pdf(), v2: windowsProgram() });
    await created('v1');
    await created('v2');
    expect(world.row).toMatchObject({ state: 'verified', versionId: 'v1' });
    expect(world.removed).toEqual(['v2']);
    expect(world.sent).toHaveLength(1);
  });

  it('leaves the first verdict standing when two versions are judged at once', async () => {
    const { world, created } = open(ticketFor(pdf()), { v1: pdf(), v2: pdf() });
    const first = { state: 'verified', versionId: 'v1', verdictAt: '2026-11-20T01:00:05.000Z' } as const;
    world.meanwhile = () => {
      world.row = { ...ticketFor(pdf()), ...first };
    };
    await created('v2');
    expect(world.row).toMatchObject({ versionId: 'v1' });
    expect(world.removed).toEqual(['v2']);
    expect(world.sent).toEqual([]);
  });

  it('leaves a form of our own alone', async () => {
    const { world, created } = open(ticketFor(pdf()), { v1: pdf() });
    await created('v1', `${dossierId}/forms/${documentId}`);
    expect([world.row?.state, world.sent, world.removed]).toEqual(['pending', [], []]);
  });

  it.each([
    ['a key that no ticket names', 'unknown-object', (w: ReturnType<typeof open>) => w.created('v1', 'a/b.pdf')],
    ['a file that is gone', 'object-missing', (w: ReturnType<typeof open>) => w.created('v9')],
  ])('parks an event about %s', async (_, cause, act) => {
    await expect(act(open(ticketFor(pdf()), { v1: pdf() }))).rejects.toMatchObject({ causeCode: cause });
  });

  it('parks an event about a document nobody announced', async () => {
    await expect(open(undefined, { v1: pdf() }).created('v1')).rejects.toMatchObject({ causeCode: 'unknown-document' });
  });
});
