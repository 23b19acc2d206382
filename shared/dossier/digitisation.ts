import type { Procedure } from '../procedure/schema.ts';
import { missingComponents } from '../procedure/steps.ts';
import { componentsOnFile } from './declaration-state.ts';
import type { Dossier } from './state.ts';

/** Components that were handed over on paper and of which there is no file yet. */
export function onPaperOnly(dossier: Pick<Dossier, 'documents' | 'declaration' | 'handedOver'>): readonly string[] {
  const files = componentsOnFile(dossier);
  const handed = dossier.handedOver?.papers ?? [];
  return handed.flatMap(({ component }) => (component === undefined || files.has(component) ? [] : [component]));
}

/** Whether every required component, and every component that was handed over, exists as a file. */
export function allDigitised(
  dossier: Pick<Dossier, 'documents' | 'declaration' | 'handedOver'>,
  procedure: Pick<Procedure, 'components'>,
): boolean {
  return missingComponents(procedure, componentsOnFile(dossier)).length === 0 && onPaperOnly(dossier).length === 0;
}
