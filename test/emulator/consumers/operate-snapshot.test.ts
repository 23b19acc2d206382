import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import type { Walk } from '../../../local/demo/walk.ts';
import { rebuildSnapshots } from '../../../operate/snapshot/rebuild.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import { table } from '../kit.ts';
import { snapshotOf, timersKept } from './kept-rows.ts';
import { filed } from './kit.ts';
import { operate } from './operate-kit.ts';

type Compared = {
  readonly dossiers: number;
  readonly differences: readonly { dossierId: string; where: readonly string[]; repaired: boolean }[];
};
const { client, name: TableName } = table;
const rebuild = ({ dossierId }: Walk, ...more: string[]) =>
  operate<Compared>('snapshot', 'rebuild', '--dossier', dossierId, ...more);

/** A dossier whose snapshot says another name and status, that lies in another inbox, and whose timers are others. */
async function damaged(): Promise<Walk> {
  const walk = await (await filed('birth', 'cong-dan-an')).accept();
  await client.send(
    new UpdateCommand({
      TableName,
      Key: keys.snapshot(walk.dossierId),
      UpdateExpression: 'SET dossier.#status = :status, dossier.applicant.#name = :name, gsi1pk = :inbox',
      ExpressionAttributeNames: { '#status': 'status', '#name': 'name' },
      ExpressionAttributeValues: { ':status': 'submitted', ':name': 'Nguyễn Thị Khác', ':inbox': 'INBOX#nowhere' },
    }),
  );
  const [timer] = await timersKept(walk.dossierId);
  if (timer === undefined) throw new Error('an accepted dossier has no timer');
  await client.send(new DeleteCommand({ TableName, Key: { pk: timer.pk, sk: timer.sk } }));
  const sk = timer.sk.replace(/^\d{4}/, '2099');
  await client.send(
    new PutCommand({ TableName, Item: { ...timer, sk, timer: { ...timer.timer, at: '2099-01-01T00:00:00.000Z' } } }),
  );
  return walk;
}

describe('a dossier whose rows are not as its log says', () => {
  it('is reported by names of fields and rows, and nothing is written in a dry run', async () => {
    const walk = await damaged();
    const { code, data, stdout } = await rebuild(walk, '--dry-run');
    expect(code).toBe(1);
    expect(data.differences).toEqual([
      {
        dossierId: walk.dossierId,
        where: [
          'snapshot dossier.applicant.name',
          'snapshot dossier.status',
          'snapshot gsi1pk',
          'missing row TIMER',
          'row too many TIMER',
        ],
        repaired: false,
      },
    ]);
    for (const personal of [walk.citizen.HoVaTen, 'Nguyễn Thị Khác']) expect(stdout).not.toContain(personal);
    expect((await snapshotOf(walk.dossierId))?.dossier.status).toBe('submitted');
    await rebuild(walk);
  });

  it('is repaired and continues, and a second repair finds nothing', async () => {
    const walk = await damaged();
    const { code, data } = await rebuild(walk);
    expect([code, data.differences[0]?.repaired]).toEqual([1, true]);
    expect((await snapshotOf(walk.dossierId))?.dossier).toMatchObject({ status: 'accepted', version: 4 });
    expect(await rebuild(walk)).toMatchObject({ code: 0, data: { dossiers: 1, differences: [] } });
    await walk.forwardTo();
    expect(await rebuild(walk)).toMatchObject({ code: 0, data: { differences: [] } });
  });

  it('that a command writes meanwhile keeps what the command wrote', async () => {
    const walk = await damaged();
    let raced = false;
    const send = async (command: { constructor: { name: string } }) => {
      if (command.constructor.name === 'TransactWriteCommand' && !raced) {
        raced = true;
        await walk.act(walk.plan.reception.officer, { type: 'request-payment', assessment: walk.plan.charged });
      }
      return client.send(command as never);
    };
    const racing = { client: { send }, name: TableName } as unknown as Table;
    const { differences } = await rebuildSnapshots(racing, walk.dossierId, { dryRun: false });
    expect(raced).toBe(true);
    expect(differences).toMatchObject([{ repaired: true }]);
    expect((await walk.timeline()).at(-1)).toMatchObject({ type: 'payment-requested', version: 6 });
    expect((await snapshotOf(walk.dossierId))?.dossier.version).toBe(6);
    expect(await rebuild(walk)).toMatchObject({ code: 0 });
  });

  it('is left alone when its log has a gap, or ends before the snapshot', async () => {
    const walk = await (await filed('birth', 'cong-dan-an')).accept();
    const row = async (version: number) => {
      const { pk, sk } = keys.event(walk.dossierId, version);
      const { Item } = await client.send(new GetCommand({ TableName, Key: { pk, sk } }));
      await client.send(new DeleteCommand({ TableName, Key: { pk, sk } }));
      return () => client.send(new PutCommand({ TableName, Item }));
    };
    const giveBack = await row(2);
    const gap = await rebuild(walk);
    expect([gap.code, gap.data.differences]).toEqual([
      1,
      [{ dossierId: walk.dossierId, where: [`log of ${walk.dossierId} has a gap at 2`], repaired: false }],
    ]);
    await giveBack();
    const giveEndBack = await row(4);
    const short = await rebuild(walk);
    expect(short.data.differences[0]).toMatchObject({
      where: ['the log ends at 3, before the snapshot, which is 4'],
      repaired: false,
    });
    await giveEndBack();
    expect((await rebuild(walk)).code).toBe(0);
  });

  it('is rebuilt when it is missing', async () => {
    const walk = await filed('birth', 'cong-dan-an');
    await client.send(new DeleteCommand({ TableName, Key: keys.snapshot(walk.dossierId) }));
    expect((await rebuild(walk)).data.differences).toMatchObject([{ repaired: true }]);
    expect((await snapshotOf(walk.dossierId))?.dossier.status).toBe('submitted');
  });
});

it('all dossiers are compared at once, beside a log that cannot be folded', async () => {
  const walk = await damaged();
  const odd = crypto.randomUUID();
  const event = { type: 'submitted', version: 1, dossierId: odd };
  await client.send(new PutCommand({ TableName, Item: { ...keys.event(odd, 1), event } }));
  const { code, data } = await operate<Compared>('snapshot', 'rebuild', '--all', '--dry-run');
  expect(code).toBe(1);
  expect(data.dossiers).toBeGreaterThan(5);
  expect(data.differences.map(({ dossierId }) => dossierId)).toEqual(expect.arrayContaining([walk.dossierId, odd]));
  expect(data.differences.find(({ dossierId }) => dossierId === odd)).toMatchObject({
    where: ['the log cannot be folded: an event is not as the rules write it'],
    repaired: false,
  });
  await client.send(new DeleteCommand({ TableName, Key: keys.event(odd, 1) }));
  await rebuild(walk);
});
