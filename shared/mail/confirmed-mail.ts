import { createHmac, timingSafeEqual } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Dossier } from '../dossier/state.ts';
import type { ProvinceKey } from '../platform/secrets/province-key.ts';
import { type Key, keys } from '../platform/table/keys.ts';
import { expiresAt, type Table } from '../platform/table/table.ts';
import { transact, updateRow } from '../platform/table/write.ts';
import { takes } from '../record/quotas.ts';
import { mailboxKeys } from './mailbox.ts';

/** An address given by one owner: a confirmation by another owner does not count. */
export type GivenAddress = { readonly ownerKey: string; readonly email: string };

export type Standing =
  | { readonly state: 'confirmed' }
  /** This notification carries the confirmation request. */
  | { readonly state: 'asks'; readonly code: string }
  /** Already asked, or the owner's limit of confirmation requests is reached: nothing is sent there. */
  | { readonly state: 'withheld' };

export type Confirmation = 'confirmed' | 'wrong-code' | 'too-many-tries' | 'not-awaited';

/** Status of an address before a notification. Requests a confirmation at most once in {@link CODE_DAYS} days. */
export type MailStanding = (address: GivenAddress, noticeId: string) => Promise<Standing>;
export type MailConfirming = (address: GivenAddress, code: string) => Promise<Confirmation>;

/** Validity of a code; afterwards the next notification asks once more. Days. */
export const CODE_DAYS = 30;
/** Wrong attempts after which no code is accepted until the next one is sent. */
const MOST_TRIES = 5;
const CODE_DIGITS = 8;

/**
 * Whether the address is already vouched for: by the identity provider (`emailVerified`), by the officer who recorded it at
 * reception, or by the national portal that sent it.
 */
export const isVouchedFor = ({ emailVerified, openedBy, nationalCode }: Dossier): boolean =>
  emailVerified ?? (openedBy !== undefined || nationalCode !== undefined);

type Row = { readonly askedAt: string; readonly askedFor: string; readonly confirmedAt?: string };

/**
 * Addresses confirmed by their owners: a row for each owner and address. The row contains neither the address nor the code:
 * the address is pseudonymised (`mailbox.ts`), and the code is derived from the row under a separate key.
 */
function codesOf(key: ProvinceKey) {
  const mailboxes = mailboxKeys(key);

  /** Compared case-insensitively, so that an address in another case is not asked again. */
  const keyOf = async ({ ownerKey, email }: GivenAddress): Promise<Key> => keys.mail(ownerKey, await mailboxes(email));

  async function codeOf({ pk, sk }: Key, { askedAt }: Row): Promise<string> {
    const digest = createHmac('sha256', await key.for('mail-code'))
      .update(`${pk}\n${sk}\n${askedAt}`)
      .digest();
    return String(digest.readUIntBE(0, 6) % 10 ** CODE_DIGITS).padStart(CODE_DIGITS, '0');
  }

  return { keyOf, codeOf };
}

/** Codes sent before this moment are expired. */
const goodSince = (now: Date) => new Date(now.getTime() - CODE_DAYS * 86_400_000).toISOString();

/** For senders of notifications: see {@link MailStanding}. */
export function mailStanding(table: Table, key: ProvinceKey, clock: () => Date): MailStanding {
  const { keyOf, codeOf } = codesOf(key);

  return async function standing(address: GivenAddress, noticeId: string): Promise<Standing> {
    const Key = await keyOf(address);
    const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
    const row = Item as Row | undefined;
    if (row?.confirmedAt !== undefined) return { state: 'confirmed' };
    const now = clock();
    if (row !== undefined && row.askedAt > goodSince(now)) {
      // The sandbox may have crashed between this row and the e-mail: the asking notification may always be sent again.
      return row.askedFor === noticeId ? { state: 'asks', code: await codeOf(Key, row) } : { state: 'withheld' };
    }
    const asked = { askedAt: now.toISOString(), askedFor: noticeId };
    const written = await transact(table, [
      {
        Put: {
          TableName: table.name,
          Item: { ...Key, ...asked, tries: 0, expiresAt: expiresAt(asked.askedAt, CODE_DAYS) },
          ...(row === undefined
            ? { ConditionExpression: 'attribute_not_exists(pk)' }
            : {
                ConditionExpression: 'askedAt = :seen AND attribute_not_exists(confirmedAt)',
                ExpressionAttributeValues: { ':seen': row.askedAt },
              }),
        },
      },
      takes(table, {
        quota: 'mail-confirmations',
        holder: { of: 'applicant', id: address.ownerKey },
        at: asked.askedAt,
      }),
    ]);
    if (written.done) return { state: 'asks', code: await codeOf(Key, asked) };
    // Another notification won the race: use the row it wrote.
    return written.failed.has(0) ? standing(address, noticeId) : { state: 'withheld' };
  };
}

/** Verifies a code submitted by the owner. */
export function mailConfirming(table: Table, key: ProvinceKey, clock: () => Date): MailConfirming {
  const { keyOf, codeOf } = codesOf(key);

  return async (address, code) => {
    const Key = await keyOf(address);
    const now = clock();
    // Count the attempt before comparing, so that parallel requests cannot exceed the limit.
    const { done, row } = await updateRow(table, Key, {
      UpdateExpression: 'SET tries = tries + :one',
      ConditionExpression: 'attribute_not_exists(confirmedAt) AND tries < :most AND askedAt > :since',
      ExpressionAttributeValues: { ':one': 1, ':most': MOST_TRIES, ':since': goodSince(now) },
      ReturnValues: 'ALL_NEW',
    });
    const stands = row as Row | undefined;
    if (stands?.confirmedAt !== undefined) return 'confirmed';
    if (stands === undefined || stands.askedAt <= goodSince(now)) return 'not-awaited';
    if (!done) return 'too-many-tries';
    if (!timingSafeEqual(Buffer.from(code), Buffer.from(await codeOf(Key, stands)))) return 'wrong-code';
    await updateRow(table, Key, {
      UpdateExpression: 'SET confirmedAt = :now REMOVE expiresAt',
      ExpressionAttributeValues: { ':now': now.toISOString() },
      ConditionExpression: 'attribute_exists(pk)',
    });
    return 'confirmed';
  };
}
