import { mayRead, ownerOrReception } from '../../../shared/dossier/rights.ts';
import type { Handlers } from '../../../shared/platform/http/api.ts';
import { RejectedError } from '../../../shared/platform/http/rejected.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import { evaluate } from '../../../shared/procedure/declaration/evaluate.ts';
import type { Catalogue } from '../../../shared/record/catalogue.ts';
import { loadAnswers } from '../../../shared/record/declaration-rows.ts';
import { etag, replyTo } from '../../../shared/record/dossier-route.ts';
import type { DossierStore } from '../../../shared/record/dossier-store.ts';
import { dayInVietNam } from '../../../shared/time/viet-nam.ts';
import { prefilled } from './prefill.ts';
import type { routes } from './routes.ts';
import type { IntakeCommand } from './rules.ts';

type Deps = {
  readonly table: Table;
  readonly store: DossierStore<IntakeCommand>;
  readonly procedures: Pick<Catalogue, 'procedure'>;
};

/** Answers of a dossier's declaration: saved as they come, and read by those who may read the dossier. */
export function declarations({
  table,
  store,
  procedures,
}: Deps): Pick<Handlers<typeof routes>, 'declareAnswers' | 'readDeclaration'> {
  return {
    declareAnswers: async ({ params: { dossierId }, body, actor, idempotency, expectedVersion }) => {
      const command = { type: 'declare', answers: body.answers } as const;
      return replyTo(await store.execute({ dossierId, command, actor, idempotency, expectedVersion }));
    },

    readDeclaration: async ({ params: { dossierId }, actor, language }) => {
      const dossier = await store.load(dossierId);
      if (dossier === undefined || !mayRead(dossier, actor)) throw new RejectedError({ code: 'dossier-not-found' });
      const { procedureCode, procedureVersion, applicant: owner, filer, declaration: known } = dossier;
      const procedure = await procedures.procedure(procedureCode, procedureVersion);
      if (procedure?.declaration === undefined) throw new RejectedError({ code: 'no-declaration' });
      const writes = ownerOrReception(dossier, { actor });
      const draft = writes ? known?.draft : undefined;
      const shown = draft ?? known?.filed;
      const answers = shown === undefined ? {} : await loadAnswers(table, dossierId, shown);
      const today = dayInVietNam(new Date().toISOString());
      const { asked, missing } = evaluate(procedure.declaration, answers, today);
      const proposed = Object.entries(prefilled(procedure.declaration, { owner, filer })).filter(
        ([question]) => asked.includes(question) && !Object.hasOwn(answers, question),
      );
      const writing = shown === undefined || shown === draft;
      const body = {
        ...{ dossierId, procedureCode, procedureVersion, answers },
        state: shown === undefined ? ('none' as const) : writing ? ('draft' as const) : ('filed' as const),
        proposed: writes && writing ? Object.fromEntries(proposed) : {},
        missing: writing
          ? missing.map(({ field, rule, message }) => ({ field, rule, message: message[language] }))
          : [],
        ...(shown !== undefined && { declaredAt: shown.declaredAt }),
        ...(!writing && known?.filed !== undefined && { filedAt: known.filed.filedAt }),
      };
      return { status: 200, body, headers: etag(dossier.version) };
    },
  };
}
