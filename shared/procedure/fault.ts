import type { Invalid } from '../text/result.ts';

/** One fault in a catalogue file, with the location for the editor. */
export type CatalogueFault = Invalid & {
  readonly file: string;
  readonly procedureCode?: string;
  readonly stepId?: string;
};

export type Place = Omit<CatalogueFault, 'code' | 'message'>;

/** Both texts start with the location: file, procedure, step, field, where known. */
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
