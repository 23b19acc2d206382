import { describe, expect, it } from 'vitest';
import { examine } from '../../../../functions/documents/verification/examine.ts';
import { pdf, windowsProgram } from './samples.ts';
import { documentId, dossierId, open, ticketFor } from './verification-world.ts';

describe('verification of an upload', () => {
  it('binds the verdict to the version it read and queues the attachment', async () => {
    const { world, created } = open(ticketFor(pdf()), { v1: pdf() });
    await created('v1');
    expect(world.row).toMatchObject({ state: 'verified', versionId: 'v1' });
    const command = { type: 'attach-document', documentId };
    expect(world.sent).toEqual([
      { commandId: `attach:${documentId}`, dossierId, from: 'document-verification', command },
    ]);
    expect(world.removed).toEqual([]);
  });

  it('takes the version from the bucket when the event omits it', async () => {
    const { world, created } = open(ticketFor(pdf()), { v7: pdf() });
    await created();
    expect(world.row).toMatchObject({ state: 'verified', versionId: 'v7' });
  });

  it.each([
    ['another size', pdf(), { size: 10 }, 'size-mismatch'],
    ['other content', pdf(), { sha256: '0'.repeat(64) }, 'checksum-mismatch'],
    ['another type', pdf(), { contentType: 'image/png' }, 'type-mismatch'],
    ['a program', windowsProgram(), {}, 'executable'],
  ])('rejects and deletes a file of %s', async (_, bytes, announced, reason) => {
    const { world, created } = open(ticketFor(bytes, announced), { v1: bytes });
    await created('v1');
    expect(world.row).toMatchObject({ state: 'rejected', reason });
    expect(world.removed).toEqual(['latest']);
    expect(world.sent).toEqual([]);
  });

  it('completes after a crash between verdict and command, without verifying again', async () => {
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

  it('does not read a file of a different size', async () => {
    const { document } = ticketFor(pdf());
    const content = (async function* () {
      yield Buffer.alloc(0);
      throw new Error('was read');
    })();
    const discard = async () => undefined;
    expect(await examine({ versionId: 'v1', size: 10 ** 12, content, discard }, document)).toBe('size-mismatch');
  });

  it('deletes a version uploaded over a verified file', async () => {
    const { world, created } = open(ticketFor(pdf()), { v1: pdf(), v2: windowsProgram() });
    await created('v1');
    await created('v2');
    expect(world.row).toMatchObject({ state: 'verified', versionId: 'v1' });
    expect(world.removed).toEqual(['v2']);
    expect(world.sent).toHaveLength(1);
  });

  it('keeps the first verdict when two versions are verified concurrently', async () => {
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

  it('ignores our own forms', async () => {
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

  it('parks an event about a document without a ticket', async () => {
    await expect(open(undefined, { v1: pdf() }).created('v1')).rejects.toMatchObject({ causeCode: 'unknown-document' });
  });
});
