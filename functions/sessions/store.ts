import { randomBytes, randomUUID } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { hashOf, heldSession, isOpen, readSession } from '../../shared/platform/identity/session.ts';
import { keys } from '../../shared/platform/table/keys.ts';
import { readPartition } from '../../shared/platform/table/partition.ts';
import type { Table } from '../../shared/platform/table/table.ts';
import { puts, type TransactItem, transact, updateRow } from '../../shared/platform/table/write.ts';
import { deviceSchema } from './device.ts';

/** A session's row as its owner sees it. */
const sessionRow = z.extend(heldSession, {
  /** Names the session to its owner; it opens nothing. */
  sessionId: z.string(),
  /** Pseudonym of the person. */
  person: z.string(),
  device: deviceSchema,
  startedAt: z.string(),
  activeAt: z.string(),
  /** Minutes without a sign of the person after which it is over. */
  idleMinutes: z.number(),
});
export type Session = z.infer<typeof sessionRow> & { readonly hash: string };

const signedInRow = z.object({ sk: z.string(), hash: z.string(), startedAt: z.string() });

/** Sessions of one person at once: more than one has devices. */
const MOST = 10;

export type Beginning = Pick<Session, 'claims' | 'person' | 'device'> & {
  readonly limits: { readonly idle: number; readonly total: number };
};
export type SessionStore = ReturnType<typeof sessionStore>;

/** Sessions in the table: by the hash of their identifier, and by person. */
export function sessionStore(table: Table, clock: () => Date) {
  const from = (now: Date, minutes: number) => new Date(now.getTime() + minutes * 60_000).toISOString();
  const gone = (key: { readonly pk: string; readonly sk: string }): TransactItem => ({
    Delete: { TableName: table.name, Key: key },
  });
  const removal = (hash: string, person: string, sessionId: string) => [
    gone(keys.session(hash)),
    gone(keys.signedIn(person, sessionId)),
  ];
  const ofPerson = async (person: string) =>
    z.parse(z.array(signedInRow), await readPartition(table, keys.signedIn(person, '').pk));

  async function find(hash: string): Promise<Session | undefined> {
    const row = await readSession(table, hash);
    const session = row === undefined ? undefined : { ...sessionRow.parse(row), hash };
    return session !== undefined && isOpen(session, clock()) ? session : undefined;
  }

  return {
    /**
     * Begins a session, under a new random identifier, and ends the person's oldest beyond ten.
     * @returns the identifier for the cookie, which is stored nowhere
     */
    async begin({ claims, person, device, limits }: Beginning): Promise<{ identifier: string; sessionId: string }> {
      const [identifier, sessionId, now] = [randomBytes(32).toString('base64url'), randomUUID(), clock()];
      const [hash, startedAt, until] = [hashOf(identifier), now.toISOString(), from(now, limits.total)];
      const expiresAt = Math.ceil(Date.parse(until) / 1000);
      const row: z.infer<typeof sessionRow> = {
        claims,
        sessionId,
        person,
        device,
        startedAt,
        activeAt: startedAt,
        idleMinutes: limits.idle,
        idleUntil: from(now, limits.idle),
        until,
      };
      const others = (await ofPerson(person)).toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
      await transact(table, [
        puts(table, { ...keys.session(hash), ...row, expiresAt }),
        puts(table, { ...keys.signedIn(person, sessionId), hash, startedAt, expiresAt }),
        ...others.slice(MOST - 1).flatMap((other) => removal(other.hash, person, other.sk)),
      ]);
      return { identifier, sessionId };
    },

    /** The session, if it is open. */
    find,

    /** Notes a sign of the person. @returns the session as it is now; undefined when it is over */
    async touch(session: Session): Promise<Session | undefined> {
      const now = clock();
      const activeAt = now.toISOString();
      const idle = from(now, session.idleMinutes);
      const idleUntil = idle < session.until ? idle : session.until;
      const { done } = await updateRow(table, keys.session(session.hash), {
        UpdateExpression: 'SET activeAt = :now, idleUntil = :idle',
        // False where there is no row: a session that is ended meanwhile does not come back as a row with two attributes.
        ConditionExpression: 'idleUntil > :now',
        ExpressionAttributeValues: { ':now': activeAt, ':idle': idleUntil },
      });
      return done ? { ...session, activeAt, idleUntil } : undefined;
    },

    /** Ends a session at once. */
    async end({ hash, person, sessionId }: Pick<Session, 'hash' | 'person' | 'sessionId'>): Promise<void> {
      await transact(table, removal(hash, person, sessionId));
    },

    /** The open sessions of a person, the latest first. */
    async list(person: string): Promise<readonly Session[]> {
      const all = await Promise.all((await ofPerson(person)).map(({ hash }) => find(hash)));
      return all.flatMap((one) => one ?? []).toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
    },

    /** Hash of a person's session by its name; undefined when the person has none of that name. */
    async named(person: string, sessionId: string): Promise<string | undefined> {
      const get = new GetCommand({
        TableName: table.name,
        Key: keys.signedIn(person, sessionId),
        ConsistentRead: true,
      });
      const { Item } = await table.client.send(get);
      return Item === undefined ? undefined : signedInRow.parse(Item).hash;
    },
  };
}
