import { describe, expect, test } from 'vitest';
import { keys } from '../../../../shared/platform/table/keys.ts';
import { bytesOf, DOSSIER_ID, newDossier, openWorld, paper, supplementWith } from './world.ts';

const FIRST = newDossier(paper('1'), paper('2', { DuongDanTaiTepTin: 'https://files.example.invalid/2/anh.png' }));

describe('documents of a new dossier', () => {
  test('are stored with their own rows for verification; no command is sent to the dossier', async () => {
    const world = openWorld();
    await world.keep(FIRST);
    world.import();
    await world.deliver(FIRST);
    const row = await world.row(FIRST, '1');
    expect(row).toMatchObject({
      state: 'pending',
      storedAt: expect.any(String),
      document: { kind: 'component', component: 'certificate-request', contentType: 'application/pdf' },
      requestedBy: 'inbound-files',
    });
    expect(row?.document.size).toBe(world.bucket.get(`${DOSSIER_ID}/${row?.document.documentId}`)?.length);
    expect(world.bucket.size).toBe(2);
    expect([world.queued, world.resent]).toEqual([[], []]);
  });

  test('are not fetched again when the message is redelivered', async () => {
    const world = openWorld();
    await world.keep(FIRST);
    world.import();
    await world.deliver(FIRST);
    await world.judge(await world.row(FIRST, '1'));
    await world.deliver(FIRST);
    await world.deliver(FIRST);
    expect(world.fetched).toHaveLength(2);
    expect(world.rows()).toHaveLength(2);
    expect(world.dossier().documents).toHaveLength(1);
  });

  test('wait for the import for a limited time', async () => {
    const world = openWorld();
    await world.keep(FIRST);
    await world.deliver(FIRST, 3);
    expect([world.resent, world.fetched]).toEqual([[4], []]);
    await expect(world.deliver(FIRST, 12)).rejects.toMatchObject({ causeCode: 'dossier-not-found' });
  });

  test('are parked when the dossier no longer accepts any', async () => {
    const world = openWorld();
    await world.keep(FIRST);
    world.import();
    world.double.put({
      pk: `DOSSIER#${DOSSIER_ID}`,
      sk: 'SNAPSHOT',
      dossier: { ...world.dossier(), status: 'accepted' },
    });
    await expect(world.deliver(FIRST)).rejects.toMatchObject({ causeCode: 'wrong-status' });
    expect(world.fetched).toEqual([]);
  });
});

describe('a document is rejected, with the reason on its row, and the others continue', () => {
  test.each([
    ['unknown-component', { MaThanhPhanHoSo: 'passport' }, undefined],
    ['unknown-component', { MaThanhPhanHoSo: 'Giấy tờ khác' }, undefined],
    ['source-missing', {}, { refused: 'source-missing' } as const],
    ['source-not-allowed', {}, { refused: 'source-not-allowed' } as const],
    ['too-large', {}, { refused: 'too-large' } as const],
  ])('%s', async (reason, wrong, answer) => {
    const world = openWorld();
    const message = newDossier(
      paper('1', { ...wrong, DuongDanTaiTepTin: 'https://files.example.invalid/bad' }),
      paper('2'),
    );
    world.outside.answer = (url) => (url.endsWith('/bad') && answer ? answer : bytesOf(url));
    await world.keep(message);
    world.import();
    await world.deliver(message);
    await world.deliver(message);
    expect(await world.row(message, '1')).toMatchObject({ state: 'rejected', reason, document: { size: 0 } });
    expect(await world.row(message, '2')).toMatchObject({ state: 'pending' });
    expect(world.bucket.size).toBe(1);
    expect(world.counted).toEqual(['PaperRefused']);
    expect(world.resent).toEqual([]);
  });

  test('another file at the same URL than in the previous attempt', async () => {
    const world = openWorld();
    await world.keep(FIRST);
    world.import();
    world.outside.breaks = 'put';
    await expect(world.deliver(FIRST)).rejects.toThrow('sandbox died');
    world.outside.breaks = undefined;
    world.outside.answer = (url) => bytesOf(`changed ${url}`);
    await world.deliver(FIRST);
    expect(await world.row(FIRST, '1')).toMatchObject({ state: 'rejected', reason: 'checksum-mismatch' });
    expect(await world.row(FIRST, '2')).toMatchObject({ state: 'pending' });
  });
});

describe('an unavailable file server', () => {
  test('is retried later and does not delay other documents', async () => {
    const world = openWorld();
    await world.keep(FIRST);
    world.import();
    world.outside.answer = (url) => (url.endsWith('.png') ? bytesOf(url) : 'file-server-503');
    await world.deliver(FIRST);
    expect(await world.row(FIRST, '2')).toMatchObject({ state: 'pending' });
    // There was progress, so attempts are counted from zero again.
    expect(world.resent).toEqual(['resetRetries']);
    await world.deliver(FIRST, 0);
    await world.deliver(FIRST, 1);
    expect(world.resent).toEqual(['resetRetries', 1, 2]);
    expect(world.counted).toEqual(['PapersPostponed', 'PapersPostponed', 'PapersPostponed']);
    expect(await world.row(FIRST, '1')).toBeUndefined();
    world.outside.answer = bytesOf;
    await world.deliver(FIRST, 2);
    expect(world.bucket.size).toBe(2);
    expect(world.fetched.filter((url) => url.endsWith('.png'))).toHaveLength(1);
  });

  test('for more than a day: the message is parked with the cause', async () => {
    const world = openWorld();
    await world.keep(FIRST);
    world.import();
    world.outside.answer = () => 'file-timeout';
    await expect(world.deliver(FIRST, 110)).rejects.toMatchObject({ causeCode: 'file-timeout' });
  });

  test('that is slow occupies a worker for at most a minute', async () => {
    const world = openWorld();
    const many = newDossier(...['1', '2', '3', '4'].map((id) => paper(id)));
    await world.keep(many);
    world.import();
    world.outside.fetchMs = 35_000;
    await world.deliver(many);
    expect([world.fetched.length, world.resent, world.counted]).toEqual([2, ['resetRetries'], []]);
    await world.deliver(many);
    expect(world.bucket.size).toBe(4);
  });
});

