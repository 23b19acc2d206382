import type { Procedure } from '../procedure/schema.ts';
import { missingComponents } from '../procedure/steps.ts';
import type { Command } from './commands.ts';
import { accept, type Context, type Decision, refuseMove, reject, wrongStatus } from './decision.ts';
import { statusBeforeInterruption } from './evolve.ts';
import type { Dossier } from './state.ts';
import type { DossierDocument } from './values.ts';

type OnPapers = Extract<
  Command,
  { type: 'attach-document' | 'remove-document' | 'submit' | 'supply' | 'request-supplement' }
>;

/** 60 components, a few files each; keeps a snapshot far below the store's item limit. */
export const MAX_DOCUMENTS = 200;

/** Papers may change hands while nobody has looked at the dossier yet, or when it waits for exactly that. */
const APPLICANT_MAY_CHANGE_PAPERS = ['draft', 'supplement-required'];
const RESULT_MAY_BE_ATTACHED = ['accepted', 'in-processing', 'completed'];

export function decideOnPapers(dossier: Dossier, command: OnPapers, context: Context, procedure: Procedure): Decision {
  switch (command.type) {
    case 'attach-document':
      return attach(dossier, command.document, procedure);
    case 'remove-document':
      if (!APPLICANT_MAY_CHANGE_PAPERS.includes(dossier.status)) return wrongStatus(dossier);
      return dossier.documents.some((d) => d.documentId === command.documentId && d.kind === 'component')
        ? accept({ type: 'document-removed', documentId: command.documentId })
        : reject('document-not-found', { fields: ['documentId'] });
    case 'submit':
      return refuseMove(dossier, 'submitted') ?? submit(dossier, context, procedure);
    case 'supply':
      return supply(dossier, command.note, procedure);
    case 'request-supplement': {
      const refused = refuseMove(dossier, 'supplement-required');
      if (refused) return refused;
      const known = new Set(procedure.components.map((c) => c.component));
      const wrong = command.items.findIndex((i) => i.component !== undefined && !known.has(i.component));
      if (wrong !== -1) return reject('unknown-component', { fields: [`items.${wrong}.component`] });
      return accept({ type: 'supplement-requested', requestId: context.newId, items: command.items });
    }
  }
}

function attach(dossier: Dossier, document: DossierDocument, procedure: Procedure): Decision {
  if (dossier.documents.some((d) => d.documentId === document.documentId)) return accept();
  const allowed = document.kind === 'component' ? APPLICANT_MAY_CHANGE_PAPERS : RESULT_MAY_BE_ATTACHED;
  // A dossier imported from the national portal gets its papers after it is submitted: they are fetched one by one.
  const imported = dossier.nationalCode !== undefined && dossier.status === 'submitted';
  if (!allowed.includes(dossier.status) && !(imported && document.kind === 'component')) return wrongStatus(dossier);
  if (document.kind === 'component' && !procedure.components.some((c) => c.component === document.component)) {
    return reject('unknown-component', { fields: ['component'] });
  }
  if (dossier.documents.length >= MAX_DOCUMENTS) return reject('too-many-documents');
  return accept({ type: 'document-attached', document });
}

function submit(dossier: Dossier, context: Context, procedure: Procedure): Decision {
  // At the counter paper is handed over and checked by the officer; only an online dossier must hold every file.
  const missing = dossier.channel === 'online' ? missingComponents(procedure, attached(dossier)) : [];
  if (missing.length > 0) {
    return reject('missing-components', { fields: ['documents'], details: { components: missing } });
  }
  return accept({ type: 'submitted', dossierCode: context.dossierCode ?? '' });
}

function supply(dossier: Dossier, note: string | undefined, procedure: Procedure): Decision {
  const refused = refuseMove(dossier, statusBeforeInterruption(dossier));
  if (refused) return refused;
  const missing = dossier.channel === 'online' ? missingComponents(procedure, attached(dossier)) : [];
  if (missing.length > 0 && dossier.nationalCode === undefined) {
    return reject('missing-components', { fields: ['documents'], details: { components: missing } });
  }
  const open = dossier.supplementRequests.findLast((r) => r.suppliedAt === undefined);
  return accept({ type: 'supplemented', requestId: open?.requestId ?? '', ...(note !== undefined && { note }) });
}

const attached = (dossier: Dossier) => dossier.documents.filter((d) => d.kind === 'component').map((d) => d.component);
