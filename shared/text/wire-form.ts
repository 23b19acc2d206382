import * as z from 'zod/mini';
import type { Result } from './result.ts';

/** Keywords of JSON Schema. */
type Keywords = Readonly<Record<string, unknown>>;

/**
 * JSON Schema for the API description where it cannot be derived from the schema's own checks: the format that is accepted
 * unchanged. Other accepted spellings are named in its description.
 */
export type WireForm = {
  /** For requests. */
  readonly sent: Keywords;
  /** For responses; default: as `sent`. */
  readonly kept?: Keywords;
};

/** Used only by the generator of the OpenAPI document. */
export const wireForms = z.registry<WireForm>();

/**
 * A text that one function normalises or rejects: its result replaces the text.
 * Issues: `custom` with the rejection's code as `rule` and its message.
 */
export function cleaned(clean: (text: string) => Result<string>, form: WireForm): z.ZodMiniString<string> {
  return z
    .string()
    .check((payload) => {
      const outcome = clean(payload.value);
      if (outcome.ok) payload.value = outcome.value;
      else {
        const { code: rule, message } = outcome.error;
        payload.issues.push({ code: 'custom', input: payload.value, params: { rule, message } });
      }
    })
    .register(wireForms, form);
}
