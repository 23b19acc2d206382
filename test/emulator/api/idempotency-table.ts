import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Walk } from '../../../local/demo/walk.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import birth from '../../../shared/procedure/catalogue/1.001193.json' with { type: 'json' };
import { table } from '../kit.ts';
import { type Caller, clientOf } from './callers.ts';
import {
  ACTIONS,
  announced,
  correctionRequest,
  draft,
  draftChange,
  mother,
  organisation,
  RECEIVER,
  someAnswers,
} from './example-bodies.ts';
import { DESK, filed, inProcessing, newEndpoint, OURS, ourEndpoints, versionOf, walkOf, withFee } from './world.ts';

/** A procedure for organisations, beside those of the province. */
async function forOrganisations(): Promise<string> {
  const procedureCode = '9.000002';
  const procedure = { ...birth, procedureCode, applicants: ['organisation'] };
  const Item = { ...keys.procedure(procedureCode, birth.version), procedure };
  await table.client.send(new PutCommand({ TableName: table.name, Item }));
  return procedureCode;
}

/** Attempts to pay that were opened at a dossier. */
async function attemptsOf({ dossierId }: Walk): Promise<number> {
  const { pk } = keys.payment(dossierId, '');
  const answer = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
      ConsistentRead: true,
    }),
  );
  return answer.Items?.length ?? 0;
}

/** A request that may be made once, and how to see what it did. */
export type Once = {
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Well-formed too, and not the same. Absent where the route takes no body: then any body will do. */
  readonly otherBody?: unknown;
  readonly ifMatch?: number;
  /** How much was done so far: one more after the request. Absent: doing it twice is the same as doing it once. */
  readonly effects?: () => Promise<number>;
  /** By how much one request raises them; absent: by one. */
  readonly raises?: number;
  /** Changes the state, so that the same request would now be rejected or do something else. */
  readonly moveOn?: () => Promise<unknown>;
};

export type Case = {
  readonly as: Caller;
  /** An unrelated caller of the same kind, and the answer they get for the same request and key. */
  readonly stranger: Caller;
  readonly strangerGets: string;
  /** Parts of the answer that differ each time: a ticket is signed when it is issued. */
  readonly volatile?: readonly string[];
  /** After it there is nothing that could move on. */
  readonly ends?: true;
  readonly prepare: () => Promise<Once>;
};

const on = ({ dossierId }: Walk) => ({ params: { dossierId } });

/** Events of the dossier, as far as this request may add to them. */
const versions = (walk: Walk) => () => versionOf(walk);

async function countOf(who: Caller, path: string): Promise<number> {
  const { items } = (await (await clientOf(who)).must('GET', path)) as { items: unknown[] };
  return items.length;
}

const endpoint = async () => ({ endpointId: await newEndpoint() });
const secretVersion = (endpointId: string) => async () =>
  (await (await clientOf('system, webhooks.manage')).must('GET', `/v1/webhook-endpoints/${endpointId}`))
    .secretVersion as number;
/** Deliveries that went out, each event counted once: a receiver knows a repetition by its id. */
const deliveries = (endpointId: string) => async () => {
  const { items } = (await (
    await clientOf('system, webhooks.manage')
  ).must('GET', `/v1/webhook-endpoints/${endpointId}/attempts?limit=100`)) as {
    items: { eventId: string; eventType: string }[];
  };
  const tests = items.filter(({ eventType }) => eventType === 'motcua.webhook-endpoint.test.v1');
  return new Set(tests.map(({ eventId }) => eventId)).size;
};
const manager = { as: 'system, webhooks.manage', stranger: 'foreign system, webhooks.manage' } as const;
const notTheirs = { ...manager, strangerGets: '404 not-found' } as const;
const ofOwner = { as: 'owner', stranger: 'other citizen', strangerGets: '404 dossier-not-found' } as const;

