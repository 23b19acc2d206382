import { expect, it } from 'vitest';
import { nextFor } from '../../../../functions/dossiers/next/next.ts';
import type { Agency } from '../../../../shared/procedure/schema.ts';
import { submitted } from '../../../shared/dossier/world.ts';
import { actsOf, contextOf, NAMED } from './world.ts';

/** What the owner is told while the dossier waits at a reception, closed on that day. */
function toldWhenClosed(on: string) {
  const history = submitted();
  const agencies = NAMED.map(
    (agency): Agency => (agency.agencyId === 'H50.1' ? { ...agency, closed: { on, successor: 'H50.2' } } : agency),
  );
  return nextFor(history.state, contextOf(history, 'owner'), { agencies, language: 'vi' }, actsOf(history, 'owner'));
}

it('names the successor of a closed agency from that day on', () => {
  expect(toldWhenClosed('2026-11-20').agency).toEqual({
    agencyId: 'H50.2',
    name: 'Trung tâm Phục vụ hành chính công xã Bến Hải',
  });
  expect(toldWhenClosed('2026-11-21').agency).toMatchObject({ agencyId: 'H50.1' });
});
