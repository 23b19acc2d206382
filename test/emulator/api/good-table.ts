import { randomUUID } from 'node:crypto';
import type { ApiAnswer } from '../../../local/demo/api/client.ts';
import { Browser, OURS as FROM_PORTAL, signedIn } from '../browser.ts';
import { changeNotification, put } from '../consumers/kit.ts';
import { readSecret } from '../consumers/secrets.ts';
import { anonymous, eventually, stage } from '../kit.ts';
import { codeSentTo } from '../mails.ts';
import { type Caller, clientOf, OWNER } from './callers.ts';
import { pathOf, routeOf } from './declared.ts';
import {
  ACTIONS,
  announced,
  correctionRequest,
  delegation,
  draft,
  draftChange,
  lifting,
  mother,
  RECEIVER,
  someAnswers,
  suspension,
} from './example-bodies.ts';
import { NOVEMBER } from './examples.ts';
import { filing, platformCallback, vnpayNotification } from './partner-calls.ts';
import { filed, inProcessing, newEndpoint, OURS, versionOf, walkOf, withFee } from './world.ts';

type Call = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly ifMatch?: number;
};

/** Asks a route by its name. */
export async function ask(name: string, as: Caller, { params, query, ...rest }: Call = {}): Promise<ApiAnswer> {
  const path = pathOf(name, { ...(params && { params }), ...(query && { query }) });
  return (await clientOf(as)).ask(routeOf(name).method, path, rest);
}

const dossierOf = ({ dossierId }: { dossierId: string }) => ({ params: { dossierId } });
const endpoint = async () => ({ params: { endpointId: await newEndpoint() } });
const MANAGER = 'system, webhooks.manage';

