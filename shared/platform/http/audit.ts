/**
 * Fields that the audit trail may record of a call, by their position in the call or its response. Identifiers and codes only:
 * the list is closed so that personal data cannot be logged by naming the wrong field.
 */
export type Audited =
  | 'path.dossierId'
  | 'path.documentId'
  | 'path.agencyId'
  | 'path.day'
  | 'path.endpointId'
  | 'path.suspensionId'
  | 'path.sessionId'
  | 'query.agencyId'
  | 'query.groupBy'
  | 'body.agencyId'
  | 'body.suspensionId'
  | 'body.dossierId'
  | 'body.dossierCode'
  /** The command: accepted ones are also in the dossier's log, rejected ones only here. */
  | 'body.type'
  /** Which fields of the body were given, without their values: what people were searched by. */
  | 'body'
  | 'answer.dossierId'
  | 'answer.documentId'
  | 'answer.endpointId'
  | 'answer.reference'
  /** A list of dossiers: each one that was returned. */
  | 'answer.items.dossierId'
  /** Whether a ticket to fetch a file was issued. */
  | 'answer.download';

/** What a route's calls record in the audit trail beside the caller and the result; or why they record nothing. */
export type Audit = readonly [Audited, ...Audited[]] | { readonly nothing: string };

/** Parts of a call that are known and have passed the route's checks. */
export type Seen = {
  readonly path?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
  readonly answer?: unknown;
};

/**
 * Fields of a call's log line: `audit: true` and the values of the fields that its route declares; fields of list items use
 * the plural name. Nothing for a route that audits nothing.
 */
export function auditOf(audit: Audit | undefined, seen: Seen): Readonly<Record<string, unknown>> {
  if (audit === undefined || 'nothing' in audit) return {};
  const fields = audit.map((name): readonly [string, unknown] => {
    if (name === 'body') return ['given', seen.body && Object.keys(seen.body)];
    const [part = '', ...path] = name.split('.');
    const value = path.reduce<unknown>(inside, seen[part as keyof Seen]);
    const key = path.at(-1) ?? '';
    return Array.isArray(value)
      ? [`${key}s`, value]
      : [key, typeof value === 'object' && value !== null ? true : value];
  });
  return { audit: true, ...Object.fromEntries(fields.filter(([, value]) => value !== undefined)) };
}

/** A field of an object, or of each object of a list. */
function inside(thing: unknown, key: string): unknown {
  if (Array.isArray(thing)) return thing.map((one) => inside(one, key)).filter((value) => value !== undefined);
  return typeof thing === 'object' && thing !== null ? (thing as Record<string, unknown>)[key] : undefined;
}
