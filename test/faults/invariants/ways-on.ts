import type { Calendar } from '../../../shared/calendar/schema.ts';
import { type Actor, OFFICER_ROLES } from '../../../shared/dossier/actor.ts';
import type { Command } from '../../../shared/dossier/commands.ts';
import type { Decision } from '../../../shared/dossier/decision.ts';
import { evolve } from '../../../shared/dossier/evolve.ts';
import { decide } from '../../../shared/dossier/rules.ts';
import { type Dossier, isSettled, openBranches, openObligation } from '../../../shared/dossier/state.ts';
import { type DossierStatus, isFinal } from '../../../shared/dossier/status.ts';
import { END } from '../../../shared/procedure/end.ts';
import { successors } from '../../../shared/procedure/graph.ts';
import type { Agency, Procedure } from '../../../shared/procedure/schema.ts';
import { missingComponents } from '../../../shared/procedure/steps.ts';
import { flawsOf } from '../../shared/dossier/invariants.ts';
import { REQUEST_PAPER } from '../../shared/dossier/world.ts';
import type { Kept, Row } from './logs.ts';

/** What the province knows besides its dossiers, as its table has it. */
type Catalogue = {
  readonly procedures: ReadonlyMap<string, Procedure>;
  readonly agencies: readonly Agency[];
  readonly calendar: Calendar | undefined;
};

const keyOf = (code: string, version: number) => `${code} ${version}`;

function catalogueIn(rows: readonly Row[]): Catalogue {
  const of = <T>(field: string) => rows.flatMap((row) => (row[field] === undefined ? [] : [row[field] as T]));
  const procedures = of<Procedure>('procedure').map((one) => [keyOf(one.procedureCode, one.version), one] as const);
  return {
    procedures: new Map(procedures),
    agencies: of<Agency>('agency').filter(({ kind }) => kind !== undefined),
    calendar: of<Calendar>('calendar').findLast(({ years }) => years !== undefined),
  };
}

/** Every component on paper, for what came to a desk. */
function handedOver({ channel, createdAt, supplementRequests }: Dossier, { components }: Procedure) {
  if (channel === 'online') return {};
  const papers = components.map(({ component }) => ({ component, original: 1 }));
  const signedAt = supplementRequests.at(-1)?.requestedAt ?? createdAt;
  const record = { recordNumber: 'BB-01', signedAt, carrier: 'vnpost' };
  return { handedOver: { papers, sets: 1, ...(channel === 'postal' && { record }) } };
}

type Ways = (dossier: Dossier, procedure: Procedure, agencies: readonly Agency[]) => readonly Command[];

/**
 * What takes a dossier one step nearer to its end, by status. Ending it early is no way on, and a correction by an
 * administrator neither: a dossier that only those could free is stuck.
 */
const WAYS: Readonly<Record<DossierStatus, Ways>> = {
  draft: (dossier, procedure) => [{ type: 'submit' }, ...papers(dossier, procedure)],
  submitted: (dossier, procedure) => [{ type: 'accept', ...handedOver(dossier, procedure) }],
  accepted: forwards,
  'in-processing': (dossier, procedure, agencies) => [
    ...openBranches(dossier).map(({ branchId }): Command => ({ type: 'finish-branch', branchId, result: 'done' })),
    ...payments(dossier),
    ...onTheSpot(dossier),
    ...openings(dossier, procedure, agencies),
    { type: 'complete', outcome: 'granted' },
    ...forwards(dossier, procedure, agencies),
  ],
  'supplement-required': (dossier, procedure) => [
    { type: 'supplement', note: 'Đã bổ sung', ...handedOver(dossier, procedure) },
  ],
  'payment-required': payments,
  'withdrawal-requested': () => [
    { type: 'decide-withdrawal', granted: true },
    { type: 'decide-withdrawal', granted: false, reason: 'Chưa đủ căn cứ' },
  ],
  stopped: () => [{ type: 'resume' }, { type: 'return-result', method: 'counter' }],
  completed: () => [
    { type: 'return-result', method: 'counter' },
    { type: 'return-result', method: 'electronic' },
  ],
  rejected: () => [],
  returned: () => [],
};

/** Refusals that only a file is needed for: the way on is to bring it. */
const TO_BRING: readonly string[] = ['missing-components', 'supplement-missing', 'result-missing'];

function forwards({ step }: Dossier, procedure: Procedure, agencies: readonly Agency[]): readonly Command[] {
  const [first] = procedure.steps;
  const ways =
    step === undefined
      ? first === undefined
        ? []
        : [{ to: first, outcome: undefined }]
      : successors(procedure, step.stepId);
  return ways.flatMap(({ to, outcome }): readonly Command[] => {
    if (to === END) return [];
    const agency = agencies.find(({ kind }) => kind === to.agencyKind);
    if (agency === undefined) return [];
    const { agencyId } = agency;
    return [{ type: 'forward', stepId: to.stepId, agencyId, ...(outcome !== undefined && { outcome }) }];
  });
}

