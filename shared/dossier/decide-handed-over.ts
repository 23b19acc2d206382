import type { Procedure } from '../procedure/schema.ts';
import { missingComponents } from '../procedure/steps.ts';
import type { Actor } from './actor.ts';
import { componentsOnFile } from './declaration-state.ts';
import { countOf, type HandedOver, type HandedPaper, withAdded } from './handed-over.ts';
import type { Rejection } from './rejections.ts';
import type { Dossier } from './state.ts';

/** Most papers outside the catalogue in one dossier: the dossier is limited in size. */
export const MOST_OTHER_PAPERS = 30;

/** What is handed over, when, by whom, and on which occasion. */
export type HandingOver = {
  readonly dossier: Dossier;
  readonly declared: HandedOver | undefined;
  readonly by: { readonly actor: Actor; readonly now: string };
  readonly procedure: Procedure;
  /** The open supplement request; absent at acceptance, and when payment is made its condition. */
  readonly supplements?: { readonly requestedAt: string; readonly requestedVersion?: number } | undefined;
};

/** Papers are handed over at a desk; what applicants and other systems hand over are files. */
export const declares = ({ kind }: Actor) => kind === 'officer' || kind === 'partner';

/** Why the declaration cannot be accepted; undefined when it can. */
function refuseHandedOver(of: HandingOver): Rejection | undefined {
  const { dossier, declared, by, supplements } = of;
  if (declared === undefined) {
    const required = dossier.channel !== 'online' && declares(by.actor);
    return required ? { code: 'handed-over-required', fields: ['handedOver'] } : undefined;
  }
  if (!declares(by.actor)) return { code: 'not-allowed', fields: ['handedOver'] };
  const rejection = refusePapers(declared.papers, of.procedure) ?? refuseRecord(of, declared);
  if (rejection !== undefined) return rejection;
  const missing = supplements === undefined && dossier.channel !== 'online' ? lacking(of, declared) : [];
  if (missing.length > 0) {
    return { code: 'missing-components', fields: ['handedOver.papers'], details: { components: missing } };
  }
  return refuseTooManyOthers(of, declared);
}

function refusePapers(papers: readonly HandedPaper[], { components }: Procedure): Rejection | undefined {
  const known = new Set(components.map((c) => c.component));
  const seen = new Set<string>();
  for (const [index, paper] of papers.entries()) {
    const { component, name } = paper;
    const path = `handedOver.papers.${index}`;
    if ((component === undefined) === (name === undefined)) {
      return { code: 'paper-unnamed', fields: [`${path}.component`, `${path}.name`] };
    }
    if (component !== undefined && !known.has(component)) {
      return { code: 'unknown-component', fields: [`${path}.component`] };
    }
    const key = component ?? `:${name}`;
    const field = component === undefined ? 'name' : 'component';
    if (seen.has(key)) return { code: 'paper-listed-twice', fields: [`${path}.${field}`] };
    seen.add(key);
    if (countOf(paper) === 0) return { code: 'paper-without-count', fields: [path] };
  }
  return undefined;
}

/** Source: Decision 45/2016/QĐ-TTg: signing the record is the submission, and after a request the moment of completion. */
function refuseRecord({ dossier, by, supplements }: HandingOver, { record }: HandedOver): Rejection | undefined {
  const byPost = dossier.channel === 'postal';
  const field = 'handedOver.record';
  if (record === undefined) {
    // A supplement may be brought to the counter instead.
    return byPost && supplements === undefined ? { code: 'hand-over-record-required', fields: [field] } : undefined;
  }
  if (!byPost) return { code: 'hand-over-record-unexpected', fields: [field] };
  const fields = [`${field}.signedAt`];
  if (record.signedAt > by.now) return { code: 'moment-in-the-future', fields };
  const notBefore = supplements?.requestedAt ?? parcelRegisteredAt(dossier, by.now);
  return notBefore !== undefined && record.signedAt < notBefore
    ? { code: 'hand-over-record-too-early', fields, details: { notBefore } }
    : undefined;
}

/** When the carrier registered the parcel with the papers; undefined when it reported none, or by a clock that is ahead. */
function parcelRegisteredAt({ shipments }: Dossier, now: string): string | undefined {
  const moments = shipments
    .filter(({ direction }) => direction === 'inbound')
    .map(({ registeredAt, occurredAt }) => registeredAt ?? occurredAt)
    .filter((moment) => moment <= now);
  return moments.toSorted()[0];
}

/** Required components of which neither paper nor file is there. */
function lacking({ dossier, procedure }: HandingOver, { papers }: HandedOver): readonly string[] {
  return missingComponents(procedure, [
    ...componentsOnFile(dossier),
    ...papers.flatMap(({ component }) => component ?? []),
  ]);
}

function refuseTooManyOthers({ dossier, supplements }: HandingOver, declared: HandedOver): Rejection | undefined {
  const after = withAdded(supplements && dossier.handedOver, declared);
  const others = after.papers.filter(({ name }) => name !== undefined);
  return others.length > MOST_OTHER_PAPERS
    ? {
        code: 'limit-reached',
        fields: ['handedOver.papers'],
        details: { of: 'otherPapers', limit: MOST_OTHER_PAPERS, unit: 'entries' },
      }
    : undefined;
}

type Handed =
  | { readonly ok: true; readonly handedOver: HandedOver }
  | { readonly ok: false; readonly rejection: Rejection };

/** Checks a declaration, and gives what it records. */
export function handOver(of: HandingOver): Handed {
  const rejection = refuseHandedOver(of);
  return rejection === undefined ? { ok: true, handedOver: handedOverOf(of) } : { ok: false, rejection };
}

/** What an accepted declaration records: the declared papers, and the files that the applicant filed. */
function handedOverOf({ dossier, declared, procedure, supplements }: HandingOver): HandedOver {
  const since = supplements === undefined ? 0 : (supplements.requestedVersion ?? 0);
  const filed = dossier.documents.filter(
    (d) => d.kind === 'component' && (d.origin ?? 'filed') === 'filed' && (d.attachedVersion ?? 0) > since,
  );
  const { draft, filed: former } = dossier.declaration ?? {};
  // At acceptance what was filed at submission, with a supplement what is filed with it.
  const declaration = supplements === undefined ? former : draft;
  const filedAs = [...filed, ...(declaration ? [declaration] : [])].map((one) => one.component);
  const papers = procedure.components.flatMap(({ component }): HandedPaper[] => {
    const paper = declared?.papers.find((one) => one.component === component) ?? { component };
    const electronic = paper.electronic ?? filedAs.filter((one) => one === component).length;
    const whole = { ...paper, ...(electronic > 0 && { electronic }) };
    return countOf(whole) > 0 ? [whole] : [];
  });
  const others = (declared?.papers ?? []).filter(({ name }) => name !== undefined);
  return { sets: 1, ...declared, papers: [...papers, ...others] };
}
