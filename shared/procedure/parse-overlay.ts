import { fail, ok, type Result } from '../text/result.ts';
import { isObject } from './fact.ts';
import { type CatalogueFault, catalogueFault } from './fault.ts';
import { applyOverlay, overlaySchema } from './overlay.ts';
import { checkFileName, parseProcedure, placeOf } from './parse-procedure.ts';
import type { Procedure } from './schema.ts';

type Parsed = Result<Procedure | undefined, readonly CatalogueFault[]>;

/**
 * Reads one file of a province: an overlay, which has `changes`, or a whole procedure that only the province has. Undefined:
 * the province does not offer the procedure of the base. Faults name the province's file, because the base is valid alone:
 * `overlay-shape`, `overlay-of-nothing`, `already-in-base`, and those of `applyOverlay` and `parseProcedure`.
 */
export function parseOwn(input: unknown, base: Procedure | undefined, fileName: string, file: string): Parsed {
  if (!isObject(input) || !('changes' in input)) return wholeProcedure(input, base, fileName, file);
  const parsed = overlaySchema.safeParse(input);
  if (!parsed.success) {
    return fail(
      parsed.error.issues.map(({ code, path }) =>
        catalogueFault(
          placeOf(input, file, path),
          'overlay-shape',
          `không đúng cấu trúc (${code}).`,
          `does not fit the schema (${code}).`,
        ),
      ),
    );
  }
  const overlay = parsed.data;
  const { procedureCode } = overlay;
  const named = checkFileName(overlay, fileName, file);
  if (named.length > 0) return fail(named);
  if (base === undefined) {
    const vi = 'danh mục gốc không có thủ tục này.';
    return fail([catalogueFault({ file, procedureCode }, 'overlay-of-nothing', vi, 'the base has no such procedure.')]);
  }
  if (overlay.notOffered !== undefined) return ok(undefined);
  const merged = applyOverlay(base, overlay);
  if (merged.ok) return parseProcedure(merged.value, fileName, file);
  return fail(
    merged.error.map(({ field, code, vi, en }) => catalogueFault({ file, procedureCode, field }, code, vi, en)),
  );
}

function wholeProcedure(input: unknown, base: Procedure | undefined, fileName: string, file: string): Parsed {
  if (base === undefined) return parseProcedure(input, fileName, file);
  const { procedureCode } = base;
  const vi = 'danh mục gốc đã có thủ tục này; hãy ghi phần khác vào "changes".';
  const en = 'the base has this procedure; put what differs into "changes".';
  return fail([catalogueFault({ file, procedureCode }, 'already-in-base', vi, en)]);
}
