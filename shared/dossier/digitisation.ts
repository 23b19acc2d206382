import type { Procedure } from '../procedure/schema.ts';
import { missingComponents } from '../procedure/steps.ts';
import type { Dossier } from './state.ts';

/** Components that exist as a file in the dossier, filed or scanned. */
const filesOf = ({ documents }: Pick<Dossier, 'documents'>) =>
  new Set(documents.filter((d) => d.kind === 'component').map((d) => d.component));

/** Components that were handed over on paper and of which there is no file yet. */
export function onPaperOnly(dossier: Pick<Dossier, 'documents' | 'handedOver'>): readonly string[] {
  const files = filesOf(dossier);
  const handed = dossier.handedOver?.papers ?? [];
  return handed.flatMap(({ component }) => (component === undefined || files.has(component) ? [] : [component]));
}

/** Whether every required component, and every component that was handed over, exists as a file. */
export function allDigitised(
  dossier: Pick<Dossier, 'documents' | 'handedOver'>,
  procedure: Pick<Procedure, 'components'>,
): boolean {
  return missingComponents(procedure, filesOf(dossier)).length === 0 && onPaperOnly(dossier).length === 0;
}
