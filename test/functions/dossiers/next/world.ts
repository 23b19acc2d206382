import { allowedActions } from '../../../../functions/dossiers/allowed/allowed-actions.ts';
import { nextFor } from '../../../../functions/dossiers/next/next.ts';
import type { Context } from '../../../../shared/dossier/decision.ts';
import type { Agency } from '../../../../shared/procedure/schema.ts';
import type { Language } from '../../../../shared/text/text.ts';
import {
  ACTORS,
  type ActorName,
  AGENCIES,
  at,
  CALENDAR,
  type History,
  PROCEDURE,
  uuidOf,
} from '../../../shared/dossier/world.ts';

/** Names as long as those of provinces are. */
const NAMES: Readonly<Record<string, string>> = {
  'H50.1': 'Trung tâm Phục vụ hành chính công tỉnh Quảng Trị',
  'H50.2': 'Trung tâm Phục vụ hành chính công xã Bến Hải',
  'H50.12': 'Sở Tư pháp tỉnh Quảng Trị',
  'H50.20': 'Ủy ban nhân dân xã Bến Hải',
  'H50.30': 'Thuế tỉnh Quảng Trị',
};

export const NAMED: readonly Agency[] = AGENCIES.map((agency) => {
  const name = NAMES[agency.agencyId] ?? 'Ủy ban nhân dân phường Nam Đông Hà';
  return { ...agency, name: { vi: name, en: name } };
});

export function contextOf({ world, minute }: History, who: ActorName): Context {
  return {
    now: at(minute + 1),
    actor: ACTORS[who],
    newId: uuidOf(777),
    procedure: world.procedure ?? PROCEDURE,
    calendar: world.calendar ?? CALENDAR,
    standsInFor: [],
  };
}

export const actsOf = (history: History, who: ActorName, language: Language = 'vi') =>
  allowedActions(history.state, contextOf(history, who), { agencies: NAMED, language });

/** What a person is told of a dossier now. */
export const nextOf = (history: History, who: ActorName, language: Language = 'vi') =>
  nextFor(history.state, contextOf(history, who), { agencies: NAMED, language }, actsOf(history, who, language));
