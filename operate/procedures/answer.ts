// Reads what the national catalogue answers: a partner's data, of which no complete real example is public. A field that is
// absent or of another shape is left to a person, never guessed.

import { parseJsonOrNothing } from '../../shared/text/json.ts';

export type Entry = Readonly<Record<string, unknown>>;

/** Leaves a field to a person, with what is to decide. */
export type Ask = (field: string, question: string) => void;

/** The longest a name or a paragraph of ours may be. */
const LONGEST = 500;

/**
 * The procedure in an answer of `LayThuTuc`. Adapters wrap it differently: in `result`, in `result.data`, or in `message` as
 * JSON inside a string. Undefined: there is none.
 */
export function procedureIn(answer: unknown): Entry | undefined {
  if (Array.isArray(answer)) return answer.length === 1 ? procedureIn(answer[0]) : undefined;
  if (typeof answer === 'string') return procedureIn(jsonOf(answer));
  if (!isEntry(answer)) return undefined;
  if ('MATTHC' in answer) return answer;
  for (const key of ['result', 'data', 'message']) {
    const found = procedureIn(answer[key]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function jsonOf(text: string): unknown {
  const value = parseJsonOrNothing(text);
  return typeof value === 'string' ? undefined : value;
}

const isEntry = (value: unknown): value is Entry =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The entries of a list, or of what should be one: a single entry counts as a list of one. */
export function entries(value: unknown): readonly Entry[] {
  return (Array.isArray(value) ? value : [value]).filter(isEntry);
}

/** All text in a value, on one line: several values are joined by semicolons. */
export function textOf(value: unknown, longest = LONGEST): string {
  const parts = (of: unknown): readonly string[] => {
    if (typeof of === 'string' || typeof of === 'number') return [String(of)];
    if (Array.isArray(of)) return of.flatMap(parts);
    return isEntry(of) ? Object.values(of).flatMap(parts) : [];
  };
  const line = parts(value)
    .map((part) =>
      part
        .normalize('NFC')
        .replaceAll(/[\s\p{Cc}]+/gu, ' ')
        .trim(),
    )
    .filter(Boolean)
    .join('; ');
  return line.slice(0, longest).trim();
}

/** An id of ours made from Vietnamese words: `Tờ khai đăng ký` gives `to-khai-dang-ky`. Unique among `taken`. */
export function idOf(words: string, taken: ReadonlySet<string>): string {
  const plain = words
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[đĐ]/g, 'd')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 48)
    .replaceAll(/^-|-$/g, '');
  const id = plain === '' ? 'khac' : plain;
  for (let n = 1; ; n += 1) {
    const tried = n === 1 ? id : `${id}-${n}`;
    if (!taken.has(tried)) return tried;
  }
}
