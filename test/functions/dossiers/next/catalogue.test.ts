import { expect, it } from 'vitest';
import type { PersonAct } from '../../../../functions/dossiers/allowed/allowed-actions.ts';
import { nextFor } from '../../../../functions/dossiers/next/next.ts';
import { provinceCatalogue } from '../../../../shared/procedure/load-catalogue.ts';
import type { Language } from '../../../../shared/text/text.ts';
import { ACTORS, type ActorName, ITEMS, inProcessing } from '../../../shared/dossier/world.ts';
import { contextOf, NAMED } from './world.ts';

const LANGUAGES: readonly Language[] = ['vi', 'en'];
const wordsOf = (sentence: string) => sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
const allowing = (...acts: PersonAct[]) => acts.map((type) => ({ type, allowed: true }) as const);

/** The law's own names are long: a sentence says less of them, and the answer names all. */
it.each(provinceCatalogue('quang-tri').map((procedure) => [procedure.procedureCode, procedure] as const))(
  'of %s are short with all its papers and at each of its steps',
  (_, procedure) => {
    const history = inProcessing().must('handler', { type: 'request-supplement', items: ITEMS });
    const asked = history.state;
    const items = procedure.components.map(({ component }) => ({ component, ...(ITEMS[0] as (typeof ITEMS)[number]) }));
    const supplementRequests = asked.supplementRequests.map((request) => ({ ...request, items }));
    const told = (dossier: typeof asked, who: ActorName, language: Language, ...acts: PersonAct[]) => {
      const context = { ...contextOf(history, who), procedure };
      const next = nextFor(dossier, context, { agencies: NAMED, language }, allowing(...acts));
      expect(wordsOf(next.sentence).length, next.sentence).toBeLessThanOrEqual(25);
      return next;
    };
    for (const language of LANGUAGES) {
      const owner = told({ ...asked, supplementRequests }, 'owner', language, 'supplement');
      const names = procedure.components.map(({ name }) => name[language]);
      expect(owner.papers).toEqual([...new Set(names)]);
      told({ ...asked, supplementRequests }, 'reception', language);
      for (const { stepId } of procedure.steps) {
        const step = {
          stepId,
          agencyId: 'H50.12',
          since: asked.updatedAt,
          dueAt: asked.updatedAt,
          warnAt: asked.updatedAt,
        };
        const running = { ...asked, status: 'in-processing', pausedAt: undefined, step } as const;
        for (const who of Object.keys(ACTORS) as ActorName[]) told(running, who, language, 'forward', 'assign');
      }
    }
  },
);
