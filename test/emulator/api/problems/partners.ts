import { randomUUID } from 'node:crypto';
import { draft, lifting, NOWHERE, suspension } from '../example-bodies.ts';
import { ask } from '../good-table.ts';
import { filed, newEndpoint, withFee } from '../world.ts';
import { nowhere, on, type Provocation } from './kit.ts';

const endpoint = async () => ({ params: { endpointId: await newEndpoint() } });

const MANAGER = 'system, webhooks.manage';

const noEndpoint = (name: string, body?: unknown) => ({
  [`webhook-endpoints.${name} not-found`]: {
    status: 404,
    ask: () => ask(`webhook-endpoints.${name}`, MANAGER, { params: { endpointId: NOWHERE }, body }),
  },
});

/** Of paying, looking up and agencies’ endpoints. */
export const OF_OTHERS: Readonly<Record<string, Provocation>> = {
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
      await walk.act(walk.plan.reception.officer, { type: 'decide-withdrawal', granted: true });
      return ask('payments.startPayment', 'owner', { ...on(walk), body: { provider: 'vnpay' } });
    },
  },
  'lookup.lookUp dossier-not-found': {
    status: 404,
    ask: () => {
      const dossierCode = `H50.20.1-300101-${Math.random().toString().slice(2, 6)}`;
      return ask('lookup.lookUp', 'owner', {
        body: {
          dossierCode,
          identity: { type: 'personal-id', number: draft.applicant.identity.number, country: 'VN' },
        },
      });
    },
  },
  'lookup.lookUp too-many-requests': {
    status: 429,
    ask: async () => {
      const body = {
        dossierCode: 'H50.20.1-290101-0001',
        identity: { type: 'personal-id', number: draft.applicant.identity.number, country: 'VN' },
      };
      for (let tries = 0; tries < 10; tries += 1) await ask('lookup.lookUp', 'owner', { body });
      return ask('lookup.lookUp', 'owner', { body });
    },
  },
  'office.decideSuspension unknown-agency': {
    status: 422,
    ask: () => ask('office.decideSuspension', 'foreign approver', { body: { ...suspension, agencies: ['H50.31.99'] } }),
  },
  'office.decideSuspension other-decision': {
    status: 409,
    ask: async () => {
      await ask('office.decideSuspension', 'foreign approver', { body: suspension });
      return ask('office.decideSuspension', 'foreign approver', { body: { ...suspension, decision: '13/QĐ-UBND' } });
    },
  },
  'office.liftSuspension not-found': {
    status: 404,
    ask: () => ask('office.liftSuspension', 'foreign approver', { params: { suspensionId: 'chua-co' }, body: lifting }),
  },
  'office.liftSuspension other-decision': {
    status: 409,
    ask: async () => {
      const suspensionId = `bao-${randomUUID()}`;
      await ask('office.decideSuspension', 'foreign approver', { body: { ...suspension, suspensionId } });
      const lift = (body: object) =>
        ask('office.liftSuspension', 'foreign approver', { params: { suspensionId }, body });
      await lift(lifting);
      return lift({ ...lifting, decision: '16/QĐ-UBND' });
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
