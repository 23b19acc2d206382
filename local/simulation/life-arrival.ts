import type { Draft } from '../../shared/dossier/commands.ts';
import type { Act, Course, Life } from './course.ts';
import { MANNERS } from './manners.ts';
import { drawApplicant, drawDelivery } from './people.ts';

/** Bytes and hash of a paper: the simulation has no files. */
const PAPER = { contentType: 'application/pdf', size: 120_000, sha256: 'c'.repeat(64) } as const;

/** A verified file, as the verification of documents records it. */
export function attach(course: Course, component: string, kind: 'component' | 'result', at: number): Act {
  const document = { documentId: course.id(), component, kind, fileName: `${component}.pdf`, ...PAPER };
  return { at, actor: course.system, command: { type: 'attach-document', document } };
}

/** The dossier comes in: from the national portal, from the province's own form, over the counter or by post. */
export function* arrive(course: Course): Life {
  const { procedure, channel, desk, world, chance, arrivesAt } = course;
  const { agency } = desk;
  const applicant = drawApplicant(chance, procedure);
  const resultDelivery = drawDelivery(chance, procedure, channel, applicant, world.provinceCode);
  const draft: Draft = {
    procedureCode: procedure.procedureCode,
    receivingAgency: agency.agencyId,
    channel,
    applicant,
    resultDelivery,
    language: 'vi',
  };
  if (channel === 'online' && chance.happens(MANNERS.fromNationalPortal)) {
    const nationalCode = `G22.99-${String(course.index + 1).padStart(7, '0')}`;
    const command = { type: 'import-dossier', draft, nationalCode } as const;
    yield { at: arrivesAt, actor: course.system, command, agency };
    yield* papers(course);
    return;
  }
  const actor = channel === 'online' ? course.citizen : chance.pick(desk.people.reception);
  yield { at: arrivesAt, actor, command: { type: 'create-draft', draft }, agency };
  if (channel === 'online') yield* papers(course);
  yield { at: course.now, actor, command: { type: 'submit' } };
}

function* papers(course: Course): Life {
  for (const { component, required } of course.procedure.components) {
    if (required || course.chance.happens(0.25)) {
      yield attach(course, component, 'component', course.now + course.chance.int(500, 4000));
    }
  }
}
