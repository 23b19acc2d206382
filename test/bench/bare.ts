import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { AnyClient, Wave } from './recorder.ts';

/** Clients of its own, built as the functions build theirs. */
const clients = {
  DynamoDBDocumentClient: DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 5 }), {
    marshallOptions: { removeUndefinedValues: true },
  }),
  EventBridgeClient: new EventBridgeClient({}),
  SecretsManagerClient: new SecretsManagerClient({}),
  SQSClient: new SQSClient({}),
} as unknown as Readonly<Record<string, AnyClient>>;

/**
 * A handler with nothing in it but requests to AWS: no routes, no checks, no rules, no log. What went out together goes
 * out together, what waited for an answer waits.
 */
export async function bareHandler(waves: readonly Wave[]): Promise<{ statusCode: number; body: string }> {
  let answers: unknown[] = [];
  for (const wave of waves) {
    answers = await Promise.all(
      wave.map(({ client, command }) => {
        const sender = clients[client];
        if (sender === undefined) throw new Error(`no ${client} here`);
        return sender.send(command);
      }),
    );
  }
  return { statusCode: 200, body: JSON.stringify({ answers: answers.length }) };
}