/** The good path of every route: a call that has to succeed, made on things prepared for it. */
export const GOOD: Readonly<Record<string, () => Promise<ApiAnswer>>> = {
  'intake.createDossier': () => ask('intake.createDossier', 'owner', { body: draft }),
  'intake.changeDraft': async () =>
    ask('intake.changeDraft', 'reception', { ...dossierOf(await walkOf().open()), body: draftChange, ifMatch: 1 }),
  'intake.deleteDraft': async () =>
    ask('intake.deleteDraft', 'reception', { ...dossierOf(await walkOf().open()), ifMatch: 1 }),
  'intake.declareAnswers': async () =>
    ask('intake.declareAnswers', 'reception', { ...dossierOf(await walkOf().open()), body: someAnswers, ifMatch: 1 }),
  'intake.readDeclaration': async () => ask('intake.readDeclaration', 'handler', dossierOf(await inProcessing())),
  'intake.listDossiers': async () => {
    await filed({ channel: 'online' });
    return ask('intake.listDossiers', 'owner', { query: { limit: '1' } });
  },
  'intake.readChanges': () => ask('intake.readChanges', 'owner'),
  'dossier-reading.readDossier': async () =>
    ask('dossier-reading.readDossier', 'handler', dossierOf(await inProcessing())),
  'intake.readTimeline': async () =>
    ask('intake.readTimeline', 'owner', { ...dossierOf(await inProcessing()), query: { from: '2' } }),
  'intake.readTimes': async () => ask('intake.readTimes', 'owner', dossierOf(await inProcessing())),
  'intake.submitDossier': async () =>
    ask('intake.submitDossier', 'reception', { ...dossierOf(await walkOf().open()), ifMatch: 1 }),
  'intake.supplementDossier': async () => {
    const walk = await filed();
    const items = [{ content: 'Giấy chứng sinh', reason: 'Mờ', guidance: 'Chụp lại' }];
    await walk.act(walk.plan.reception.officer, { type: 'request-supplement', items });
    return ask('intake.supplementDossier', 'owner', { ...dossierOf(walk), body: {}, ifMatch: await versionOf(walk) });
  },
  'intake.requestWithdrawal': async () => {
    const walk = await filed();
    const body = { reason: 'Đổi kế hoạch' };
    return ask('intake.requestWithdrawal', 'owner', { ...dossierOf(walk), body, ifMatch: await versionOf(walk) });
  },
  'intake.requestCorrection': async () => {
    const walk = await filed();
    return ask('intake.requestCorrection', 'owner', {
      ...dossierOf(walk),
      ...{ body: correctionRequest, ifMatch: await versionOf(walk) },
    });
  },
  'intake.changeFiler': async () => {
    const walk = await filed();
    return ask('intake.changeFiler', 'owner', {
      ...dossierOf(walk),
      ...{ body: { filer: mother }, ifMatch: await versionOf(walk) },
    });
  },
  'documents.requestUpload': async () =>
    ask('documents.requestUpload', 'reception', { ...dossierOf(await walkOf().open()), body: announced }),
  'documents.listDocuments': async () =>
    ask('documents.listDocuments', 'handler', dossierOf(await inProcessing({ channel: 'online' }))),
  'documents.readDocument': async () => {
    const walk = await (await walkOf({ channel: 'online' }).open()).attachAll();
    const documentId = (await walk.readOwn()).documents[0]?.documentId ?? '';
    return ask('documents.readDocument', 'owner', { params: { dossierId: walk.dossierId, documentId } });
  },
  'documents.readRegister': () =>
    ask('documents.readRegister', 'reception', { params: { agencyId: 'H50.20.1', day: '2021-05-04' } }),
  'documents.readForm': async () => {
    const walk = await (await filed()).accept();
    await put('forms', changeNotification(walk.dossierId, await versionOf(walk), 'accepted'));
    const reception = await stage.as('quan-tri');
    let documentId = '';
    await eventually('the receipt', async () => {
      const { forms } = await reception.must('GET', `/v1/dossiers/${walk.dossierId}`);
      documentId = (forms as { documentId: string }[])[0]?.documentId ?? '';
      return documentId !== '';
    });
    return ask('documents.readForm', 'reception', { params: { dossierId: walk.dossierId, documentId } });
  },
  'documents.removeDocument': async () => {
    const walk = await (await walkOf({ channel: 'online' }).open()).attachAll();
    const { documents, version } = await walk.readOwn();
    const params = { dossierId: walk.dossierId, documentId: documents[0]?.documentId ?? '' };
    return ask('documents.removeDocument', 'owner', { params, ifMatch: version });
  },
  'actions.act': async () => {
    const walk = await filed();
    return ask('actions.act', 'reception', { ...dossierOf(walk), body: ACTIONS[0], ifMatch: await versionOf(walk) });
  },
  'intake.confirmMail': async () => {
    const email = `${randomUUID()}@example.com`;
    await walkOf({ channel: 'online', email }).file();
    return ask('intake.confirmMail', 'owner', { body: { email, code: await codeSentTo(email) } });
  },
  'office.decideSuspension': () => ask('office.decideSuspension', 'foreign approver', { body: suspension }),
  'office.liftSuspension': async () => {
    const suspensionId = `bao-${randomUUID()}`;
    await ask('office.decideSuspension', 'foreign approver', { body: { ...suspension, suspensionId } });
    return ask('office.liftSuspension', 'foreign approver', { params: { suspensionId }, body: lifting });
  },
  'office.listSuspensions': async () => {
    await ask('office.decideSuspension', 'foreign approver', { body: suspension });
    return ask('office.listSuspensions', 'handler', {});
  },
  'office.putDelegation': () => ask('office.putDelegation', 'approver', { body: delegation }),
  'office.listDelegations': () => ask('office.listDelegations', 'handler', { query: { agencyId: 'H50.20' } }),
  'office.readInbox': async () => {
    await inProcessing();
    return ask('office.readInbox', 'handler', { query: { agencyId: 'H50.20', stepId: 'examination', limit: '3' } });
  },
  'figures.readFigures': async () => {
    await inProcessing();
    return ask('figures.readFigures', 'approver', { query: { ...NOVEMBER, agencyId: 'H50.20', groupBy: 'agency' } });
  },
  'figures.readFiguresTable': () =>
    ask('figures.readFiguresTable', 'approver', { query: { ...NOVEMBER, agencyId: 'H50.20', groupBy: 'procedure' } }),
  'figures.readFigureDefinitions': () => ask('figures.readFigureDefinitions', 'owner'),
  'figures.readQualityIndex': () =>
    ask('figures.readQualityIndex', 'administrator', { query: { ...NOVEMBER, agencyId: 'H50' } }),
  'figures.readPublicFigures': () => ask('figures.readPublicFigures', 'owner', { query: NOVEMBER }),
  'search.searchDossiers': async () => {
    const { dossierId } = await inProcessing();
    let answer: ApiAnswer | undefined;
    await eventually('the dossier is found', async () => {
      const body = { agencyId: 'H50.20', status: 'in-processing' };
      answer = await ask('search.searchDossiers', 'handler', { query: { limit: '100' }, body });
      const { items } = answer.body as { items?: readonly { dossierId: string }[] };
      return answer.status !== 200 || items?.some((item) => item.dossierId === dossierId) === true;
    });
    return answer as ApiAnswer;
  },
  'search.readQueues': () => ask('search.readQueues', 'handler', { query: { agencyId: 'H50.20' } }),
  'people.readMe': () => ask('people.readMe', 'handler'),
  'people.listOfficers': async () => {
    await ask('people.readMe', 'handler');
    return ask('people.listOfficers', 'approver', { params: { agencyId: 'H50.20' } });
  },
  'payments.startPayment': async () =>
    ask('payments.startPayment', 'owner', { ...dossierOf(await withFee()), body: { provider: 'vnpay' } }),
  'lookup.lookUp': async () => {
    const walk = await filed();
    const { dossierCode } = await walk.read();
    let answer: ApiAnswer | undefined;
    // All tests on this machine are one caller to the rate limit; a caller that waits for `Retry-After` succeeds.
    await eventually('the caller may look up again', async () => {
      answer = await ask('lookup.lookUp', 'owner', {
        body: { dossierCode, identity: { type: 'personal-id', number: walk.citizen.SoDinhDanh, country: 'VN' } },
      });
      return answer.status !== 429;
    });
    return answer as ApiAnswer;
  },
  'session.signIn': () => ask('session.signIn', 'owner'),
  'session.callback': () => new Browser().signIn(OWNER),
  'session.whoAmI': async () => (await signedIn(OWNER)).ask('GET', '/session'),
  'session.noteActivity': async () => (await signedIn(OWNER)).ask('PUT', '/session/activity', FROM_PORTAL),
  'session.signOut': async () => (await signedIn(OWNER)).ask('POST', '/session/sign-out', FROM_PORTAL),
  'session.listSessions': async () => (await signedIn(OWNER)).ask('GET', '/session/list'),
  'session.endSession': async () => {
    const browser = await signedIn(OWNER);
    const { sessionId } = (await browser.ask('GET', '/session')).body;
    return browser.ask('DELETE', `/session/${sessionId}`, FROM_PORTAL);
  },
  'catalogue.listProcedures': () => ask('catalogue.listProcedures', 'owner', { query: { q: 'khai sinh' } }),
  'catalogue.readProcedure': () => ask('catalogue.readProcedure', 'owner', { params: { code: '2.000815' } }),
  'catalogue.listAgencies': () => ask('catalogue.listAgencies', 'owner', { query: { kind: 'reception' } }),
  'catalogue.readAgency': () => ask('catalogue.readAgency', 'owner', { params: { agencyId: 'H50.20.1' } }),
  'catalogue.readProvince': () => ask('catalogue.readProvince', 'owner'),
  'openapi.describe': () => ask('openapi.describe', 'owner'),
  'payment-webhook.platformCallback': async () => {
    const walk = await withFee();
    const { reference } = await walk.startPayment('platform');
    const answer = await platformCallback(reference, (await walk.read()).payment?.amount ?? 0);
    await walk.reaches('accepted');
    return answer;
  },
  'payment-webhook.vnpayCallback': async () => {
    const walk = await withFee();
    const { reference } = await walk.startPayment('vnpay');
    const answer = await vnpayNotification(reference, (await walk.read()).payment?.amount ?? 0);
    await walk.reaches('accepted');
    return answer;
  },
  'postal-webhook.carrierPush': async () => {
    const walk = await (await (await filed({ plan: 'household', result: 'post' })).accept()).forwardTo();
    await walk.complete();
    let order = '';
    await eventually('the parcel is ordered', async () => {
      order = (await walk.read()).shipments[0]?.shipmentId ?? '';
      return order !== '';
    });
    const { token } = (await readSecret<{ token: string }>('carrier-vnpost')).current;
    const body = { ORDER_NUMBER: order, TYPE: 1 };
    return anonymous.ask('POST', '/webhooks/post/vnpost', { body, headers: { token } });
  },
  'national-portal-inbound.push': () =>
    ask('national-portal-inbound.push', 'national portal, national-portal.push', {
      body: filing(`G01.99-${randomUUID()}`),
    }),
  'webhook-endpoints.createEndpoint': () =>
    ask('webhook-endpoints.createEndpoint', MANAGER, { body: { url: RECEIVER, description: OURS } }),
  'webhook-endpoints.listEndpoints': () => ask('webhook-endpoints.listEndpoints', MANAGER),
  'webhook-endpoints.readEndpoint': async () => ask('webhook-endpoints.readEndpoint', MANAGER, await endpoint()),
  'webhook-endpoints.deleteEndpoint': async () => ask('webhook-endpoints.deleteEndpoint', MANAGER, await endpoint()),
  'webhook-endpoints.enableEndpoint': async () => ask('webhook-endpoints.enableEndpoint', MANAGER, await endpoint()),
  'webhook-endpoints.rotateSecret': async () => ask('webhook-endpoints.rotateSecret', MANAGER, await endpoint()),
  'webhook-endpoints.testEndpoint': async () => ask('webhook-endpoints.testEndpoint', MANAGER, await endpoint()),
  'webhook-endpoints.listAttempts': async () => {
    const one = await endpoint();
    await ask('webhook-endpoints.testEndpoint', MANAGER, one);
    return ask('webhook-endpoints.listAttempts', MANAGER, one);
  },
  'webhook-endpoints.replayDossier': async () => {
    const { dossierId } = await inProcessing();
    return ask('webhook-endpoints.replayDossier', MANAGER, { ...(await endpoint()), body: { dossierId } });
  },
};