describe('a supplement', () => {
  const MORE = supplementWith(paper('7'), paper('8', { DuongDanTaiTepTin: 'https://files.example.invalid/8/x.pdf' }));

  async function asked() {
    const world = openWorld();
    await world.keep(MORE);
    world.import();
    world.askForSupplement();
    return world;
  }

  test('is sent to its dossier only when each document is attached or rejected', async () => {
    const world = await asked();
    await world.deliver(MORE);
    expect([world.queued, world.resent]).toEqual([[], ['resetRetries']]);
    await world.judge(await world.row(MORE, '7'));
    await world.deliver(MORE, 0);
    expect([world.queued, world.resent]).toEqual([[], ['resetRetries', 1]]);
    await world.judge(await world.row(MORE, '8'), 'executable');
    await world.deliver(MORE, 1);
    expect(world.queued).toEqual([
      {
        commandId: `inbound:national-portal:${MORE.MaBanTin}`,
        dossierId: DOSSIER_ID,
        from: 'inbound-files',
        command: { type: 'apply-inbound', source: 'national-portal', messageId: MORE.MaBanTin },
      },
    ]);
    expect(world.fetched).toHaveLength(2);
  });

  test('waits while its documents are verified but not attached', async () => {
    const world = await asked();
    await world.deliver(MORE);
    for (const id of ['7', '8']) {
      const row = await world.row(MORE, id);
      world.double.put({
        ...world.double.get(keys.document(DOSSIER_ID, row?.document.documentId ?? '')),
        state: 'verified',
      });
    }
    await world.deliver(MORE, 4);
    expect([world.queued, world.resent.at(-1)]).toEqual([[], 5]);
  });

  test('continues without unavailable documents', async () => {
    const world = await asked();
    world.outside.answer = () => ({ refused: 'source-missing' });
    await world.deliver(MORE);
    expect(world.queued).toHaveLength(1);
  });

  test('is parked when its documents are never verified, and continues when redriven afterwards', async () => {
    const world = await asked();
    await world.deliver(MORE);
    await expect(world.deliver(MORE, 12)).rejects.toMatchObject({ causeCode: 'papers-not-judged' });
    for (const id of ['7', '8']) await world.judge(await world.row(MORE, id));
    await world.deliver(MORE);
    expect(world.queued).toHaveLength(1);
  });

  test('without a request is parked before anything is fetched', async () => {
    const world = openWorld();
    await world.keep(MORE);
    world.import();
    world.double.put({
      pk: `DOSSIER#${DOSSIER_ID}`,
      sk: 'SNAPSHOT',
      dossier: { ...world.dossier(), status: 'accepted' },
    });
    await expect(world.deliver(MORE)).rejects.toMatchObject({ causeCode: 'wrong-status' });
    expect([world.fetched, world.queued]).toEqual([[], []]);
  });

  test('that is redelivered after completion has the same command and no second document', async () => {
    const world = await asked();
    await world.deliver(MORE);
    for (const id of ['7', '8']) await world.judge(await world.row(MORE, id));
    await world.deliver(MORE);
    await world.deliver(MORE);
    expect(new Set(world.queued.map((command) => command.commandId)).size).toBe(1);
    expect([world.fetched.length, world.rows().length, world.bucket.size]).toEqual([2, 2, 2]);
  });
});

test('a message that is missing or belongs to another dossier is parked', async () => {
  const world = openWorld();
  await expect(world.deliver(FIRST)).rejects.toMatchObject({ causeCode: 'inbound-message-not-found' });
  await world.keep(FIRST, '5b1f0a52-8f0e-4d3b-9c39-0c1f5e1c9a01');
  world.import();
  await expect(world.deliver(FIRST)).rejects.toMatchObject({ causeCode: 'inbound-message-not-found' });
});

test('neither logs nor commands contain names or URLs of files', async () => {
  const world = openWorld();
  const message = newDossier(
    paper('1', { TenTepDinhKem: 'CCCD Nguyễn Thị Thử Nghiệm.pdf' }),
    paper('2', { DuongDanTaiTepTin: 'https://files.example.invalid/gone' }),
    paper('3', { DuongDanTaiTepTin: 'https://files.example.invalid/down' }),
  );
  world.outside.answer = (url) =>
    url.endsWith('gone') ? { refused: 'source-missing' } : url.endsWith('down') ? 'file-network' : bytesOf(url);
  await world.keep(message);
  world.import();
  await world.deliver(message);
  const said = world.lines.join() + JSON.stringify(world.queued);
  expect(said).toContain('source-missing');
  for (const secret of ['Nguyễn', 'CCCD', 'example.invalid', '045190000001']) expect(said).not.toContain(secret);
});
