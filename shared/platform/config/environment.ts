import * as z from 'zod/mini';
import { dossierCodePatternSchema } from '../../identifiers/dossier-code.ts';
import { parseJsonOrNothing } from '../../text/json.ts';

/** A required environment variable is missing or invalid. Thrown at cold start, so a deployment shows it at once. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

/** A variable that contains JSON with a schema. */
export const json = <T extends z.ZodMiniType>(schema: T) =>
  z.pipe(
    z.pipe(
      z.string(),
      z.transform((text, context): unknown => {
        const value = parseJsonOrNothing(text);
        if (value === undefined) context.issues.push({ code: 'custom', message: 'not JSON', input: text });
        return value;
      }),
    ),
    schema,
  );

/** Variables of every function. */
export const provinceEnvironment = {
  PROVINCE: z.string().check(z.regex(/^[a-z]+(?:-[a-z]+)*$/)),
  PROVINCE_CODE: z.string().check(z.regex(/^\d{2}$/)),
};

/** Variables of every function that accesses the table. */
export const commonEnvironment = {
  ...provinceEnvironment,
  TABLE_NAME: z.string().check(z.minLength(3)),
  /** Format of the province's dossier codes; JSON. */
  DOSSIER_CODE_PATTERN: json(dossierCodePatternSchema),
};

/**
 * Parses the environment by schema, once, at cold start.
 * @throws EnvironmentError naming every variable that is missing or invalid; values are never included.
 */
export function readEnvironment<S extends z.core.$ZodLooseShape>(
  shape: S,
  environment: NodeJS.ProcessEnv = process.env,
): z.infer<z.ZodMiniObject<S>> {
  const parsed = z.object(shape).safeParse(environment);
  if (parsed.success) return parsed.data as z.infer<z.ZodMiniObject<S>>;
  const names = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))];
  throw new EnvironmentError(`missing or wrong environment variables: ${names.join(', ')}`);
}
