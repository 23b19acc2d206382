import { type Actor, leads } from '../../../shared/dossier/actor.ts';
import { unknownAmong } from '../../../shared/dossier/suspension.ts';
import type { RecordedSuspension } from '../../../shared/dossier/suspension-due.ts';
import type { Handlers } from '../../../shared/platform/http/api.ts';
import { HttpProblem } from '../../../shared/platform/http/problem.ts';
import { RejectedError } from '../../../shared/platform/http/rejected.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import type { Catalogue } from '../../../shared/record/catalogue.ts';
import {
  findSuspension,
  listSuspensions,
  OtherDecisionError,
  recordLifting,
  recordSuspension,
} from '../../../shared/record/suspensions.ts';
import type { routes } from './routes.ts';

/** A decision about an agency that does not exist would suspend nothing, unnoticed. */
async function mustExist(named: readonly string[], { directory }: Pick<Catalogue, 'directory'>): Promise<void> {
  const unknown = unknownAmong(named, await directory()).map((index) => `agencies.${index}`);
  if (unknown.length > 0) throw new RejectedError({ code: 'unknown-agency', fields: unknown });
}

/** A leader decides for their own agency and those below it, never for others. */
function mustLead(actor: Actor, agencies: readonly string[]): void {
  if (!agencies.every((agency) => leads(actor, agency))) throw new HttpProblem('forbidden');
}

const viewOf = ({ suspension, recordedAt, lifting, liftedAt }: RecordedSuspension) => ({
  ...suspension,
  recordedAt,
  lifting,
  liftedAt,
});

/** @throws HttpProblem where the decision is another one than that of its id */
async function recorded(work: Promise<RecordedSuspension>): Promise<RecordedSuspension> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof OtherDecisionError) throw new HttpProblem('other-decision');
    throw error;
  }
}

/** Leaders' decisions on force majeure. Each dossier is suspended at its next command or deadline, or by the operator's verb. */
export function suspensionRoutes(
  table: Table,
  procedures: Pick<Catalogue, 'directory'>,
  clock: () => Date,
): Pick<Handlers<typeof routes>, 'decideSuspension' | 'liftSuspension' | 'listSuspensions'> {
  const now = () => clock().toISOString();
  return {
    decideSuspension: async ({ body, actor }) => {
      mustLead(actor, body.agencies);
      await mustExist(body.agencies, procedures);
      return { status: 200, body: viewOf(await recorded(recordSuspension(table, body, now()))) };
    },
    liftSuspension: async ({ params, body, actor }) => {
      const found = await findSuspension(table, params.suspensionId);
      if (found === undefined) throw new HttpProblem('not-found');
      mustLead(actor, found.suspension.agencies);
      return { status: 200, body: viewOf(await recorded(recordLifting(table, found, body, now()))) };
    },
    listSuspensions: async () => ({ status: 200, body: { items: (await listSuspensions(table)).map(viewOf) } }),
  };
}
