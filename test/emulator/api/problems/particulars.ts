import type { Walk } from '../../../../local/demo/walk.ts';
import { applicant, correctionRequest, organisation, postal } from '../example-bodies.ts';
import { ask } from '../good-table.ts';
import { DESK, filed, personCalled, versionOf, walkOf } from '../world.ts';
import { act, action, filer, nowhere, on, type Provocation } from './kit.ts';

const request = async (walk: Walk, body: Record<string, unknown>) =>
  ask('intake.requestCorrection', 'owner', {
    ...on(walk),
    body: { reason: 'x', ...body },
    ifMatch: await versionOf(walk),
  });

const draftOnline = () => walkOf({ channel: 'online' }).open();

/** At the reception, with a correction that the owner asked for. */
async function withRequest(): Promise<Walk> {
  const walk = await filed();
  await request(walk, correctionRequest);
  return walk;
}

const changeFiler = async (walk: Walk, filer: unknown) =>
  ask('intake.changeFiler', 'owner', { ...on(walk), body: { filer }, ifMatch: await versionOf(walk) });

/** At the reception, with another citizen as the filer, whose identity was read twice. */
async function withFiler(): Promise<Walk> {
  const walk = await filed();
  const { HoVaTen: name, SoDinhDanh: number } = personCalled('cong-dan-hieu');
  await changeFiler(walk, { ...filer, name, identity: { type: 'personal-id', number } });
  await walk.act(DESK, { type: 'confirm-identity', person: 'filer', name, number });
  return walk;
}

/** Of what owner and filer ask for themselves. */
const OF_REQUESTS: Readonly<Record<string, Provocation>> = {
  'intake.requestCorrection dossier-not-found': {
    status: 404,
    ask: () => ask('intake.requestCorrection', 'owner', { ...nowhere, body: correctionRequest, ifMatch: 1 }),
  },
  'intake.requestCorrection wrong-status': {
    status: 409,
    ask: async () =>
      ask('intake.requestCorrection', 'owner', { ...on(await draftOnline()), body: correctionRequest, ifMatch: 1 }),
  },
  'intake.requestCorrection applicant-not-eligible': {
    status: 422,
    ask: async () => request(await filed(), { applicant: organisation }),
  },
  'intake.requestCorrection filer-basis-does-not-fit': {
    status: 422,
    ask: async () => request(await filed(), { filer: { ...filer, basis: 'officer' } }),
  },
  'intake.requestCorrection filer-document-missing': {
    status: 422,
    ask: async () => request(await filed(), { filer: { ...filer, basis: 'agent' } }),
  },
  'intake.requestCorrection phone-required-online': {
    status: 422,
    ask: async () => request(await filed({ channel: 'online' }), { applicant: { ...applicant, phone: undefined } }),
  },
  'intake.requestCorrection postal-return-not-offered': {
    status: 422,
    ask: async () => request(await filed(), { resultDelivery: postal }),
  },
  'intake.requestCorrection particulars-unchanged': { status: 422, ask: async () => request(await filed(), {}) },
  'intake.requestCorrection correction-open': {
    status: 409,
    ask: async () => {
      const walk = await withFiler();
      await request(walk, correctionRequest);
      const body = { ...correctionRequest, reason: 'Khác' };
      return ask('intake.requestCorrection', 'other citizen', { ...on(walk), body, ifMatch: await versionOf(walk) });
    },
  },
  'intake.requestCorrection version-conflict': {
    status: 412,
    ask: async () =>
      ask('intake.requestCorrection', 'owner', { ...on(await filed()), body: correctionRequest, ifMatch: 1 }),
  },
  'intake.requestCorrection limit-reached': {
    status: 422,
    ask: async () => {
      const walk = await filed();
      for (let n = 1; n <= 20; n += 1) await request(walk, { ...correctionRequest, reason: `lần ${n}` });
      return request(walk, correctionRequest);
    },
  },
  'intake.changeFiler dossier-not-found': {
    status: 404,
    ask: () => ask('intake.changeFiler', 'owner', { ...nowhere, body: { filer: null }, ifMatch: 1 }),
  },
  'intake.changeFiler wrong-status': {
    status: 409,
    ask: async () => ask('intake.changeFiler', 'owner', { ...on(await draftOnline()), body: { filer }, ifMatch: 1 }),
  },
  'intake.changeFiler no-filer': { status: 422, ask: async () => changeFiler(await filed(), null) },
  'intake.changeFiler filer-basis-does-not-fit': {
    status: 422,
    ask: async () => changeFiler(await filed(), { ...filer, basis: 'officer' }),
  },
  'intake.changeFiler filer-document-missing': {
    status: 422,
    ask: async () => changeFiler(await filed(), { ...filer, basis: 'agent' }),
  },
  'intake.changeFiler not-allowed': {
    status: 403,
    ask: async () => {
      const walk = await withFiler();
      return ask('intake.changeFiler', 'other citizen', {
        ...on(walk),
        ...{ body: { filer: null }, ifMatch: await versionOf(walk) },
      });
    },
  },
  'intake.changeFiler phone-required-online': {
    status: 422,
    ask: async () => {
      const walk = await filed({ channel: 'online' });
      const silent = { ...applicant, phone: undefined };
      await walk.act(DESK, { type: 'correct-particulars', reason: 'x', applicant: silent, filer });
      return changeFiler(walk, { ...filer, phone: undefined });
    },
  },
  'intake.changeFiler particulars-unchanged': {
    status: 422,
    ask: async () => {
      const walk = await filed();
      await changeFiler(walk, filer);
      return changeFiler(walk, filer);
    },
  },
  'intake.changeFiler version-conflict': {
    status: 412,
    ask: async () => ask('intake.changeFiler', 'owner', { ...on(await filed()), body: { filer }, ifMatch: 1 }),
  },
};