/** Every route whose request carries a key. */
export const CASES: Readonly<Record<string, Case>> = {
  'intake.createDossier': {
    as: 'organisation',
    stranger: 'other citizen',
    strangerGets: '403 not-allowed',
    // An organisation's list is touched by no other test.
    prepare: async () => {
      const procedureCode = await forOrganisations();
      const body = { ...draft, procedureCode, applicant: organisation };
      return {
        body,
        otherBody: { ...body, language: 'en' },
        effects: () => countOf('organisation', '/v1/dossiers?limit=100'),
      };
    },
  },
  'intake.changeDraft': {
    ...ofOwner,
    as: 'reception',
    prepare: async () => {
      const walk = await walkOf().open();
      return {
        ...{ ...on(walk), ifMatch: 1, body: draftChange, otherBody: { ...draftChange, language: 'vi' } },
        effects: versions(walk),
        moveOn: async () => (await walk.reception()).change(walk.dossierId, '/submit'),
      };
    },
  },
  'intake.deleteDraft': {
    ...ofOwner,
    as: 'reception',
    ends: true,
    prepare: async () => ({ ...on(await walkOf().open()), ifMatch: 1 }),
  },
  'intake.declareAnswers': {
    ...ofOwner,
    as: 'reception',
    prepare: async () => {
      const walk = await walkOf().open();
      return {
        ...{ ...on(walk), ifMatch: 1, body: someAnswers, otherBody: { answers: {} } },
        effects: versions(walk),
        moveOn: async () => {
          const api = await walk.reception();
          await api.must('PUT', `/v1/dossiers/${walk.dossierId}/declaration`, { body: { answers: {} }, ifMatch: 2 });
          await api.change(walk.dossierId, '/submit');
        },
      };
    },
  },
  'intake.submitDossier': {
    ...ofOwner,
    as: 'reception',
    prepare: async () => {
      const walk = await walkOf().open();
      return { ...on(walk), ifMatch: 1, effects: versions(walk), moveOn: walk.accept };
    },
  },
  'intake.supplementDossier': {
    ...ofOwner,
    prepare: async () => {
      const walk = await filed();
      const items = [{ content: 'Giấy chứng sinh', reason: 'Mờ', guidance: 'Chụp lại' }];
      await walk.act(DESK, { type: 'request-supplement', items });
      return {
        ...on(walk),
        body: { note: 'Đã chụp lại' },
        otherBody: {},
        ifMatch: 3,
        effects: versions(walk),
        moveOn: walk.accept,
      };
    },
  },
  'intake.requestWithdrawal': {
    ...ofOwner,
    prepare: async () => {
      const walk = await filed();
      return {
        ...on(walk),
        body: { reason: 'Đổi kế hoạch' },
        otherBody: { reason: 'Nộp nhầm nơi' },
        ifMatch: 2,
        effects: versions(walk),
        moveOn: () => walk.act(DESK, { type: 'decide-withdrawal', granted: true }),
      };
    },
  },
  'intake.requestCorrection': {
    ...ofOwner,
    prepare: async () => {
      const walk = await filed();
      return {
        ...on(walk),
        body: correctionRequest,
        otherBody: { ...correctionRequest, reason: 'Ghi nhầm' },
        ifMatch: 2,
        effects: versions(walk),
        moveOn: walk.accept,
      };
    },
  },
  'intake.changeFiler': {
    ...ofOwner,
    prepare: async () => {
      const walk = await filed();
      return {
        ...on(walk),
        body: { filer: mother },
        otherBody: { filer: null },
        ifMatch: 2,
        effects: versions(walk),
        moveOn: walk.accept,
      };
    },
  },
  'documents.requestUpload': {
    ...ofOwner,
    // Given up meanwhile, the announced file is shown as that.
    volatile: ['upload', 'state', 'reason'],
    prepare: async () => {
      const walk = await filed();
      await walk.act(DESK, ACTIONS.find(({ type }) => type === 'request-supplement') ?? {});
      return {
        ...on(walk),
        body: announced,
        otherBody: { ...announced, size: 77 },
        effects: () => countOf('owner', `/v1/dossiers/${walk.dossierId}/documents`),
        // A submission would wait for the file; a withdrawal waits for none.
        moveOn: async () => (await walk.applicant()).change(walk.dossierId, '/withdrawal', { reason: 'Đổi kế hoạch' }),
      };
    },
  },
  'documents.removeDocument': {
    ...ofOwner,
    prepare: async () => {
      const walk = await (await walkOf({ channel: 'online' }).open()).attachAll();
      const { documents, version } = await walk.readOwn();
      return {
        params: { dossierId: walk.dossierId, documentId: documents[0]?.documentId ?? '' },
        ifMatch: version,
        effects: async () => (await walk.readOwn()).version,
        moveOn: async () => (await walk.attachAll()).submit(),
      };
    },
  },
  'actions.act': {
    as: 'reception',
    stranger: 'foreign reception',
    strangerGets: '404 dossier-not-found',
    prepare: async () => {
      const walk = await filed();
      return {
        ...on(walk),
        body: ACTIONS[0],
        otherBody: ACTIONS[1],
        ifMatch: 2,
        effects: versions(walk),
        // Acceptance with its assessment: two events.
        raises: 2,
        moveOn: () => walk.forwardTo(1),
      };
    },
  },
  'payments.startPayment': {
    ...ofOwner,
    prepare: async () => {
      const walk = await withFee();
      return {
        ...on(walk),
        body: { provider: 'platform' },
        otherBody: { provider: 'vnpay' },
        effects: async () => attemptsOf(walk),
        moveOn: async () => (await walk.pay('platform')).reaches('accepted'),
      };
    },
  },
  'webhook-endpoints.createEndpoint': {
    ...manager,
    strangerGets: '201',
    prepare: async () => {
      const body = { url: RECEIVER, description: OURS };
      return {
        body,
        otherBody: { ...body, description: `${OURS} khác` },
        effects: async () => (await ourEndpoints()).length,
      };
    },
  },
  'webhook-endpoints.enableEndpoint': {
    ...notTheirs,
    prepare: async () => ({ params: await endpoint() }),
  },
  'webhook-endpoints.rotateSecret': {
    ...notTheirs,
    prepare: async () => {
      const params = await endpoint();
      return { params, effects: secretVersion(params.endpointId) };
    },
  },
  'webhook-endpoints.testEndpoint': {
    ...notTheirs,
    prepare: async () => {
      const params = await endpoint();
      return { params, effects: deliveries(params.endpointId) };
    },
  },
  'webhook-endpoints.replayDossier': {
    ...notTheirs,
    prepare: async () => {
      const { dossierId } = await inProcessing();
      return {
        params: await endpoint(),
        body: { dossierId },
        otherBody: { dossierId, fromVersion: 2 },
      };
    },
  },
};
