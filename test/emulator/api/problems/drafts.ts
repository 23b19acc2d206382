import { draft, draftChange, organisation, postal } from '../example-bodies.ts';
import { ask } from '../good-table.ts';
import { filed, walkOf } from '../world.ts';
import { filer, nowhere, on, type Provocation } from './kit.ts';

const change = async (changed: Record<string, unknown>) =>
  ask('intake.changeDraft', 'owner', {
    ...on(await walkOf({ channel: 'online' }).open()),
    ...{ body: { ...draftChange, ...changed }, ifMatch: 1 },
  });

/** Of changes to a draft. */
export const OF_DRAFTS: Readonly<Record<string, Provocation>> = {
  'intake.changeDraft dossier-not-found': {
    status: 404,
    ask: () => ask('intake.changeDraft', 'owner', { ...nowhere, body: draftChange, ifMatch: 1 }),
  },
  'intake.changeDraft not-allowed': {
    status: 403,
    ask: () => change({ applicant: { ...draft.applicant, identity: filer.identity } }),
  },
  'intake.changeDraft wrong-status': {
    status: 409,
    ask: async () =>
      ask('intake.changeDraft', 'owner', { ...on(await filed({ channel: 'online' })), body: draftChange, ifMatch: 2 }),
  },
  'intake.changeDraft applicant-not-eligible': {
    status: 422,
    ask: async () =>
      ask('intake.changeDraft', 'reception', {
        ...on(await walkOf().open()),
        ...{ body: { ...draftChange, applicant: organisation }, ifMatch: 1 },
      }),
  },
  'intake.changeDraft filer-basis-does-not-fit': {
    status: 422,
    ask: () => change({ filer: { ...filer, basis: 'officer' } }),
  },
  'intake.changeDraft filer-document-missing': {
    status: 422,
    ask: () => change({ filer: { ...filer, basis: 'agent' } }),
  },
  'intake.changeDraft phone-required-online': {
    status: 422,
    ask: () => change({ applicant: { ...draft.applicant, phone: undefined } }),
  },
  'intake.changeDraft postal-return-not-offered': { status: 422, ask: () => change({ resultDelivery: postal }) },
  'intake.deleteDraft dossier-not-found': {
    status: 404,
    ask: () => ask('intake.deleteDraft', 'owner', { ...nowhere, ifMatch: 1 }),
  },
  'intake.deleteDraft wrong-status': {
    status: 409,
    ask: async () => ask('intake.deleteDraft', 'owner', { ...on(await filed({ channel: 'online' })), ifMatch: 2 }),
  },
  'intake.deleteDraft version-conflict': {
    status: 412,
    ask: async () => ask('intake.deleteDraft', 'reception', { ...on(await walkOf().open()), ifMatch: 7 }),
  },
  'intake.changeDraft version-conflict': {
    status: 412,
    ask: async () =>
      ask('intake.changeDraft', 'reception', { ...on(await walkOf().open()), body: draftChange, ifMatch: 7 }),
  },
};
