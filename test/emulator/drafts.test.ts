import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { Walk } from '../../local/demo/walk.ts';
import { keys } from '../../shared/platform/table/keys.ts';
import { eventually, stage, table } from './kit.ts';

const rowsOf = async (pk: string) => {
  const { client, name: TableName } = table;
  const asked = { TableName, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk } };
  return (await client.send(new QueryCommand({ ...asked, ConsistentRead: true }))).Items ?? [];
};

it('a draft that its owner deletes is gone at once, and with it soon its rows and files', async () => {
  const citizen = 'cong-dan-an';
  const walk = await (await new Walk(stage, { plan: 'birth', channel: 'online', citizen }).open()).attachAll();
  const owner = await stage.as(citizen);
  const { version, documents, keptUntil } = (await walk.readOwn()) as unknown as {
    version: number;
    documents: readonly { documentId: string }[];
    keptUntil: string;
  };
  expect(documents.length).toBeGreaterThan(0);
  expect(Date.parse(keptUntil)).toBeGreaterThan(Date.now() + 29 * 86_400_000);
  const path = `/v1/dossiers/${walk.dossierId}`;
  const ticket = await owner.must('GET', `${path}/documents/${documents[0]?.documentId}`);
  const { url } = ticket.download as { url: string };
  expect((await fetch(url)).status).toBe(200);
  await owner.must('DELETE', `${path}/draft`, { ifMatch: version });
  expect((await owner.ask('GET', path)).status).toBe(404);
  const { items } = (await owner.must('GET', '/v1/dossiers?limit=100')) as { items: readonly { dossierId: string }[] };
  expect(items.map(({ dossierId }) => dossierId)).not.toContain(walk.dossierId);
  await eventually('the rows are gone', async () => (await rowsOf(keys.dossier(walk.dossierId))).length === 0);
  for (const row of await rowsOf(keys.document(walk.dossierId, '').pk)) {
    expect(row).toMatchObject({ state: 'rejected', reason: 'withdrawn', expiresAt: expect.any(Number) });
  }
  // S3 answers 403 for a missing file to who may not list the bucket, as the one who signed the address.
  expect([403, 404]).toContain((await fetch(url)).status);
});
