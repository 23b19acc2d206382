import { isParty } from '../../../shared/dossier/parties.ts';
import { PEOPLE } from './people.ts';
import type { Story } from './story.ts';

const DONG_HOI = 'H50.20';
const PROVINCIAL_POLICE = 'H50.31';

/** A child without a personal id: the mother files and gets the notices, and her account sees the dossier at once. */
const motherForChild: Story = {
  ...{ name: 'mother-for-child', procedureCode: '1.001193', channel: 'direct', commune: DONG_HOI, minute: 55 },
  *tell(desk) {
    yield* desk.filed(PEOPLE.child);
    yield desk.accepted({ fees: [], late: false });
    const { applicant, filer, filerKey = '' } = desk.dossier;
    desk.expect('the child is the owner', applicant.identity.type === 'birth' && filer?.basis === 'parent');
    desk.expect('the mother sees it', isParty(desk.dossier, filerKey));
    yield* desk.processed(DONG_HOI);
  },
};

/** A company by its agent, with the paper that authorises him. */
const agentForCompany: Story = {
  ...{ name: 'agent-for-company', procedureCode: '1.013225', channel: 'direct', commune: DONG_HOI, minute: 70 },
  *tell(desk) {
    yield* desk.filed(PEOPLE.company);
    yield desk.accepted({ fees: [{ code: 'works-permit' }] });
    desk.expect('the authorisation is recorded', desk.dossier.filer?.document === PEOPLE.company.filer.document);
    yield* desk.paidAtCounter('BL-0004');
    yield* desk.processed(DONG_HOI, { examination: 'other-works', appraisal: 'meets' });
  },
};

/** Known by a passport and a telephone abroad: 200.000 đồng, decided by the provincial police. */
const foreigner: Story = {
  ...{ name: 'foreigner-criminal-record', procedureCode: '2.000488', channel: 'direct', commune: 'H50.21', minute: 85 },
  *tell(desk) {
    yield* desk.filed(PEOPLE.foreigner);
    yield desk.accepted({ fees: [{ code: 'information-fee' }] });
    yield* desk.paidAtCounter('BL-0005');
    desk.expect('it costs 200.000', desk.dossier.obligations[0]?.amount === 200_000);
    yield* desk.processed(PROVINCIAL_POLICE);
  },
};

/** The officer typed the name wrong; the father shows his paper, and the name is corrected while the ward works on it. */
const correctedName: Story = {
  ...{ name: 'corrected-name', procedureCode: '1.001193', channel: 'direct', commune: DONG_HOI, minute: 100 },
  *tell(desk) {
    const { applicant } = PEOPLE.father;
    yield* desk.filed({ ...PEOPLE.father, applicant: { ...applicant, name: 'Lê Quang Vĩnh' } });
    yield desk.accepted({ fees: [], late: false });
    yield desk.reception({ type: 'forward', stepId: 'examination', agencyId: DONG_HOI });
    const { appointmentAt, ownerKey } = desk.dossier;
    const reason = 'Nhập sai dấu trong tên, theo căn cước của chủ hồ sơ';
    yield desk.reception({ type: 'correct-particulars', applicant, reason });
    const { changed } = desk.last('particulars-corrected');
    desk.expect('only the name changed', changed.join() === 'applicant.name');
    desk.expect('the name is right now', desk.dossier.applicant.name === applicant.name);
    desk.expect(
      'owner and promise stay',
      desk.dossier.ownerKey === ownerKey && desk.dossier.appointmentAt === appointmentAt,
    );
    yield* desk.finished();
  },
};

/** People whose identity or whose filer is not the usual one. */
export const ON_BEHALF = [motherForChild, agentForCompany, foreigner, correctedName] as const;