/** Of corrections of particulars, and of the second reading. */
export const OF_PARTICULARS: Readonly<Record<string, Provocation>> = {
  'actions.act applicant-not-eligible': {
    status: 422,
    ask: async () => act(await filed(), DESK, { type: 'correct-particulars', reason: 'x', applicant: organisation }),
  },
  'actions.act filer-basis-does-not-fit': {
    status: 422,
    ask: async () =>
      act(await filed(), DESK, { type: 'correct-particulars', reason: 'x', filer: { ...filer, basis: 'officer' } }),
  },
  'actions.act filer-document-missing': {
    status: 422,
    ask: async () =>
      act(await filed(), DESK, { type: 'correct-particulars', reason: 'x', filer: { ...filer, basis: 'agent' } }),
  },
  'actions.act postal-return-not-offered': {
    status: 422,
    ask: async () => act(await filed(), DESK, { type: 'correct-particulars', reason: 'x', resultDelivery: postal }),
  },
  'actions.act phone-required-online': {
    status: 422,
    ask: async () =>
      act(await filed({ channel: 'online' }), DESK, {
        type: 'correct-particulars',
        reason: 'x',
        applicant: { ...applicant, phone: undefined },
      }),
  },
  'actions.act particulars-unchanged': {
    status: 422,
    ask: async () => act(await filed(), DESK, { type: 'correct-particulars', reason: 'x' }),
  },
  'actions.act correction-open': {
    status: 409,
    ask: async () => {
      const walk = await withRequest();
      return act(walk, DESK, { type: 'correct-particulars', reason: 'x', applicant });
    },
  },
  'actions.act no-open-correction': {
    status: 422,
    ask: async () => act(await filed(), DESK, action('refuse-correction')),
  },
  ...OF_REQUESTS,
  'actions.act no-filer': {
    status: 422,
    ask: async () => act(await filed(), DESK, { ...action('confirm-identity'), person: 'filer' }),
  },
  'actions.act second-reading-differs': {
    status: 422,
    ask: async () => act(await filed(), DESK, { ...action('confirm-identity'), name: 'Một người khác' }),
  },
};
