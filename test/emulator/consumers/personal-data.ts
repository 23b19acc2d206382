import { createHash } from 'node:crypto';
import { type Person, people } from '../../../local/demo/stage.ts';
import { localOwnerKeys } from './secrets.ts';

/** Text without case, diacritics, composition and runs of blanks: the same for every way to write a Vietnamese name. */
export const fold = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd').replaceAll(/\s+/g, ' ');

const squeeze = (text: string): string => fold(text).replaceAll(/[^a-z0-9]/g, '');

/** What one may find of a person, folded; `tight` is looked for where everything but letters and digits is gone. */
type Needle = { readonly what: string; readonly folded?: string; readonly tight?: string };

function needlesOf({ personId, HoVaTen, SoDinhDanh, SoDienThoai, ThuDienTu, DiaChi }: Person): readonly Needle[] {
  const named = (what: string) => `${what} of ${personId}`;
  return [
    { what: named('name'), tight: squeeze(HoVaTen) },
    { what: named('personal id'), tight: SoDinhDanh },
    // Without the leading zero: +84 stands in its place abroad.
    { what: named('phone'), tight: SoDienThoai.slice(1) },
    { what: named('e-mail'), folded: fold(ThuDienTu) },
    // Ward and province alone are in the names of agencies.
    { what: named('address'), folded: fold(DiaChi.split(', ').slice(0, 2).join(', ')) },
  ];
}

export const NEEDLES = people.citizens.flatMap(needlesOf);

/** Keys by which owners are found: they stay in the table, where they are worth nothing without the province's secret. */
export const OWNER_NEEDLES: readonly Needle[] = await Promise.all(
  people.citizens.map(async ({ personId, SoDinhDanh }) => ({
    what: `owner key of ${personId}`,
    folded: await localOwnerKeys({ kind: 'citizen', identifier: SoDinhDanh }),
  })),
);

const KINDS = ['', 'citizen:', 'citizen\n', 'lookup-identifier\n', 'mail\n', 'phone:'];

/** Unkeyed hashes of short or listed values: an attacker derives the person from one in minutes. */
export const HASH_NEEDLES: readonly Needle[] = people.citizens.flatMap(
  ({ personId, SoDinhDanh, SoDienThoai, ThuDienTu }) =>
    [SoDinhDanh, SoDienThoai, ThuDienTu, ThuDienTu.toLowerCase()].flatMap((value) =>
      KINDS.map((kind) => ({
        what: `hash of ${kind.trim()} ${personId}`,
        folded: createHash('sha256').update(`${kind}${value}`).digest('hex').slice(0, 32),
      })),
    ),
);

/** A text and everything that is hidden in it: JSON's and the web's escapes, and what decodes from base64. */
function views(text: string, depth = 2): readonly string[] {
  const unescaped = text.replaceAll(/\\u([0-9a-f]{4})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  const plain = unescaped.replaceAll(/(?:%[0-9a-f]{2})+/gi, (bytes) =>
    Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'),
  );
  if (depth === 0) return [plain];
  const encoded = [...plain.matchAll(/[A-Za-z0-9+/_-]{12,}/g)].map(([token]) =>
    Buffer.from(token, 'base64').toString('utf8'),
  );
  return [
    plain,
    ...encoded.filter((decoded) => !decoded.includes('\ufffd')).flatMap((decoded) => views(decoded, depth - 1)),
  ];
}

/** Names the personal data in a text; empty when there is none. */
export function found(text: string, needles: readonly Needle[] = NEEDLES): readonly string[] {
  const all = views(text).map((view) => ({ folded: fold(view), tight: squeeze(view) }));
  return needles
    .filter(({ folded, tight }) =>
      all.some(
        (view) =>
          (folded !== undefined && view.folded.includes(folded)) || (tight !== undefined && view.tight.includes(tight)),
      ),
    )
    .map(({ what }) => what);
}