function openings({ step, branches }: Dossier, procedure: Procedure, agencies: readonly Agency[]): readonly Command[] {
  const wanted = procedure.steps.find(({ stepId }) => stepId === step?.stepId)?.branches ?? [];
  return wanted.flatMap((branch): readonly Command[] => {
    if (branches.some((opened) => opened.branchId === branch.branchId && isSettled(opened))) return [];
    return agencies
      .filter(({ kind }) => kind === branch.agencyKind)
      .map(({ agencyId }) => ({ type: 'open-branch', branchId: branch.branchId, agencyId }));
  });
}

function onTheSpot({ updatedAt: verifiedAt }: Dossier): readonly Command[] {
  const seen = { verifiedAt, place: 'Tại thực địa', participants: ['Chủ hồ sơ'], content: 'Đúng hiện trạng' };
  return [{ type: 'record-verification', ...seen }];
}

function papers({ documents }: Dossier, procedure: Procedure): readonly Command[] {
  const there = documents.flatMap(({ component }) => (component === undefined ? [] : [component]));
  return missingComponents(procedure, there).map((component) => ({
    type: 'attach-document',
    document: { ...REQUEST_PAPER, component },
  }));
}

function payments(dossier: Dossier): readonly Command[] {
  const { obligationId, amount } = openObligation(dossier) ?? {};
  if (obligationId === undefined || amount === undefined) return [];
  const paid = {
    provider: 'platform',
    transactionId: 'way-on',
    reference: 'way-on',
    paidAt: dossier.createdAt,
  } as const;
  return [{ type: 'record-payment', payment: { ...paid, obligationId, amount } } as Command];
}

/** Possible actors: the applicant, the system, and an officer with every role at every involved agency. */
function actorsOf(dossier: Dossier): readonly Actor[] {
  const agencies = [
    dossier.receivingAgency,
    dossier.step?.agencyId,
    ...dossier.branches.map(({ agencyId }) => agencyId),
  ];
  const roles = agencies.flatMap((agencyId) =>
    agencyId === undefined ? [] : OFFICER_ROLES.map((role) => ({ agencyId, role })),
  );
  return [
    { kind: 'officer', subject: dossier.step?.assignee ?? 'anybody', roles },
    { kind: 'citizen', subject: 'owner', ownerKey: dossier.ownerKey },
    { kind: 'system', subject: 'payments' },
  ];
}

function hasWayOn(dossier: Dossier, procedure: Procedure, now: string, catalogue: Catalogue): boolean {
  const leads = (decision: Decision) => decision.ok || TO_BRING.includes(decision.rejection.code);
  return WAYS[dossier.status](dossier, procedure, catalogue.agencies).some((command) =>
    actorsOf(dossier).some((actor) => {
      const named = 'agencyId' in command ? command.agencyId : undefined;
      return leads(
        decide(dossier, command, {
          ...{ now, actor, procedure, calendar: catalogue.calendar },
          newId: '00000000-0000-4000-8000-00000000fffe',
          dossierCode: dossier.dossierCode ?? 'H50.1-260302-9999',
          agency: catalogue.agencies.find(({ agencyId }) => agencyId === named),
          holder: catalogue.agencies.find(({ agencyId }) => agencyId === dossier.step?.agencyId),
        }),
      );
    }),
  );
}

/** Between any two of its events a dossier is consistent, and an actor can continue it by the rules. */
export function wayOnFaults(rows: readonly Row[], kept: readonly Kept[]): readonly string[] {
  const catalogue = catalogueIn(rows);
  return kept.flatMap(({ dossierId, log }) => {
    let dossier: Dossier | undefined;
    const faults = log.flatMap((event, index) => {
      dossier = evolve(dossier, event);
      const procedure = catalogue.procedures.get(keyOf(dossier.procedureCode, dossier.procedureVersion));
      if (procedure === undefined) return [`${dossierId}: unknown procedure`];
      // What one command brought about stands or falls together.
      if (log[index + 1]?.occurredAt === event.occurredAt) return [];
      const where = `${dossierId} after version ${event.version} (${event.type})`;
      const flaws = flawsOf(dossier, log.slice(0, index + 1), procedure).map(
        (flaw) => `${where}: not true that it ${flaw}`,
      );
      const stuck = !isFinal(dossier.status) && !hasWayOn(dossier, procedure, event.occurredAt, catalogue);
      return stuck ? [...flaws, `${where}: no actor can continue it, ${dossier.status}`] : flaws;
    });
    return faults;
  });
}
