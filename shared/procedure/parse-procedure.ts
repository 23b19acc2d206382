import { fail, ok, type Result } from '../text/result.ts';
import { checkProcedure } from './check-procedure.ts';
import { isObject } from './fact.ts';
import { type CatalogueFault, catalogueFault, type Place } from './fault.ts';
import { type Procedure, procedureSchema } from './schema.ts';

/**
 * Reads one procedure from data already parsed from JSON. `fileName` (without folders) names the file in faults and
 * must be `<procedure code>.json`; `file` names it in faults. Errors, all of them at once: `draft` per question that the import
 * left open, `procedure-shape` per field that does not fit the schema, `file-name`, and the rules of `checkProcedure`.
 */
export function parseProcedure(
  input: unknown,
  fileName: string,
  file = fileName,
): Result<Procedure, readonly CatalogueFault[]> {
  const undecided = undecidedIn(input);
  if (undecided.length > 0) {
    return fail(
      undecided.map(({ field, question }) =>
        catalogueFault(
          { ...placeOf(input, file, []), field },
          'draft',
          `bản nháp, còn phải quyết định: ${question}`,
          `is a draft; a person must still decide: ${question}`,
        ),
      ),
    );
  }
  const parsed = procedureSchema.safeParse(input);
  if (!parsed.success) {
    return fail(
      parsed.error.issues.map(({ code, path }) =>
        catalogueFault(
          placeOf(input, file, path),
          'procedure-shape',
          `không đúng cấu trúc (${code}).`,
          `does not fit the schema (${code}).`,
        ),
      ),
    );
  }
  const procedure = parsed.data;
  const faults = [...checkFileName(procedure, fileName, file), ...checkProcedure(procedure, file)];
  return faults.length === 0 ? ok(procedure) : fail(faults);
}

export function checkFileName(
  { procedureCode }: Pick<Procedure, 'procedureCode'>,
  fileName: string,
  file: string,
): CatalogueFault[] {
  const expected = `${procedureCode}.json`;
  if (fileName === expected) return [];
  const place = { file, procedureCode, field: 'procedureCode' };
  return [catalogueFault(place, 'file-name', `tên tệp phải là ${expected}.`, `the file must be named ${expected}.`)];
}

type Undecided = { readonly field: string; readonly question: string };

/** What the import of a procedure left to people: the list is emptied as they decide. */
function undecidedIn(input: unknown): readonly Undecided[] {
  const list: unknown = isObject(input) ? input.undecided : undefined;
  return Array.isArray(list)
    ? list.map((one: unknown) => ({
        field: String(isObject(one) ? one.field : ''),
        question: String(isObject(one) ? one.question : one),
      }))
    : [];
}

export function placeOf(input: unknown, file: string, path: readonly PropertyKey[]): Place {
  const procedureCode = textAt(input, ['procedureCode']);
  const stepId = path[0] === 'steps' ? textAt(input, [...path.slice(0, 2), 'stepId']) : undefined;
  return {
    file,
    ...(procedureCode !== undefined && { procedureCode }),
    ...(stepId !== undefined && { stepId }),
    ...(path.length > 0 && { field: path.map(String).join('.') }),
  };
}

function textAt(input: unknown, path: readonly PropertyKey[]): string | undefined {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return typeof value === 'string' ? value : undefined;
}
