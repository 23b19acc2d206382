import type { Invalid } from '../text/result.ts';

/** One thing wrong with a catalogue file, named so that whoever edits it finds the place. */
export type CatalogueFault = Invalid & {
  readonly file: string;
  readonly procedureCode?: string;
  readonly stepId?: string;
};

export type Place = Omit<CatalogueFault, 'code' | 'message'>;

/** Both texts begin with the place: file, procedure, step, field, as far as known. */
export function catalogueFault(place: Place, code: string, vi: string, en: string): CatalogueFault {
  const { file, procedureCode, stepId, field } = place;
  const where = (procedure: string, step: string, fieldName: string) =>
    [
      file,
      procedureCode && `${procedure} ${procedureCode}`,
      stepId && `${step} ${stepId}`,
      field && `${fieldName} ${field}`,
    ]
      .filter(Boolean)
      .join(', ');
  return {
    ...place,
    code,
    message: {
      vi: `${where('thủ tục', 'bước', 'trường')}: ${vi}`,
      en: `${where('procedure', 'step', 'field')}: ${en}`,
    },
  };
}
