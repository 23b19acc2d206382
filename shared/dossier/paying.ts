import { type Refusal, reject } from './decision.ts';
import { type Dossier, openObligation } from './state.ts';
import { isFinal } from './status.ts';

/** Why nothing can be paid online now; undefined when the open obligation can. */
export function refusePaying(dossier: Dossier): Refusal | undefined {
  if (openObligation(dossier) === undefined || dossier.dossierCode === undefined) return reject('no-open-obligation');
  return isFinal(dossier.status) ? reject('wrong-status') : undefined;
}
