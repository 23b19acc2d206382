import { randomUUID } from 'node:crypto';
import { BatchWriteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Walk } from '../../../../local/demo/walk.ts';
import { keys } from '../../../../shared/platform/table/keys.ts';
import { table } from '../../kit.ts';
import { announced, draft, NOWHERE, organisation, postal, someAnswers } from '../example-bodies.ts';
import { ask } from '../good-table.ts';
import { DESK, filed, inProcessing, walkOf } from '../world.ts';
import { action, closedReception, filer, nowhere, on, type Provocation, procedureLike, receptionLike } from './kit.ts';

const create = (changed: Record<string, unknown>) =>
  ask('intake.createDossier', 'owner', { body: { ...draft, ...changed } });

const counterOnly = () => procedureLike('9.000001', { channels: ['direct'] });

/** As many files announced as one dossier may ever have. */
async function fillWithTickets(dossierId: string): Promise<void> {
  for (let batch = 0; batch < 24; batch += 1) {
    const rows = Array.from({ length: 25 }, () => ({ PutRequest: { Item: keys.document(dossierId, randomUUID()) } }));
    await table.client.send(new BatchWriteCommand({ RequestItems: { [table.name]: rows } }));
  }
}

/** A draft at the counter for which a file was announced. */
async function withTicket(): Promise<Walk> {
  const walk = await walkOf().open();
  await ask('documents.requestUpload', 'reception', { ...on(walk), body: announced });
  return walk;
}

