import { fail, ok, type Result } from '../text/result.ts';
import { checkProcedure } from './check-procedure.ts';
import { type CatalogueFault, catalogueFault, type Place } from './fault.ts';
import { type Procedure, procedureSchema } from './schema.ts';

/**
 * Reads one procedure from data already parsed from JSON. `fileName` (without folders) names the file in faults and
 * must be `<procedure code>.json`. Errors, all of them at once: `procedure-shape` per field that does not fit the
 * schema, `file-name`, and the rules of `checkProcedure`.
 */
export function parseProcedure(input: unknown, fileName: string): Result<Procedure, readonly CatalogueFault[]> {
  const parsed = procedureSchema.safeParse(input);
  if (!parsed.success) {
    return fail(
      parsed.error.issues.map(({ code, path }) =>
        catalogueFault(
          placeOf(input, fileName, path),
          'procedure-shape',
          `không đúng cấu trúc (${code}).`,
          `does not fit the schema (${code}).`,
        ),
      ),
    );
  }
  const procedure = parsed.data;
  const faults = [...checkFileName(procedure, fileName), ...checkProcedure(procedure, fileName)];
  return faults.length === 0 ? ok(procedure) : fail(faults);
}

function checkFileName({ procedureCode }: Procedure, fileName: string): CatalogueFault[] {
  const expected = `${procedureCode}.json`;
  if (fileName === expected) return [];
  const place = { file: fileName, procedureCode, field: 'procedureCode' };
  return [catalogueFault(place, 'file-name', `tên tệp phải là ${expected}.`, `the file must be named ${expected}.`)];
}

function placeOf(input: unknown, file: string, path: readonly PropertyKey[]): Place {
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
