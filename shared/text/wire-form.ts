import * as z from 'zod/mini';
import type { Result } from './result.ts';

/** Keywords of JSON Schema. */
type Keywords = Readonly<Record<string, unknown>>;

/**
 * What the API's description says of a value, where the schema's own checks cannot be read off it: a form that is taken
 * unchanged. Other spellings that are understood are named in its description.
 */
export type WireForm = {
  /** Of what is sent. */
  readonly sent: Keywords;
  /** Of what is answered; as `sent` unless told. */
  readonly kept?: Keywords;
};

/** Read by the generator of the OpenAPI document alone. */
export const wireForms = z.registry<WireForm>();

/**
 * A text that one function cleans or refuses: what it gives back takes the text's place.
 * Issues: `custom` with the refusal's code as `rule` and its message.
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
