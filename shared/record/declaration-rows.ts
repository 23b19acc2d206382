import { createHash } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Declared } from '../dossier/declared.ts';
import { keys } from '../platform/table/keys.ts';
import type { Table } from '../platform/table/table.ts';
import type { Answers } from '../procedure/declaration/answers.ts';
import { parseJson } from '../text/json.ts';

/** The answers of a declaration as they are stored: a text, so that its fingerprint is of exactly what is there. */
export type KeptAnswers = { readonly number: number; readonly answers: string };

export const declarationRow = (dossierId: string, { number, answers }: KeptAnswers) => ({
  ...keys.declaration(dossierId, number),
  answers,
});

export const fingerprintOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Another text is stored than the log has recorded. */
export class DeclarationDiffersError extends Error {
  override readonly name = 'DeclarationDiffersError';
}

/**
 * Reads the answers of a declaration that the dossier names.
 * @throws DeclarationDiffersError when they are not those that it has recorded
 */
export async function loadAnswers(
  { client, name }: Table,
  dossierId: string,
  { number, sha256 }: Pick<Declared, 'number' | 'sha256'>,
): Promise<Answers> {
  const Key = keys.declaration(dossierId, number);
  const { Item } = await client.send(new GetCommand({ TableName: name, Key, ConsistentRead: true }));
  const text = typeof Item?.answers === 'string' ? Item.answers : '';
  if (fingerprintOf(text) !== sha256) throw new DeclarationDiffersError('other answers');
  return parseJson(text, 'the answers of a declaration') as Answers;
}
