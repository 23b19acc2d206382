/**
 * What the audit trail may name of a call, by where it stands in the call or its answer. Identifiers and codes only:
 * the list is closed so that nobody writes down a person by naming the wrong field.
 */
export type Audited =
  | 'path.dossierId'
  | 'path.documentId'
  | 'path.agencyId'
  | 'path.day'
  | 'path.endpointId'
  | 'query.agencyId'
  | 'query.groupBy'
  | 'body.agencyId'
  | 'body.dossierId'
  | 'body.dossierCode'
  /** Which command: what was done is in the dossier's log, what was refused only here. */
  | 'body.type'
  | 'answer.dossierId'
  | 'answer.documentId'
  | 'answer.endpointId'
  | 'answer.reference'
  /** A list of dossiers: each that was shown. */
  | 'answer.items.dossierId'
  /** Whether a ticket to fetch a file was handed out. */
  | 'answer.download';

/** What a route's calls leave in the audit trail beside who called and what came of it; or why that is nothing. */
export type Audit = readonly [Audited, ...Audited[]] | { readonly nothing: string };

/** Parts of a call as far as they are known and have passed the route's checks. */
export type Seen = {
  readonly path?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
  readonly answer?: unknown;
};

/**
 * Fields of the line a call leaves: `audit: true`, and what was seen of the names its route declares; one that is in a
 * list under its plural. Nothing for a route that audits nothing.
 */
export function auditOf(audit: Audit | undefined, seen: Seen): Readonly<Record<string, unknown>> {
  if (audit === undefined || 'nothing' in audit) return {};
  const fields = audit.map((name): readonly [string, unknown] => {
    const [part = '', ...path] = name.split('.');
    const value = path.reduce<unknown>(inside, seen[part as keyof Seen]);
    const key = path.at(-1) ?? '';
    return Array.isArray(value)
      ? [`${key}s`, value]
      : [key, typeof value === 'object' && value !== null ? true : value];
  });
  return { audit: true, ...Object.fromEntries(fields.filter(([, value]) => value !== undefined)) };
}

/** A field of a thing, or of each thing of a list. */
function inside(thing: unknown, key: string): unknown {
  if (Array.isArray(thing)) return thing.map((one) => inside(one, key)).filter((value) => value !== undefined);
  return typeof thing === 'object' && thing !== null ? (thing as Record<string, unknown>)[key] : undefined;
}
