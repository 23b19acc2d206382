import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { awsClient } from '../aws/client.ts';
import type { Quotas } from '../config/quotas.ts';

/** The province's one table, and the client to reach it. */
export type Table = {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
  /** The province's own limits, of functions in which somebody begins what is counted. */
  readonly quotas?: Quotas | undefined;
};

export function openTable(name: string, client = awsClient(DynamoDBClient), quotas?: Quotas): Table {
  return {
    quotas,
    client: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    name,
  };
}

/** Epoch seconds `days` from `now`, for the attribute by which the table forgets a row. */
export function expiresAt(now: string, days: number): number {
  return Math.floor(Date.parse(now) / 1000) + days * 86_400;
}
