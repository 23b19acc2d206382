import { isoOf } from '../../shared/calendar/iso.ts';
import type { HandedOver, HandedPaper } from '../../shared/dossier/handed-over.ts';
import { openRequest } from '../../shared/dossier/state.ts';
import { BEHAVIOUR_RATES } from './behaviour-rates.ts';
import { attach } from './scenario-arrival.ts';
import type { Scenario, SimulatedDossier } from './simulated-dossier.ts';

type Declared = { readonly handedOver?: HandedOver };

/** What reception declares at acceptance: every required paper, some optional ones, and sometimes one that the catalogue does not know. */
export function handedOver(simulated: SimulatedDossier): Declared {
  const { chance, channel, procedure, arrivesAt } = simulated;
  if (channel === 'online') return {};
  const brought = procedure.components.filter(
    ({ required }) => required || chance.happens(BEHAVIOUR_RATES.optionalPaper),
  );
  const papers = brought.map(({ component }) => paper(simulated, component));
  if (chance.happens(BEHAVIOUR_RATES.otherPaper)) papers.push({ name: 'Giấy ủy quyền nộp hồ sơ', original: 1 });
  return { handedOver: { papers, sets: 1, ...record(simulated, arrivesAt) } };
}

/** What is brought after a supplement request. */
export function handedOverLater(simulated: SimulatedDossier, at: number): Declared {
  const { channel, dossier } = simulated;
  if (channel === 'online') return {};
  const asked = new Set(openRequest(dossier)?.items.flatMap(({ component }) => component ?? []));
  return { handedOver: { papers: [...asked].map((one) => paper(simulated, one)), sets: 1, ...record(simulated, at) } };
}

function paper({ chance }: SimulatedDossier, component: string): HandedPaper {
  return chance.happens(BEHAVIOUR_RATES.copyInsteadOfOriginal)
    ? { component, certifiedCopy: 1 }
    : { component, original: 1 };
}

const record = ({ channel, index }: SimulatedDossier, signedAt: number) =>
  channel === 'postal'
    ? { record: { recordNumber: `BB${index + 1}`, signedAt: isoOf(signedAt), carrier: 'vnpost' } }
    : {};

/** Reception scans what was handed over, at the counters that have the time for it. */
export function* scan(simulated: SimulatedDossier): Scenario {
  const { channel, chance, dossier } = simulated;
  if (channel === 'online' || !chance.happens(BEHAVIOUR_RATES.scansPapers)) return;
  for (const { component } of dossier.handedOver?.papers ?? []) {
    if (component === undefined) continue;
    yield attach(simulated, component, 'component', simulated.now + chance.int(20_000, 90_000), 'scanned');
  }
}
