import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Actor, OfficerRole } from '../dossier/actor.ts';
import { type Key, keys } from '../platform/table/keys.ts';
import { type Page, type PageKey, type Paging, startAfter } from '../platform/table/page.ts';
import { expiresAt, type Table } from '../platform/table/table.ts';
import { puts, transact } from '../platform/table/write.ts';
import { foldedWords } from '../text/fold.ts';
import { cut } from '../text/text.ts';
import { dayInVietNam } from '../time/viet-nam.ts';

/** An officer of one agency, as their last sign-in described them. */
export type KnownOfficer = {
  /** Subject of the account at the identity provider. */
  readonly officer: string;
  readonly name?: string;
  readonly title?: string;
  /** At this agency. */
  readonly roles: readonly OfficerRole[];
  /** Day in Viet Nam: enough to see who still works there, too coarse to see when. */
  readonly seenOn: string;
};

type Officer = Extract<Actor, { kind: 'officer' }>;

/** An officer who does not sign in for so long is no longer offered. */
const KEPT_DAYS = 90;
/** A transaction takes 100 items: so many agencies of one officer, now and before, and the officer's own row. */
const MOST_AGENCIES = 40;
/** Officers whom a sandbox remembers having kept today. */
const MOST_REMEMBERED = 1000;

type Place = { readonly agencyId: string; readonly place: string };

/** After every name. */
const NAMELESS = '~';

/** In Vietnamese lists people stand by their given name, which is the last word. */
function placeOf({ subject, official }: Officer): string {
  const words = foldedWords(official?.name ?? '');
  const name = cut([...words.slice(-1), ...words.slice(0, -1)].join(' '), 200);
  return `${name === '' ? NAMELESS : name}#${subject}`;
}

/**
 * Keeps officers who were seen, at each agency where their verified sign-in gives them a role, and takes them away where it no
 * longer does. At most one write for an officer, day and sandbox, none when nothing changed since the last one of the day.
 */
export function officerRegister(table: Table, clock: () => Date = () => new Date()) {
  const remembered = new Map<string, string>();

  return async (actor: Officer): Promise<void> => {
    const { subject, official = {} } = actor;
    const now = clock().toISOString();
    const agencyIds = [...new Set(actor.roles.map(({ agencyId }) => agencyId))].toSorted().slice(0, MOST_AGENCIES);
    const row = (agencyId: string) => ({
      officer: subject,
      ...(official.name !== undefined && { name: official.name }),
      ...(official.title !== undefined && { title: official.title }),
      roles: actor.roles.filter((held) => held.agencyId === agencyId).map(({ role }) => role),
      seenOn: dayInVietNam(now),
      expiresAt: expiresAt(now, KEPT_DAYS),
    });
    const rows = agencyIds.map((agencyId) => ({ ...keys.officerAt(agencyId, placeOf(actor)), ...row(agencyId) }));
    const seen = JSON.stringify(rows.map(({ expiresAt: _, ...told }) => told));
    if (remembered.get(subject) === seen) return;

    const own = keys.officer(subject);
    const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: own, ConsistentRead: true }));
    if (Item?.seen !== seen) {
      const places: readonly Place[] = rows.map(({ pk, sk }, n) => ({ agencyId: agencyIds[n] ?? pk, place: sk }));
      const gone = ((Item?.places ?? []) as readonly Place[]).filter(
        (was) => !places.some((is) => is.agencyId === was.agencyId && is.place === was.place),
      );
      // Over at once, and removed by TTL: no right to delete is needed.
      const over = ({ agencyId, place }: Place) =>
        puts(table, { ...keys.officerAt(agencyId, place), expiresAt: expiresAt(now, 0) });
      const { Put } = puts(table, { ...own, seen, places, expiresAt: expiresAt(now, KEPT_DAYS) });
      const unlessChanged =
        Item === undefined
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : { ConditionExpression: 'seen = :was', ExpressionAttributeValues: { ':was': Item.seen } };
      const kept = Put && { Put: { ...Put, ...unlessChanged } };
      const written = await transact(table, [
        ...(kept ? [kept] : []),
        ...rows.map((one) => puts(table, one)),
        ...gone.map(over),
      ]);
      // Another request of the officer was faster; the next one sees what it wrote.
      if (!written.done) return;
    }
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(subject, seen);
  };
}

/**
 * Officers of an agency by given name, as far as they were seen in the last {@link KEPT_DAYS} days.
 * @throws CursorError
 */
export async function listOfficers(
  { client, name }: Table,
  agencyId: string,
  { limit, after }: Paging,
  now: string,
): Promise<Page<KnownOfficer>> {
  const { pk } = keys.officerAt(agencyId, '');
  const answer = await client.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: 'pk = :pk',
      // TTL may be days late.
      FilterExpression: 'expiresAt > :now',
      ExpressionAttributeValues: { ':pk': pk, ':now': expiresAt(now, 0) },
      Limit: limit,
      ExclusiveStartKey: startAfter(after, { pk }, { sk: '' }),
    }),
  );
  const items = ((answer.Items ?? []) as (Key & KnownOfficer & { expiresAt: number })[]).map(
    ({ pk: _pk, sk: _sk, expiresAt: _end, ...officer }) => officer,
  );
  return { items, next: answer.LastEvaluatedKey as PageKey | undefined };
}

/** How long a sandbox may offer an outdated list. Milliseconds. */
const FRESH_MS = 60_000;
/** So many are offered at once; the rest is in the list. */
const MOST_OFFERED = 100;

/** The officers of an agency to choose from, at most a minute old: one read, and the first hundred of a large agency. */
export function officersToChoose(table: Table, clock: () => Date = () => new Date()) {
  const kept = new Map<string, { readonly until: number; readonly officers: Promise<readonly KnownOfficer[]> }>();
  return (agencyId: string): Promise<readonly KnownOfficer[]> => {
    const now = clock();
    const found = kept.get(agencyId);
    if (found !== undefined && found.until > now.getTime()) return found.officers;
    const officers = listOfficers(table, agencyId, { limit: MOST_OFFERED }, now.toISOString()).then(
      ({ items }) => items,
    );
    kept.set(agencyId, { until: now.getTime() + FRESH_MS, officers });
    // A failed read is not kept.
    officers.catch(() => kept.delete(agencyId));
    return officers;
  };
}
