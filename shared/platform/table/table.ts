import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { awsClient } from '../aws/client.ts';
import type { Quotas } from '../config/quotas.ts';

/** The province's single table, and its client. */
export type Table = {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
  /** The province's own quotas, for functions that create counted items. */
  readonly quotas?: Quotas | undefined;
};

export function openTable(name: string, client = awsClient(DynamoDBClient), quotas?: Quotas): Table {
  return {
    quotas,
    client: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    name,
  };
}

/** Epoch seconds `days` from `now`, for the table's TTL attribute. */
export function expiresAt(now: string, days: number): number {
  return Math.floor(Date.parse(now) / 1000) + days * 86_400;
}
