import * as z from 'zod/mini';
import { fail, ok, type Result } from '../text/result.ts';
import { day, line, procedureCode } from '../values.ts';
import { below, covers, ENTRY_ID, isObject } from './fact.ts';
import { FOUNDATIONS, factPath, type Procedure, type Provenance } from './schema.ts';

const founded = {
  /** The decision of the province: council's resolution, committee's decision. */
  ground: line(500),
  /** Where that was read. */
  source: line(500),
  /** The day it was read, or made up. */
  on: day,
  foundation: z.enum(FOUNDATIONS),
};

const changeSchema = z.strictObject({
  /** A field, an entry, or a field of an entry: `fees`, `fees.house-permit`, `steps.signature.workingHours`. */
  field: factPath,
  /** The province's value in place of the base's; null takes the entry away. */
  to: z.unknown().check(z.refine((value) => value !== undefined)),
  ...founded,
});

/** What one province does differently in one procedure of the base. */
export const overlaySchema = z.strictObject({
  procedureCode,
  /** Raised with every change: the version of the procedure is the base's and this together. */
  revision: z.int().check(z.positive()),
  /** The province does not take in the procedure. */
  notOffered: z.optional(z.strictObject(founded)),
  changes: z.array(changeSchema),
});
export type Overlay = z.infer<typeof overlaySchema>;

/** Whether an overlay may change a field: not what makes a procedure this one. */
const CHANGEABLE: Readonly<Record<keyof Procedure, boolean>> = {
  procedureCode: false,
  version: false,
  provenance: false,
  name: true,
  field: true,
  level: true,
  keywords: true,
  online: true,
  legalBasis: true,
  channels: true,
  applicants: true,
  components: true,
  declaration: true,
  fees: true,
  steps: true,
  workingHours: true,
  postalReturn: true,
  afterSupplement: true,
  paymentStopsClock: true,
  supplementWorkingHours: true,
  paymentWorkingHours: true,
  refundWorkingHours: true,
  silentOpinion: true,
  immediate: true,
  sameDay: true,
  maxSupplementRequests: true,
  interlinked: true,
  processedBy: true,
  national: true,
};

export type OverlayFault = { readonly field: string; readonly code: string; readonly vi: string; readonly en: string };

/**
 * The procedure as the province has it, not checked yet. Its version is the base's plus the overlay's revision: both only
 * grow, so every change of either is a new version. Notes about what is replaced are replaced, too.
 * Errors: `overlay-field`, `overlay-entry`, `repeated-id`.
 */
export function applyOverlay(base: Procedure, { revision, changes }: Overlay): Result<unknown, OverlayFault[]> {
  const faults: OverlayFault[] = [];
  const report = (field: string, code: string, vi: string, en: string) => faults.push({ field, code, vi, en });
  const merged: Record<string, unknown> = { ...structuredClone(base), version: base.version + revision };
  let notes: readonly Provenance[] = base.provenance ?? [];
  const seen = new Set<string>();
  for (const { field, to, ground, source, on, foundation } of changes) {
    const [top = '', ...path] = field.split('.');
    if (!Object.hasOwn(CHANGEABLE, top) || !CHANGEABLE[top as keyof Procedure]) {
      report(field, 'overlay-field', 'lớp của tỉnh không đổi được trường này.', 'a province cannot change this field.');
      continue;
    }
    if (seen.has(field)) report(field, 'repeated-id', 'được đổi nhiều lần.', 'is changed more than once.');
    seen.add(field);
    const value = changed(top, merged[top], path, to);
    if (value === MISPLACED) {
      const vi = 'không có mục này, hoặc mã của mục khác với tên trường.';
      report(field, 'overlay-entry', vi, 'there is no such entry, or its id is not the one the field names.');
      continue;
    }
    if (value === undefined) delete merged[top];
    else merged[top] = value;
    notes = notes.filter((note) => !covers(field, note.field));
    if (to !== null) notes = [...notes, { field, foundation, note: ground, source, on }];
  }
  return faults.length === 0 ? ok({ ...merged, provenance: notes }) : fail(faults);
}

const MISPLACED = Symbol('misplaced');

/** The value with `to` put at the path below it; undefined: nothing is left. */
function changed(top: string, value: unknown, [id, ...deeper]: readonly string[], to: unknown): unknown {
  if (id === undefined) return to === null ? undefined : to;
  const was = below(top, value, id);
  // Only a whole entry can be new: a field of an entry needs the entry.
  if (was === undefined && (to === null || (deeper.length > 0 && top !== 'national'))) return MISPLACED;
  const is = changed('', was, deeper, to);
  if (is === MISPLACED) return MISPLACED;
  const key = ENTRY_ID[top];
  if (key === undefined) {
    if (value !== undefined && !isObject(value)) return MISPLACED;
    const { [id]: _, ...others } = value ?? {};
    return is === undefined ? others : { ...value, [id]: is };
  }
  if (!Array.isArray(value) || (is !== undefined && !(isObject(is) && is[key] === id))) return MISPLACED;
  if (was === undefined) return [...value, is];
  return value.flatMap((one: unknown) => (one === was ? (is === undefined ? [] : [is]) : [one]));
}
