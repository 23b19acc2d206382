import { randomUUID } from 'node:crypto';
import { BatchWriteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { ApiAnswer } from '../../../local/api/client.ts';
import type { Walk } from '../../../local/demo/walk.ts';
import { MAX_OPEN_BRANCHES } from '../../../shared/dossier/decide-branches.ts';
import birth from '../../../shared/procedure/catalogue/1.001193.json' with { type: 'json' };
import type { Procedure } from '../../../shared/procedure/schema.ts';
import { keys } from '../../../shared/store/keys.ts';
import { stage, table } from '../kit.ts';
import { ACTIONS, announced, draft, NOWHERE, organisation, postal } from './examples.ts';
import { ask } from './good-table.ts';
import { DESK, filed, HANDLER, inProcessing, LEADER, newEndpoint, walkOf, withFee } from './world.ts';

/** Asks for an action under the version the dossier has now. */
async function act(walk: Walk, officer: string, body: Record<string, unknown>): Promise<ApiAnswer> {
  const ifMatch = (await walk.read()).version;
  return (await stage.as(officer)).ask('POST', `/v1/dossiers/${walk.dossierId}/actions`, { body, ifMatch });
}

const action = (type: string) => ACTIONS.find((one) => one.type === type) ?? {};
const nowhere = { params: { dossierId: NOWHERE } };
const on = ({ dossierId }: Walk) => ({ params: { dossierId } });
const create = (changed: Record<string, unknown>) =>
  ask('intake.createDossier', 'owner', { body: { ...draft, ...changed } });
/** A procedure like the registration of births but for this, beside those of the province. */
async function procedureLike(procedureCode: string, changed: Partial<Procedure>): Promise<string> {
  const procedure = { ...birth, procedureCode, ...changed };
  await table.client.send(
    new PutCommand({ TableName: table.name, Item: { ...keys.procedure(procedureCode, 1), procedure } }),
  );
  return procedureCode;
}

const counterOnly = () => procedureLike('9.000001', { channels: ['direct'] });

/** A dossier of such a procedure at the ward's desk. */
async function filedLike(procedureCode: string, changed: Partial<Procedure>): Promise<Walk> {
  const walk = walkOf();
  await procedureLike(procedureCode, changed);
  Object.assign(walk, { plan: { ...walk.plan, procedureCode } });
  return walk.file();
}

/** In a first step that leads two ways, with one branch at another ward, and perhaps a verification on the spot. */
async function inGraph(procedureCode: string, more: { onSite?: boolean; optional?: boolean } = {}): Promise<Walk> {
  const [first, ...others] = birth.steps as unknown as Procedure['steps'];
  if (first === undefined) throw new Error('a procedure without steps');
  const name = { vi: 'Thử', en: 'Test' };
  const branch = {
    branchId: 'neighbour',
    name,
    agencyKind: 'commune',
    relation: 'same-level',
    roles: ['handler'],
    workingHours: 1,
    result: name,
    optional: more.optional ?? false,
  } as const;
  const step = {
    ...first,
    onSite: more.onSite ?? false,
    branches: [{ ...branch, roles: ['handler' as const] }],
    next: [
      { outcome: 'plain', name, to: 'registration' },
      { outcome: 'short', name, to: 'signature' },
    ],
  };
  return (await (await filedLike(procedureCode, { steps: [step, ...others] })).accept()).forwardTo(1);
}

const NEIGHBOUR = { type: 'open-branch', branchId: 'neighbour', agencyId: 'H50.21' };
const ON_PLAIN = { type: 'forward', stepId: 'registration', agencyId: 'H50.20', outcome: 'plain' };
const OPINION = { type: 'ask-opinion', agencyId: 'H50.12', question: 'Có vướng mắc gì không?', workingHours: 16 };

/** As many files announced as one dossier may ever have. */
async function fillWithTickets(dossierId: string): Promise<void> {
  for (let batch = 0; batch < 24; batch += 1) {
    const rows = Array.from({ length: 25 }, () => ({ PutRequest: { Item: keys.document(dossierId, randomUUID()) } }));
    await table.client.send(new BatchWriteCommand({ RequestItems: { [table.name]: rows } }));
  }
}

/** At its last step, with the fee asked for and not paid: stopped meanwhile, and resumed. */
async function owing(): Promise<Walk> {
  const walk = await (await (await filed()).accept()).forwardTo();
  await walk.act(LEADER, { type: 'request-payment', feeCodes: ['late-registration'] });
  await walk.act(LEADER, { type: 'stop', ground: 'Chờ kết luận' });
  return walk.act(LEADER, { type: 'resume' });
}

const endpoint = async () => ({ params: { endpointId: await newEndpoint() } });
const MANAGER = 'system, webhooks.manage';
const noEndpoint = (name: string, body?: unknown) => ({
  [`webhook-endpoints.${name} not-found`]: {
    status: 404,
    ask: () => ask(`webhook-endpoints.${name}`, MANAGER, { params: { endpointId: NOWHERE }, body }),
  },
});

export type Provocation = { readonly status: number; readonly ask: () => Promise<ApiAnswer> };

/** How each problem that a route declares is brought about. Reused keys have a file of their own. */
export const PROVOKED: Readonly<Record<string, Provocation>> = {
  'intake.createDossier unknown-procedure': { status: 422, ask: () => create({ procedureCode: '9.999999' }) },
  'intake.createDossier unknown-agency': { status: 422, ask: () => create({ receivingAgency: 'H50.99' }) },
  'intake.createDossier channel-not-offered': {
    status: 422,
    ask: async () => create({ procedureCode: await counterOnly() }),
  },
  'intake.createDossier applicant-not-eligible': {
    status: 422,
    ask: () => ask('intake.createDossier', 'organisation', { body: { ...draft, applicant: organisation } }),
  },
  'intake.createDossier postal-return-not-offered': { status: 422, ask: () => create({ resultDelivery: postal }) },
  'intake.createDossier not-allowed': { status: 403, ask: () => create({ channel: 'direct' }) },
  'intake.readDossier dossier-not-found': { status: 404, ask: () => ask('intake.readDossier', 'owner', nowhere) },
  'intake.readTimeline dossier-not-found': { status: 404, ask: () => ask('intake.readTimeline', 'owner', nowhere) },
  'intake.submitDossier dossier-not-found': {
    status: 404,
    ask: () => ask('intake.submitDossier', 'owner', { ...nowhere, ifMatch: 1 }),
  },
  'intake.submitDossier wrong-status': {
    status: 409,
    ask: async () => ask('intake.submitDossier', 'owner', { ...on(await filed()), ifMatch: 2 }),
  },
  'intake.submitDossier missing-components': {
    status: 422,
    ask: async () =>
      ask('intake.submitDossier', 'owner', { ...on(await walkOf({ channel: 'online' }).open()), ifMatch: 1 }),
  },
  'intake.submitDossier version-conflict': {
    status: 412,
    ask: async () => ask('intake.submitDossier', 'reception', { ...on(await walkOf().open()), ifMatch: 7 }),
  },
  'intake.supplyDossier dossier-not-found': {
    status: 404,
    ask: () => ask('intake.supplyDossier', 'owner', { ...nowhere, body: {}, ifMatch: 1 }),
  },
  'intake.supplyDossier wrong-status': {
    status: 409,
    ask: async () => ask('intake.supplyDossier', 'owner', { ...on(await filed()), body: {}, ifMatch: 2 }),
  },
  'intake.supplyDossier missing-components': {
    status: 422,
    ask: async () => {
      const walk = await filed({ channel: 'online' });
      await walk.act(DESK, action('request-supplement'));
      const { documents, version } = await walk.read();
      const params = { dossierId: walk.dossierId, documentId: documents[0]?.documentId ?? '' };
      await ask('documents.removeDocument', 'owner', { params, ifMatch: version });
      return ask('intake.supplyDossier', 'owner', { ...on(walk), body: {}, ifMatch: version + 1 });
    },
  },
  'intake.supplyDossier version-conflict': {
    status: 412,
    ask: async () => {
      const walk = await filed();
      await walk.act(DESK, action('request-supplement'));
      return ask('intake.supplyDossier', 'owner', { ...on(walk), body: {}, ifMatch: 1 });
    },
  },
  'intake.requestWithdrawal dossier-not-found': {
    status: 404,
    ask: () => ask('intake.requestWithdrawal', 'owner', { ...nowhere, body: { reason: 'x' }, ifMatch: 1 }),
  },
  'intake.requestWithdrawal wrong-status': {
    status: 409,
    ask: async () =>
      ask('intake.requestWithdrawal', 'reception', { ...on(await walkOf().open()), body: { reason: 'x' }, ifMatch: 1 }),
  },
  'intake.requestWithdrawal version-conflict': {
    status: 412,
    ask: async () =>
      ask('intake.requestWithdrawal', 'owner', { ...on(await filed()), body: { reason: 'x' }, ifMatch: 1 }),
  },
  'documents.requestUpload dossier-not-found': {
    status: 404,
    ask: () => ask('documents.requestUpload', 'owner', { ...nowhere, body: announced }),
  },
  'documents.requestUpload not-allowed': {
    status: 403,
    ask: async () => ask('documents.requestUpload', 'handler', { ...on(await inProcessing()), body: announced }),
  },
  'documents.requestUpload wrong-status': {
    status: 409,
    ask: async () => ask('documents.requestUpload', 'owner', { ...on(await filed()), body: announced }),
  },
  'documents.requestUpload unknown-component': {
    status: 422,
    ask: async () => {
      const body = { ...announced, component: 'nothing-known' };
      return ask('documents.requestUpload', 'reception', { ...on(await walkOf().open()), body });
    },
  },
  'documents.requestUpload too-many-documents': {
    status: 422,
    ask: async () => {
      const walk = await walkOf().open();
      await fillWithTickets(walk.dossierId);
      return ask('documents.requestUpload', 'reception', { ...on(walk), body: announced });
    },
  },
  'documents.listDocuments dossier-not-found': {
    status: 404,
    ask: () => ask('documents.listDocuments', 'owner', nowhere),
  },
  'documents.readDocument dossier-not-found': {
    status: 404,
    ask: () => ask('documents.readDocument', 'owner', { params: { dossierId: NOWHERE, documentId: NOWHERE } }),
  },
  'documents.readDocument document-not-found': {
    status: 404,
    ask: async () => {
      const { dossierId } = await filed();
      return ask('documents.readDocument', 'owner', { params: { dossierId, documentId: NOWHERE } });
    },
  },
  'documents.readForm dossier-not-found': {
    status: 404,
    ask: () => ask('documents.readForm', 'owner', { params: { dossierId: NOWHERE, documentId: NOWHERE } }),
  },
  'documents.readForm document-not-found': {
    status: 404,
    ask: async () => {
      const { dossierId } = await filed();
      return ask('documents.readForm', 'owner', { params: { dossierId, documentId: NOWHERE } });
    },
  },
  'documents.removeDocument dossier-not-found': {
    status: 404,
    ask: () =>
      ask('documents.removeDocument', 'owner', { params: { dossierId: NOWHERE, documentId: NOWHERE }, ifMatch: 1 }),
  },
  'documents.removeDocument document-not-found': {
    status: 404,
    ask: async () => {
      const { dossierId } = await walkOf().open();
      return ask('documents.removeDocument', 'owner', { params: { dossierId, documentId: NOWHERE }, ifMatch: 1 });
    },
  },
  'documents.removeDocument not-allowed': {
    status: 403,
    ask: async () => {
      const { dossierId } = await inProcessing();
      return ask('documents.removeDocument', 'handler', { params: { dossierId, documentId: NOWHERE }, ifMatch: 1 });
    },
  },
  'documents.removeDocument wrong-status': {
    status: 409,
    ask: async () => {
      const { dossierId } = await filed();
      return ask('documents.removeDocument', 'owner', { params: { dossierId, documentId: NOWHERE }, ifMatch: 1 });
    },
  },
  'documents.removeDocument version-conflict': {
    status: 412,
    ask: async () => {
      const walk = await (await walkOf({ channel: 'online' }).open()).attachAll();
      const documentId = (await walk.readOwn()).documents[0]?.documentId ?? '';
      return ask('documents.removeDocument', 'owner', {
        params: { dossierId: walk.dossierId, documentId },
        ifMatch: 1,
      });
    },
  },
  'actions.act dossier-not-found': {
    status: 404,
    ask: () => ask('actions.act', 'handler', { ...nowhere, body: action('stop'), ifMatch: 1 }),
  },
  'actions.act not-allowed': { status: 403, ask: async () => act(await inProcessing(), HANDLER, action('accept')) },
  'actions.act wrong-status': {
    status: 409,
    ask: async () => act(await (await filed()).accept(), DESK, action('accept')),
  },
  'actions.act version-conflict': {
    status: 412,
    ask: async () => ask('actions.act', 'reception', { ...on(await filed()), body: action('accept'), ifMatch: 1 }),
  },
  'actions.act unknown-agency': {
    status: 422,
    ask: async () => act(await inProcessing(), HANDLER, { ...action('forward'), agencyId: 'H50.99' }),
  },
  'actions.act wrong-agency': {
    status: 422,
    ask: async () => act(await inProcessing(), HANDLER, { ...action('forward'), agencyId: 'H50.11' }),
  },
  'actions.act unknown-component': {
    status: 422,
    ask: async () => {
      const items = [{ component: 'nothing-known', content: 'x', reason: 'x', guidance: 'x' }];
      return act(await filed(), DESK, { type: 'request-supplement', items });
    },
  },
  'actions.act reason-required': {
    status: 422,
    ask: async () => {
      const walk = await filed();
      await walk.act(DESK, action('request-supplement'));
      await (await walk.applicant()).change(walk.dossierId, '/supplement', {});
      const { reason: _, ...again } = action('request-supplement') as Record<string, unknown>;
      return act(walk, DESK, again);
    },
  },
  'actions.act reappointed-before': {
    status: 422,
    ask: async () => {
      const walk = await (await filed({ plan: 'household' })).accept();
      await walk.act(walk.plan.desk.officer, action('reappoint'));
      return act(walk, walk.plan.desk.officer, action('reappoint'));
    },
  },
  'actions.act too-late-to-reappoint': {
    status: 422,
    ask: async () => {
      const walk = await (await filedLike('9.000012', { workingHours: 2 })).accept();
      return act(walk, DESK, action('reappoint'));
    },
  },
  'actions.act outcome-required': {
    status: 422,
    ask: async () => {
      const { outcome: _, ...without } = ON_PLAIN;
      return act(await inGraph('9.000013'), HANDLER, without);
    },
  },
  'actions.act step-not-walked': {
    status: 422,
    ask: async () => act(await inProcessing(), HANDLER, { ...action('send-back'), stepId: 'signature' }),
  },
  'actions.act unknown-branch': {
    status: 422,
    ask: async () => act(await inProcessing(), HANDLER, action('open-branch')),
  },
  'actions.act branch-open': {
    status: 422,
    ask: async () => {
      const walk = await inGraph('9.000013');
      await walk.act(HANDLER, NEIGHBOUR);
      return act(walk, HANDLER, NEIGHBOUR);
    },
  },
  'actions.act branches-open': {
    status: 422,
    ask: async () => {
      const walk = await inProcessing();
      await walk.act(HANDLER, OPINION);
      return act(walk, HANDLER, action('forward'));
    },
  },
  'actions.act branches-missing': {
    status: 422,
    ask: async () => act(await inGraph('9.000013'), HANDLER, ON_PLAIN),
  },
  'actions.act too-many-branches': {
    status: 422,
    ask: async () => {
      const walk = await inProcessing();
      for (let count = 0; count < MAX_OPEN_BRANCHES; count += 1) await walk.act(HANDLER, OPINION);
      return act(walk, HANDLER, OPINION);
    },
  },
  'actions.act no-site-verification-here': {
    status: 422,
    ask: async () => act(await inProcessing(), HANDLER, action('record-verification')),
  },
  'actions.act site-verification-missing': {
    status: 422,
    ask: async () => act(await inGraph('9.000014', { onSite: true, optional: true }), HANDLER, ON_PLAIN),
  },
  'actions.act moment-in-the-future': {
    status: 422,
    ask: async () => {
      const walk = await inGraph('9.000014', { onSite: true, optional: true });
      return act(walk, HANDLER, { ...action('record-verification'), verifiedAt: '2031-03-04T09:00:00+07:00' });
    },
  },
  'actions.act processed-elsewhere': {
    status: 422,
    ask: async () => act(await filedLike('9.000015', { processedBy: 'ministry' }), DESK, action('accept')),
  },
  'actions.act unknown-fee': {
    status: 422,
    ask: async () => act(await filed(), DESK, { ...action('request-payment'), feeCodes: ['nothing-known'] }),
  },
  'actions.act obligation-open': { status: 409, ask: async () => act(await owing(), LEADER, action('complete')) },
  'actions.act no-open-obligation': {
    status: 422,
    ask: async () => act(await filed(), DESK, action('record-counter-payment')),
  },
  'actions.act wrong-amount': {
    status: 422,
    ask: async () => {
      const walk = await withFee();
      const { obligationId } = (await walk.read()).payment ?? {};
      return act(walk, walk.plan.desk.officer, { ...action('record-counter-payment'), obligationId, amount: 1 });
    },
  },
  'actions.act unknown-step': {
    status: 422,
    ask: async () => act(await inProcessing(), HANDLER, { ...action('forward'), stepId: 'nothing-known' }),
  },
  'actions.act wrong-step': {
    status: 422,
    ask: async () => act(await inProcessing(), HANDLER, { ...action('forward'), stepId: 'signature' }),
  },
  'actions.act not-last-step': { status: 422, ask: async () => act(await inProcessing(), HANDLER, action('complete')) },
  'actions.act result-missing': {
    status: 422,
    ask: async () => {
      const walk = await (await (await filed({ result: 'electronic' })).accept()).forwardTo();
      return act(walk, LEADER, action('complete'));
    },
  },
  'actions.act not-accepted-yet': { status: 422, ask: async () => act(await filed(), DESK, action('stop')) },
  'actions.act no-change': {
    status: 409,
    ask: async () => act(await filed(), 'quan-tri', { type: 'correct', toStatus: 'submitted', reason: 'x' }),
  },
  'payments.startPayment dossier-not-found': {
    status: 404,
    ask: () => ask('payments.startPayment', 'owner', { ...nowhere, body: { provider: 'vnpay' } }),
  },
  'payments.startPayment no-open-obligation': {
    status: 422,
    ask: async () => ask('payments.startPayment', 'owner', { ...on(await filed()), body: { provider: 'vnpay' } }),
  },
  'payments.startPayment wrong-status': {
    status: 409,
    ask: async () => {
      const walk = await withFee();
      await (await walk.applicant()).change(walk.dossierId, '/withdrawal', { reason: 'x' });
      await walk.act(walk.plan.desk.officer, { type: 'decide-withdrawal', granted: true });
      return ask('payments.startPayment', 'owner', { ...on(walk), body: { provider: 'vnpay' } });
    },
  },
  'lookup.lookUp dossier-not-found': {
    status: 404,
    ask: () => {
      const dossierCode = `H50.20.1-300101-${Math.random().toString().slice(2, 6)}`;
      return ask('lookup.lookUp', 'owner', { body: { dossierCode, personalId: draft.applicant.personalId } });
    },
  },
  'lookup.lookUp too-many-requests': {
    status: 429,
    ask: async () => {
      const body = { dossierCode: 'H50.20.1-290101-0001', personalId: draft.applicant.personalId };
      for (let tries = 0; tries < 10; tries += 1) await ask('lookup.lookUp', 'owner', { body });
      return ask('lookup.lookUp', 'owner', { body });
    },
  },
  ...noEndpoint('readEndpoint'),
  ...noEndpoint('deleteEndpoint'),
  ...noEndpoint('enableEndpoint'),
  ...noEndpoint('rotateSecret'),
  ...noEndpoint('testEndpoint'),
  ...noEndpoint('listAttempts'),
  ...noEndpoint('replayDossier', { dossierId: NOWHERE }),
  'webhook-endpoints.rotateSecret too-many-requests': {
    status: 429,
    ask: async () => {
      const one = await endpoint();
      await ask('webhook-endpoints.rotateSecret', MANAGER, one);
      return ask('webhook-endpoints.rotateSecret', MANAGER, one);
    },
  },
  'webhook-endpoints.replayDossier dossier-not-found': {
    status: 404,
    ask: async () =>
      ask('webhook-endpoints.replayDossier', MANAGER, { ...(await endpoint()), body: { dossierId: NOWHERE } }),
  },
};

const ONLY_ON_OPENING = 'said only when a dossier is opened; the code is in the list because it names every rejection';

/** Problems that are declared and that no call of this province's API brings about, with the reason. */
export const NOT_OVER_HTTP: Readonly<Record<string, string>> = {
  'intake.submitDossier not-allowed':
    'needs an officer with the role reception at an agency above the receiving one; the province has no such officer',
  'intake.supplyDossier not-allowed': 'as for submitDossier',
  'intake.requestWithdrawal not-allowed': 'as for submitDossier',
  'actions.act dossier-exists': 'identifiers of dossiers are made by the platform; only an import can meet one twice',
  'actions.act unknown-procedure':
    'a dossier keeps the version of the procedure it began with, and versions are not deleted',
  'actions.act no-calendar': 'every province is seeded with the calendar',
  'actions.act unknown-version': 'said when a form is recorded, which is no action',
  'actions.act channel-not-offered': ONLY_ON_OPENING,
  'actions.act applicant-not-eligible': ONLY_ON_OPENING,
  'actions.act postal-return-not-offered': ONLY_ON_OPENING,
  'actions.act document-not-found': 'said when a file is taken out, which is no action',
  'actions.act too-many-documents': 'said when a file is announced or attached, which is no action',
  'actions.act missing-components': 'said on submit and supply, which are no actions',
  'payments.startPayment request-in-progress':
    'needs a twin of the request in the middle of its call; idempotency.test.ts accepts it among concurrent answers, test/functions/payments/start.test.ts provokes it',
  'payments.startPayment upstream-unavailable':
    'needs the payment platform to be down, which would be down for the tests beside this one too; test/functions/payments/start.test.ts provokes it',
};
