import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { stableId } from '../platform/queues/stable-id.ts';
import { keys } from '../platform/table/keys.ts';
import type { Table } from '../platform/table/table.ts';
import { putRow } from '../platform/table/write.ts';

/** A part of the generated register of one reception and day. */
export type RegisterPart = {
  readonly agencyId: string;
  /** Day in Viet Nam, `2026-11-24`. */
  readonly day: string;
  /** From 1. */
  readonly part: number;
  readonly entries: number;
  /** Of the unsigned bytes, lower-case hex. */
  readonly sha256: string;
  /** Bytes as stored, signature included. */
  readonly size: number;
  readonly signed: boolean;
};

export type RegisterRows = {
  find(agencyId: string, day: string, part: number): Promise<RegisterPart | undefined>;
  add(part: RegisterPart): Promise<void>;
  /** Highest number drawn for a dossier code of the reception on that day; 0: none. */
  lastNumber(agencyId: string, day: string): Promise<number>;
  /** The dossier that has the code; undefined for a number that was drawn and never used. */
  dossierOf(dossierCode: string): Promise<string | undefined>;
};

/** Object key of a part: like that of a dossier's form, under identifiers derived from reception, day and part. */
export const registerPlace = (agencyId: string, day: string, part: number) => ({
  dossierId: stableId('register', agencyId),
  documentId: stableId('register', agencyId, day, String(part)),
});

export function registerRows(table: Table): RegisterRows {
  const { client, name: TableName } = table;
  const get = async (Key: Record<string, string>) =>
    (await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item;
  return {
    find: async (agencyId, day, part) => fromRow(await get(keys.register(agencyId, day, part))),
    async add(part) {
      await putRow(table, { ...keys.register(part.agencyId, part.day, part.part), register: part });
    },
    lastNumber: async (agencyId, day) => ((await get(keys.counter(agencyId, day)))?.lastNumber as number) ?? 0,
    dossierOf: async (dossierCode) => (await get(keys.code(dossierCode)))?.dossierId as string | undefined,
  };
}

/** The generated parts of one reception's register of one day. */
export type RegisterLists = { list(agencyId: string, day: string): Promise<readonly RegisterPart[]> };

export const registerLists = ({ client, name: TableName }: Table): RegisterLists => ({
  async list(agencyId, day) {
    const answer = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :day)',
        ExpressionAttributeValues: { ':pk': keys.register(agencyId, day, 1).pk, ':day': `${day}#` },
      }),
    );
    return (answer.Items ?? []).flatMap((item) => fromRow(item) ?? []);
  },
});

const fromRow = (item: Record<string, unknown> | undefined) => item?.register as RegisterPart | undefined;
