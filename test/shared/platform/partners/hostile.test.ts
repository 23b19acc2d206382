import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { Hash } from '@smithy/core/serde';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardDutyScan } from '../../../../functions/documents/verification/malware/guard-duty.ts';
import { MalwareScanError } from '../../../../functions/documents/verification/malware/malware-scan.ts';
import { exchange as askPortal } from '../../../../functions/national-portal/contracts/classic/exchange.ts';
import { fileFetcher } from '../../../../functions/national-portal/files/fetch-file.ts';
import { receiverGuard } from '../../../../functions/webhooks/receiver-guard.ts';
import { webhookSender } from '../../../../functions/webhooks/sender.ts';
import { awsClient } from '../../../../shared/platform/aws/client.ts';
import { documentsBucket } from '../../../../shared/platform/files/bucket.ts';
import { IssuerUnavailableError, issuerKeys } from '../../../../shared/platform/identity/issuer-keys.ts';
import { partnerCall } from '../../../../shared/platform/partners/call.ts';
import { OutboundError, readAll } from '../../../../shared/platform/partners/exchange.ts';
import {
  PartnerRefusedError,
  PartnerUnavailableError,
  UnknownOutcomeError,
} from '../../../../shared/platform/partners/outcomes.ts';
import { BEHAVIOURS, type Behaviour, hostileServer } from './hostile-server.ts';

/** Time limit of each call. Milliseconds. */
const LIMIT = 150;
/** Tolerance beyond the limit on a busy machine. Milliseconds. */
const CEILING = 20_000;

type Server = Awaited<ReturnType<typeof hostileServer>>;
type Client = {
  readonly call: (server: Server) => Promise<unknown>;
  /** This client's error for an unusable response. */
  readonly errors: readonly (new (
    ...args: never[]
  ) => Error)[];
  /** It refuses TLS servers in private networks, so such a server here is refused before it is called. */
  readonly refusesPrivateTls?: true;
};

const aws = (url: string) => ({ endpoint: url, region: 'x', credentials: { accessKeyId: 'x', secretAccessKey: 'x' } });

/** Every client of external servers. A new client is one line here. */
const CLIENTS: Readonly<Record<string, Client>> = {
  'a webhook': {
    call: ({ url, host }) =>
      webhookSender(receiverGuard([host]), { timeoutMs: LIMIT }).send(
        { url: `${url}/hook` },
        ['whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz'],
        { id: 'd:1', type: 't' },
      ),
    errors: [],
  },
  'a file': {
    call: ({ url, host }) => fileFetcher([`http://${host}`], { timeoutMs: LIMIT })(`${url}/paper.pdf`),
    errors: [PartnerUnavailableError],
    refusesPrivateTls: true,
  },
  'a partner': {
    call: ({ url }) => partnerCall('carrier')(`${url}/orders`, { body: {}, timeoutMs: LIMIT }),
    errors: [PartnerUnavailableError, UnknownOutcomeError],
  },
  'the national portal': {
    call: ({ url }) => askPortal(undefined, `${url}/integration`, {}, {}, LIMIT),
    errors: [PartnerUnavailableError, UnknownOutcomeError, PartnerRefusedError],
  },
  'the issuer’s keys': {
    call: async ({ url }) => issuerKeys(url, Date.now, LIMIT)({ alg: 'ES256', kid: 'k' }, {} as never),
    errors: [IssuerUnavailableError],
  },
  'the documents bucket': {
    call: async ({ url }) => {
      const caller = { ...aws(url), sha256: Hash.bind(null, 'sha256') } as never;
      const bucket = documentsBucket({ DOCUMENTS_BUCKET: 'bucket', AWS_ENDPOINT_URL: url }, caller, () => LIMIT);
      return readAll((await bucket.send({ method: 'GET', key: 'a/b' })).body);
    },
    errors: [OutboundError],
  },
  'the malware scanner': {
    call: ({ url }) => {
      const caller = { ...aws(url), sha256: Hash.bind(null, 'sha256') } as never;
      return guardDutyScan({ AWS_ENDPOINT_URL: url }, caller, { name: 'bucket' } as never, LIMIT).scanAgain('a/b', 'v');
    },
    errors: [OutboundError, MalwareScanError],
  },
  'a service of AWS': {
    call: ({ url }) => {
      const client = awsClient(DynamoDBClient, aws(url), { timeoutMs: LIMIT });
      return client
        .send(new GetItemCommand({ TableName: 't', Key: { pk: { S: 'x' } } }))
        .finally(() => client.destroy());
    },
    // What the SDK makes of an answer that it can read but not understand is its own.
    errors: [Error],
  },
};

describe.each(Object.entries(BEHAVIOURS))('a server that %s', (_, behaviour) => {
  let server: Server;
  beforeAll(async () => {
    server = await hostileServer(behaviour as Behaviour);
  });
  afterAll(() => server.close());

  it.concurrent.each(Object.entries(CLIENTS))(
    'does not hold up %s',
    async (__, { call, errors, refusesPrivateTls }) => {
      let timer: NodeJS.Timeout | undefined;
      const never = new Promise<string>((resolve) => {
        timer = setTimeout(() => resolve('never settled'), CEILING);
      });
      const settled = call(server).then(
        () => 'settled',
        (error: unknown) => (errors.some((kind) => error instanceof kind) ? 'settled' : `threw ${String(error)}`),
      );
      expect(await Promise.race([settled, never]).finally(() => clearTimeout(timer))).toBe('settled');
      if (!(refusesPrivateTls && 'secure' in behaviour)) expect(server.seen.connections).toBeGreaterThan(0);
    },
  );
});
