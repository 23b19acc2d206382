import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { ApiAnswer } from '../../../../local/demo/api/client.ts';
import type { Walk } from '../../../../local/demo/walk.ts';
import { keys } from '../../../../shared/platform/table/keys.ts';
import birth from '../../../../shared/procedure/catalogue/1.001193.json' with { type: 'json' };
import type { Agency, Procedure } from '../../../../shared/procedure/schema.ts';
import { stage, table } from '../../kit.ts';
import { ACTIONS, mother, NOWHERE } from '../example-bodies.ts';
import { walkOf } from '../world.ts';

/** Asks for an action under the version the dossier has now. */
export async function act(walk: Walk, officer: string, body: Record<string, unknown>): Promise<ApiAnswer> {
  const ifMatch = (await walk.read()).version;
  return (await stage.as(officer)).ask('POST', `/v1/dossiers/${walk.dossierId}/actions`, { body, ifMatch });
}

export const action = (type: string) => ACTIONS.find((one) => one.type === type) ?? {};

export const filer = mother;

export const nowhere = { params: { dossierId: NOWHERE } };

export const on = ({ dossierId }: Walk) => ({ params: { dossierId } });

/** A procedure like the registration of births but for this, beside those of the province. */
export async function procedureLike(procedureCode: string, changed: Partial<Procedure>): Promise<string> {
  const procedure = { ...birth, procedureCode, ...changed };
  await table.client.send(
    new PutCommand({ TableName: table.name, Item: { ...keys.procedure(procedureCode, birth.version), procedure } }),
  );
  return procedureCode;
}

/** A one-stop shop like a commune's but for this, beside those of the province. */
export async function receptionLike(agencyId: string, changed: Partial<Agency>): Promise<string> {
  const name = { vi: 'Thử', en: 'Test' };
  const agency = { agencyId, name, kind: 'reception', level: 'commune', ...changed } satisfies Agency;
  await table.client.send(new PutCommand({ TableName: table.name, Item: { ...keys.agency(agencyId), agency } }));
  return agencyId;
}

/** Merged into the ward's. */
export const closedReception = () => receptionLike('H50.91', { closed: { on: '2025-07-01', successor: 'H50.20.1' } });

/** A dossier of such a procedure at the ward's reception. */
export async function filedLike(procedureCode: string, changed: Partial<Procedure>): Promise<Walk> {
  const walk = walkOf();
  await procedureLike(procedureCode, changed);
  Object.assign(walk, { plan: { ...walk.plan, procedureCode } });
  return walk.file();
}

const longest = (characters: number) => '𠀋'.repeat(characters);

/** As large as a request may be: 56 KB in characters of four bytes. */
const LONG_SUPPLEMENT = {
  type: 'request-supplement',
  items: Array.from({ length: 7 }, () => ({ content: longest(500), reason: longest(500), guidance: longest(1000) })),
  reason: 'Vẫn còn thiếu',
};

/** The reception asks for papers, and the applicant supplies them, until there is no room for more. @returns the refusal */
export async function fillWithRequests(walk: Walk): Promise<ApiAnswer> {
  for (let round = 0; round < 30; round += 1) {
    const approval = { approver: 'lanh-dao', approvedAt: new Date().toISOString() };
    const request = { ...LONG_SUPPLEMENT, ...(round > 0 && { approval }) };
    const answer = await act(walk, walk.plan.reception.officer, request);
    if (answer.status !== 200) return answer;
    await walk.supply('Đã bổ sung');
  }
  throw new Error('a dossier takes requests without end');
}

export type Provocation = { readonly status: number; readonly ask: () => Promise<ApiAnswer> };
