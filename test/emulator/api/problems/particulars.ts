import { applicant, organisation, postal } from '../examples.ts';
import { DESK, filed } from '../world.ts';
import { act, action, filer, type Provocation } from './kit.ts';

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
  'actions.act no-filer': {
    status: 422,
    ask: async () => act(await filed(), DESK, { ...action('confirm-identity'), person: 'filer' }),
  },
  'actions.act second-reading-differs': {
    status: 422,
    ask: async () => act(await filed(), DESK, { ...action('confirm-identity'), name: 'Một người khác' }),
  },
};
