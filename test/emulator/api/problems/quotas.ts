import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { ApiAnswer } from '../../../../local/demo/api/client.ts';
import type { Walk } from '../../../../local/demo/walk.ts';
import type { Dossier } from '../../../../shared/dossier/state.ts';
import type { Quota } from '../../../../shared/platform/config/quotas.ts';
import { keys } from '../../../../shared/platform/table/keys.ts';
import type { Holder } from '../../../../shared/record/quotas.ts';
import { quotaRow } from '../../../../shared/record/quotas.ts';
import { stage, table } from '../../kit.ts';
import { announced, draft, RECEIVER } from '../example-bodies.ts';
import { personCalled, walkOf, withFee } from '../world.ts';
import type { Provocation } from './kit.ts';

/** Only these tests open dossiers as this citizen and register endpoints for this agency. */
const CITIZEN = 'cong-dan-tram';
const AGENCY = { system: 'so-tai-chinh', agencyId: 'H50.11' };

/** Asks while the holder has more than anybody may have. */
async function whileFull(quota: Quota, holder: Holder, ask: () => Promise<ApiAnswer>): Promise<ApiAnswer> {
  const Key = quotaRow({ quota, holder, at: new Date().toISOString() });
  const TableName = table.name;
  const { Item: before } = await table.client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
  await table.client.send(new PutCommand({ TableName, Item: { ...Key, held: 1_000_000 } }));
  try {
    return await ask();
  } finally {
    const back =
      before === undefined ? new DeleteCommand({ TableName, Key }) : new PutCommand({ TableName, Item: before });
    await table.client.send(back as PutCommand);
  }
}

async function ownerOf({ dossierId }: Walk): Promise<Holder> {
  const Key = keys.snapshot(dossierId);
  const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
  const dossier = Item?.dossier as Dossier | undefined;
  return { of: 'applicant', id: dossier?.ownerKey ?? '' };
}

async function post(who: string, path: string, body: unknown): Promise<ApiAnswer> {
  return (await stage.as(who)).ask('POST', path, { body });
}

/** A caller that has reached the quota. */
export const OF_QUOTAS: Readonly<Record<string, Provocation>> = {
  'intake.createDossier quota-reached': {
    status: 429,
    ask: async () => {
      const holder = await ownerOf(await walkOf({ channel: 'online', citizen: CITIZEN }).open());
      const applicant = {
        ...draft.applicant,
        identity: { type: 'personal-id', number: personCalled(CITIZEN).SoDinhDanh, country: 'VN' },
      };
      return whileFull('drafts', holder, () => post(CITIZEN, '/v1/dossiers', { ...draft, applicant }));
    },
  },
  'documents.requestUpload quota-reached': {
    status: 429,
    ask: async () => {
      const walk = await walkOf({ channel: 'online', citizen: CITIZEN }).open();
      const path = `/v1/dossiers/${walk.dossierId}/documents`;
      return whileFull('upload-tickets', await ownerOf(walk), () => post(CITIZEN, path, announced));
    },
  },
  'payments.startPayment quota-reached': {
    status: 429,
    ask: async () => {
      const walk = await withFee({ plan: 'household', citizen: CITIZEN });
      const path = `/v1/dossiers/${walk.dossierId}/payments`;
      return whileFull('payment-attempts', await ownerOf(walk), () => post(CITIZEN, path, { provider: 'vnpay' }));
    },
  },
  'webhook-endpoints.createEndpoint quota-reached': {
    status: 429,
    ask: () =>
      whileFull('webhook-endpoints', { of: 'agency', id: AGENCY.agencyId }, () =>
        post(AGENCY.system, '/v1/webhook-endpoints', { url: RECEIVER, description: 'x' }),
      ),
  },
};