/** Of opening a dossier, its papers, and what its owner asks. */
export const OPENING: Readonly<Record<string, Provocation>> = {
  'intake.createDossier unknown-procedure': { status: 422, ask: () => create({ procedureCode: '9.999999' }) },
  'intake.createDossier unknown-agency': { status: 422, ask: () => create({ receivingAgency: 'H50.99' }) },
  'intake.createDossier not-a-reception': { status: 422, ask: () => create({ receivingAgency: 'H50.12' }) },
  'intake.createDossier wrong-level': { status: 422, ask: () => create({ receivingAgency: 'H50.1' }) },
  'intake.createDossier not-competent': { status: 422, ask: () => create({ competentAgency: 'H50.12' }) },
  'intake.createDossier agency-closed': {
    status: 422,
    ask: async () => create({ receivingAgency: await closedReception() }),
  },
  'intake.createDossier outside-jurisdiction': {
    status: 422,
    ask: async () => create({ receivingAgency: await receptionLike('H50.90', { area: ['19333'] }), place: '18859' }),
  },
  'intake.createDossier channel-not-offered': {
    status: 422,
    ask: async () => create({ procedureCode: await counterOnly() }),
  },
  'intake.createDossier applicant-not-eligible': {
    status: 422,
    ask: () => ask('intake.createDossier', 'organisation', { body: { ...draft, applicant: organisation } }),
  },
  'intake.createDossier phone-required-online': {
    status: 422,
    ask: () => create({ applicant: { ...draft.applicant, phone: undefined } }),
  },
  'intake.createDossier filer-basis-does-not-fit': {
    status: 422,
    ask: () => create({ filer: { ...filer, basis: 'officer' } }),
  },
  'intake.createDossier filer-document-missing': {
    status: 422,
    ask: () => create({ filer: { ...filer, basis: 'agent' } }),
  },
  'intake.createDossier second-reading-differs': {
    status: 422,
    ask: () => create({ secondReading: { applicant: { name: 'Một người khác' } } }),
  },
  'intake.createDossier postal-return-not-offered': { status: 422, ask: () => create({ resultDelivery: postal }) },
  'intake.createDossier not-allowed': { status: 403, ask: () => create({ channel: 'direct' }) },
  'dossier-reading.readDossier dossier-not-found': {
    status: 404,
    ask: () => ask('dossier-reading.readDossier', 'owner', nowhere),
  },
  'intake.readTimeline dossier-not-found': { status: 404, ask: () => ask('intake.readTimeline', 'owner', nowhere) },
  'intake.readTimes dossier-not-found': { status: 404, ask: () => ask('intake.readTimes', 'owner', nowhere) },
  'intake.readTimes wrong-status': {
    status: 409,
    ask: async () => ask('intake.readTimes', 'reception', on(await walkOf().open())),
  },
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
  'intake.submitDossier declaration-incomplete': {
    status: 422,
    ask: async () => {
      const walk = await walkOf().open();
      await ask('intake.declareAnswers', 'reception', { ...on(walk), body: someAnswers, ifMatch: 1 });
      return ask('intake.submitDossier', 'reception', { ...on(walk), ifMatch: 2 });
    },
  },
  'intake.submitDossier documents-pending': {
    status: 409,
    ask: async () => ask('intake.submitDossier', 'reception', { ...on(await withTicket()), ifMatch: 1 }),
  },
  'intake.submitDossier version-conflict': {
    status: 412,
    ask: async () => ask('intake.submitDossier', 'reception', { ...on(await walkOf().open()), ifMatch: 7 }),
  },
  'intake.supplementDossier dossier-not-found': {
    status: 404,
    ask: () => ask('intake.supplementDossier', 'owner', { ...nowhere, body: {}, ifMatch: 1 }),
  },
  'intake.supplementDossier wrong-status': {
    status: 409,
    ask: async () => ask('intake.supplementDossier', 'owner', { ...on(await filed()), body: {}, ifMatch: 2 }),
  },
  'intake.supplementDossier missing-components': {
    status: 422,
    ask: async () => {
      const walk = await filed({ channel: 'online' });
      await walk.act(DESK, action('request-supplement'));
      const { documents, version } = await walk.read();
      const params = { dossierId: walk.dossierId, documentId: documents[0]?.documentId ?? '' };
      await ask('documents.removeDocument', 'owner', { params, ifMatch: version });
      return ask('intake.supplementDossier', 'owner', { ...on(walk), body: {}, ifMatch: version + 1 });
    },
  },
  'intake.supplementDossier declaration-incomplete': {
    status: 422,
    ask: async () => {
      const walk = await filed();
      await walk.act(DESK, action('request-supplement'));
      const { version } = await walk.read();
      await ask('intake.declareAnswers', 'reception', { ...on(walk), body: someAnswers, ifMatch: version });
      return ask('intake.supplementDossier', 'owner', { ...on(walk), body: {}, ifMatch: version + 1 });
    },
  },
  'intake.supplementDossier documents-pending': {
    status: 409,
    ask: async () => {
      const walk = await filed({ channel: 'online' });
      await walk.act(DESK, action('request-supplement'));
      await ask('documents.requestUpload', 'owner', { ...on(walk), body: announced });
      const { version } = await walk.read();
      return ask('intake.supplementDossier', 'owner', { ...on(walk), body: {}, ifMatch: version });
    },
  },
  'intake.supplementDossier supplement-missing': {
    status: 422,
    ask: async () => {
      const walk = await filed({ channel: 'online' });
      const items = [{ component: announced.component, content: 'x', reason: 'x', guidance: 'x' }];
      await walk.act(DESK, { type: 'request-supplement', items });
      return ask('intake.supplementDossier', 'owner', { ...on(walk), body: {}, ifMatch: (await walk.read()).version });
    },
  },
  'intake.supplementDossier version-conflict': {
    status: 412,
    ask: async () => {
      const walk = await filed({ channel: 'online' });
      const items = [{ content: 'x', reason: 'x', guidance: 'x' }];
      await walk.act(DESK, { type: 'request-supplement', items });
      return ask('intake.supplementDossier', 'owner', { ...on(walk), body: {}, ifMatch: 1 });
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
  'documents.removeDocument documents-pending': {
    status: 409,
    ask: async () => {
      const { dossierId } = await walkOf().open();
      const documentId = randomUUID();
      const row = { state: 'verified', verdictAt: new Date().toISOString(), document: { ...announced, documentId } };
      await table.client.send(
        new PutCommand({ TableName: table.name, Item: { ...keys.document(dossierId, documentId), dossierId, ...row } }),
      );
      return ask('documents.removeDocument', 'reception', { params: { dossierId, documentId }, ifMatch: 1 });
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
};
