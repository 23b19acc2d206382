import { DESK, filed } from '../world.ts';
import { act, closedReception, type Provocation } from './kit.ts';

/** A dossier at the ward's reception is transferred there. */
const toward = (agency: () => Promise<string>): Provocation => ({
  status: 422,
  ask: async () => act(await filed(), DESK, { type: 'transfer', agencyId: await agency(), reason: 'Sai nơi nhận' }),
});

/** Of agencies that may not have a dossier. */
export const OF_JURISDICTION: Readonly<Record<string, Provocation>> = {
  'actions.act not-a-reception': toward(async () => 'H50.12'),
  'actions.act wrong-level': toward(async () => 'H50.1'),
  'actions.act agency-closed': toward(closedReception),
  'actions.act agency-not-closed': {
    status: 422,
    ask: async () => act(await filed(), 'quan-tri', { type: 'move-to-successor', agencyId: 'H50.20.1' }),
  },
};
