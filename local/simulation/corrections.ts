import { openCorrection } from '../../shared/dossier/correction-request.ts';
import { BEHAVIOUR_RATES } from './behaviour-rates.ts';
import type { Scenario, SimulatedDossier } from './simulated-dossier.ts';

/** The owner asks for a correction, and reception confirms or refuses it. */
export function* askCorrection(simulated: SimulatedDossier): Scenario {
  const { chance, reception } = simulated;
  const { applicant } = simulated.dossier;
  const reason = 'Khai nhầm địa chỉ';
  const asked = { ...applicant, address: `${applicant.address} (mới)` };
  const at = simulated.awake(chance.around(4, 1));
  yield { at, actor: simulated.citizen, command: { type: 'request-correction', applicant: asked, reason } };
  const { requestId } = openCorrection(simulated.dossier) ?? {};
  if (requestId === undefined) return;
  const refused = chance.happens(BEHAVIOUR_RATES.correctionRefused);
  const type = refused ? 'refuse-correction' : 'correct-particulars';
  const command = { type, requestId, reason: refused ? 'Không khớp giấy tờ' : 'Đúng theo giấy tờ' } as const;
  const decided = simulated.inOffice(reception, chance.around(200, 0.7));
  yield { at: decided, actor: chance.pick(reception.people.reception), command };
}
