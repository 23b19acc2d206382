import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { ApiAnswer } from '../../../../local/api/client.ts';
import type { Walk } from '../../../../local/demo/walk.ts';
import birth from '../../../../shared/procedure/catalogue/1.001193.json' with { type: 'json' };
import type { Procedure } from '../../../../shared/procedure/schema.ts';
import { keys } from '../../../../shared/store/keys.ts';
import { stage, table } from '../../kit.ts';
import { ACTIONS, NOWHERE } from '../examples.ts';

/** Asks for an action under the version the dossier has now. */
export async function act(walk: Walk, officer: string, body: Record<string, unknown>): Promise<ApiAnswer> {
  const ifMatch = (await walk.read()).version;
  return (await stage.as(officer)).ask('POST', `/v1/dossiers/${walk.dossierId}/actions`, { body, ifMatch });
}

export const action = (type: string) => ACTIONS.find((one) => one.type === type) ?? {};

export const nowhere = { params: { dossierId: NOWHERE } };

export const on = ({ dossierId }: Walk) => ({ params: { dossierId } });

/** A procedure like the registration of births but for this, beside those of the province. */
export async function procedureLike(procedureCode: string, changed: Partial<Procedure>): Promise<string> {
  const procedure = { ...birth, procedureCode, ...changed };
  await table.client.send(
    new PutCommand({ TableName: table.name, Item: { ...keys.procedure(procedureCode, 1), procedure } }),
  );
  return procedureCode;
}

export type Provocation = { readonly status: number; readonly ask: () => Promise<ApiAnswer> };
