import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../../shared/platform/table/keys.ts';
import type { Table } from '../../shared/platform/table/table.ts';
import { putOnce } from '../../shared/platform/table/write.ts';

/** How a dossier was filed at the national portal; later calls about it must repeat this data. */
export type Filing = {
  readonly dossierId: string;
  /** The portal's stable account key. */
  readonly techId: string;
  /** Whether that account is an electronic-identity account. */
  readonly verified: boolean;
};

/** Row kind for filings. */
export const PORTAL_FILINGS = 'national-dossier';

const keyOf = (nationalCode: string) => keys.reference(PORTAL_FILINGS, nationalCode);

/** The first filing wins: a second message that opens the same dossier is parked and must not change its account. */
export async function noteFiling(table: Table, nationalCode: string, filing: Filing): Promise<void> {
  await putOnce(table, { ...keyOf(nationalCode), ...filing });
}

export async function filingOf({ client, name }: Table, nationalCode: string): Promise<Filing | undefined> {
  const { Item } = await client.send(new GetCommand({ TableName: name, Key: keyOf(nationalCode) }));
  return Item as Filing | undefined;
}
