import type { Actor } from '../../../shared/dossier/actor.ts';
import type { FeeChoices } from '../../../shared/procedure/fee.ts';
import { PEOPLE } from './people.ts';
import type { Story } from './story.ts';

const DONG_HOI = 'H50.20';
const DONG_HOI_DESK = 'H50.20.1';
/** Merged into its neighbour in the story of the day only. */
const MERGED = 'H50.23';
const SUCCESSOR = 'H50.21';

/** Of the province, who moves the open dossiers of a merged agency. */
const ADMINISTRATOR: Actor = {
  kind: 'officer',
  subject: 'H50-administrator-1',
  roles: [{ agencyId: 'H50', role: 'administrator' }],
};

const inTime: FeeChoices = { fees: [], late: false };

/** Received at the wrong commune; the competent reception gets it, and the promise is counted again from its arrival there. */
const transfer: Story = {
  ...{ name: 'transfer', procedureCode: '1.001193', channel: 'direct', commune: 'H50.21', minute: 160 },
  *tell(desk) {
    yield* desk.filed(PEOPLE.father);
    yield desk.accepted(inTime);
    const { appointmentAt, dossierCode } = desk.dossier;
    const reason = 'Cha mẹ cư trú tại phường Đồng Hới';
    yield desk.reception({ type: 'transfer', agencyId: DONG_HOI_DESK, reason }, 240);
    const { receivingAgency, receivedBy } = desk.dossier;
    desk.expect('the competent reception has it', receivingAgency === DONG_HOI_DESK && receivedBy === 'H50.21.1');
    desk.expect('the promise is counted again', desk.dossier.appointmentAt !== appointmentAt);
    desk.expect('the code stays', desk.dossier.dossierCode === dossierCode);
    yield* desk.processed(DONG_HOI);
  },
};

/** The commune is merged while it has the dossier: its successor takes it over, no date moves, the code stays. */
const mergedCommune: Story = {
  ...{ name: 'merged-commune', procedureCode: '1.001193', channel: 'direct', commune: MERGED, minute: 175 },
  *tell(desk) {
    yield* desk.filed(PEOPLE.neighbour);
    yield desk.accepted(inTime);
    yield desk.reception({ type: 'forward', stepId: 'examination', agencyId: MERGED });
    const { appointmentAt, dossierCode } = desk.dossier;
    for (const [agencyId, successor] of [
      [`${MERGED}.1`, `${SUCCESSOR}.1`],
      [MERGED, SUCCESSOR],
    ] as const) {
      const act = desk.officer(successor, 'approver', { type: 'move-to-successor', agencyId });
      yield { ...act, actor: ADMINISTRATOR, agency: desk.closed(agencyId, successor) };
    }
    const { receivingAgency, step } = desk.dossier;
    const [reception, there] = [`${SUCCESSOR}.1`, SUCCESSOR];
    desk.expect('the successors have it', receivingAgency === reception && step?.agencyId === there);
    desk.expect('no date moved', desk.dossier.appointmentAt === appointmentAt);
    desk.expect('the code stays', desk.dossier.dossierCode === dossierCode);
    yield* desk.finished();
  },
};

export const TRANSFERS = [transfer, mergedCommune] as const;
