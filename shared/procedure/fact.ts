import type { Foundation, Procedure, Provenance } from './schema.ts';

/** The fields that list entries, and what an entry is called by. */
export const ENTRY_ID: Readonly<Record<string, string>> = { components: 'component', fees: 'code', steps: 'stepId' };

type Entry = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Entry =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value below a field: an entry of a list by its id, a field of an object by its name. */
export function below(top: string, value: unknown, id: string): unknown {
  const key = ENTRY_ID[top];
  if (key !== undefined && Array.isArray(value)) return value.find((one: unknown) => isObject(one) && one[key] === id);
  return isObject(value) && Object.hasOwn(value, id) ? value[id] : undefined;
}

/** The value at a path of `factPath`; undefined when nothing is there. */
export function valueAt(procedure: object, path: string): unknown {
  const [top = '', id, property] = path.split('.');
  const whole = Object.hasOwn(procedure, top) ? Reflect.get(procedure, top) : undefined;
  if (id === undefined) return whole;
  const entry = below(top, whole, id);
  return property === undefined ? entry : below('', entry, property);
}

/** Whether provenance can be about the path. */
export const hasField = (procedure: object, path: string): boolean =>
  !path.startsWith('provenance') && valueAt(procedure, path) !== undefined;

/** Whether a note about `field` is also about `path`. */
export const covers = (field: string, path: string): boolean => path === field || path.startsWith(`${field}.`);

/** What is stated of a procedure, for each field whether it is one fact or one for each entry. */
const FACTS: Readonly<Record<Exclude<keyof Procedure, 'version' | 'provenance'>, 'whole' | 'entries'>> = {
  procedureCode: 'whole',
  name: 'whole',
  field: 'whole',
  level: 'whole',
  keywords: 'whole',
  online: 'whole',
  legalBasis: 'whole',
  channels: 'whole',
  applicants: 'whole',
  components: 'entries',
  declaration: 'whole',
  fees: 'entries',
  steps: 'entries',
  workingHours: 'whole',
  postalReturn: 'whole',
  afterSupplement: 'whole',
  paymentStopsClock: 'whole',
  supplementWorkingHours: 'whole',
  paymentWorkingHours: 'whole',
  refundWorkingHours: 'whole',
  silentOpinion: 'whole',
  immediate: 'whole',
  sameDay: 'whole',
  maxSupplementRequests: 'whole',
  interlinked: 'whole',
  processedBy: 'whole',
  national: 'entries',
};

/**
 * Paths of all facts that the procedure states: fields, entries of lists, and fields of entries that have a note of their own.
 * That nothing is due is a fact, too.
 */
export function factsOf(procedure: Procedure): readonly string[] {
  const facts = Object.entries(FACTS).flatMap(([field, as]) => {
    const value: unknown = Reflect.get(procedure, field);
    if (value === undefined) return [];
    if (as === 'whole') return [field];
    const ids = idsOf(field, value);
    return ids.length === 0 ? [field] : ids.map((id) => `${field}.${id}`);
  });
  const finer = (procedure.provenance ?? []).map(({ field }) => field).filter((field) => field.split('.').length > 2);
  return [...new Set([...facts, ...finer])];
}

function idsOf(field: string, value: unknown): string[] {
  const key = ENTRY_ID[field];
  if (Array.isArray(value)) return value.map((one) => String(isObject(one) && key !== undefined ? one[key] : ''));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, one]) =>
    isObject(one) ? Object.keys(one).map((id) => `${name}.${id}`) : name,
  );
}

/** The note that says most closely where a fact comes from: the one with the longest path, the later of two. */
export function noteOf({ provenance = [] }: Procedure, path: string): Provenance | undefined {
  return provenance
    .filter(({ field }) => covers(field, path))
    .reduce<Provenance | undefined>(
      (best, note) => (best !== undefined && best.field.length > note.field.length ? best : note),
      undefined,
    );
}

export type FactCount = Readonly<Record<Foundation | 'none', number>>;

/** How many facts rest on what; `none`: no note is about them. */
export function countFacts(procedures: readonly Procedure[]): FactCount {
  const count = { seen: 0, 'second-hand': 0, background: 0, decided: 0, example: 0, none: 0 };
  for (const procedure of procedures) {
    for (const path of factsOf(procedure)) count[noteOf(procedure, path)?.foundation ?? 'none'] += 1;
  }
  return count;
}

/** Paths of what is made up: it must be replaced before a province uses the procedure. */
export function examplesIn(procedure: Procedure): readonly string[] {
  const notes = (procedure.provenance ?? []).filter(({ foundation }) => foundation === 'example');
  return notes.map(({ field }) => field);
}

/** Paths of what has no national code and is sent without one, or not at all. */
export function missingCodes({ national, components, fees }: Procedure): readonly string[] {
  return [
    ...(national?.field === undefined ? ['national.field'] : []),
    ...components.flatMap(({ component: id }) => (national?.components?.[id] ? [] : [`national.components.${id}`])),
    ...fees.flatMap(({ code }) => (national?.fees?.[code] ? [] : [`national.fees.${code}`])),
    ...(national?.result === undefined ? ['national.result'] : []),
  ];
}
