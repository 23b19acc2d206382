import { isoOf } from '../../shared/calendar/iso.ts';
import type { Actor } from '../../shared/dossier/actor.ts';
import { BEHAVIOUR_RATES } from './behaviour-rates.ts';
import type { Scenario, SimulatedDossier } from './simulated-dossier.ts';

type Reported = 'accepted' | 'rejected' | 'in-processing' | 'supplement-required' | 'completed' | 'returned';

/** A ministry's system processes it: the province receives its status, and may only send reminders. */
export function* elsewhere(simulated: SimulatedDossier): Scenario {
  const { chance, channel, reception, procedure, world } = simulated;
  const actor: Actor = {
    kind: 'partner',
    subject: 'ministry',
    agencyId: world.provinceId,
    scopes: ['dossiers.read', 'dossiers.report'],
  };
  const report = (toStatus: Reported, minutes: number) => {
    const at = simulated.inOffice(reception, minutes);
    const occurredAt = isoOf(Math.max(simulated.now, at - 60_000));
    return { at, actor, command: { type: 'report-status', toStatus, occurredAt } } as const;
  };
  if (chance.happens(BEHAVIOUR_RATES.rejected[channel])) {
    yield report('rejected', chance.around(200, 0.6));
    return;
  }
  yield report('accepted', chance.around(90, 0.6));
  yield report('in-processing', chance.around(60, 0.6));
  if (chance.happens(BEHAVIOUR_RATES.supplementInProcessing)) {
    yield report('supplement-required', chance.around(200, 0.6));
    if (chance.happens(BEHAVIOUR_RATES.neverSupplied)) return;
    yield report('in-processing', chance.around(1500, 0.6));
  }
  yield report('completed', chance.around(procedure.workingHours * 30, 0.5));
  yield report('returned', chance.around(300, 0.8));
}
