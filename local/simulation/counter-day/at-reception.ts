import { netPaid } from '../../../shared/dossier/fees.ts';
import { PEOPLE } from './people.ts';
import type { Story } from './story.ts';

const DONG_HOI = 'H50.20';

const feesOf = (code: string) => ({ fees: [{ code }] });

/** What is found in the steps of a house that gets its permit. */
const HOUSE = { examination: 'family-house', 'house-appraisal': 'meets' };

/** A family house in Đồng Hới: three papers on paper, and 75.000 đồng, not the sum of all fees that there are. */
const buildingPermit: Story = {
  ...{ name: 'paper-building-permit', procedureCode: '1.013225', channel: 'direct', commune: DONG_HOI, minute: 10 },
  *tell(desk) {
    yield* desk.filed(PEOPLE.builder);
    const papers = [
      { component: 'request', original: 1 },
      { component: 'land-paper', certifiedCopy: 1 },
      { component: 'design-drawings', original: 2 },
    ];
    yield desk.accepted(feesOf('house-permit'), papers);
    const { assessment } = desk.dossier;
    desk.expect('three papers were handed over', desk.dossier.handedOver?.papers.length === 3);
    desk.expect('a house costs 75.000', assessment?.lines.reduce((sum, { amount }) => sum + amount, 0) === 75_000);
    yield* desk.paidAtCounter('BL-0001');
    yield* desk.processed(DONG_HOI, HOUSE);
  },
};

/** Charged as other works by mistake: the assessment is replaced before anything is asked for. */
const wrongFee: Story = {
  ...{ name: 'wrong-fee-replaced', procedureCode: '1.013225', channel: 'direct', commune: DONG_HOI, minute: 40 },
  *tell(desk) {
    yield* desk.filed(PEOPLE.neighbour);
    yield desk.accepted(feesOf('works-permit'));
    yield desk.reception({ type: 'assess-fees', assessment: feesOf('house-permit') });
    yield* desk.paidAtCounter('BL-0002');
    const [due, ...others] = desk.dossier.obligations;
    desk.expect('only the right fee was asked for', due?.amount === 75_000 && others.length === 0);
    yield* desk.processed(DONG_HOI, HOUSE);
  },
};

/** The charge of a household business is paid at the counter before the dossier goes on. */
const householdBusiness: Story = {
  ...{ name: 'household-business', procedureCode: '1.001612', channel: 'direct', commune: 'H50.21', minute: 25 },
  *tell(desk) {
    yield* desk.filed(PEOPLE.trader);
    yield desk.accepted(feesOf('registration-charge'));
    yield* desk.paidAtCounter('BL-0003');
    yield* desk.processed(desk.agencyOfSteps());
  },
};

/** The wrong charge is paid before anybody sees it: the difference goes back, and is owed again when the bank returns it. */
const feeGivenBack: Story = {
  ...{ name: 'fee-given-back', procedureCode: '1.013225', channel: 'direct', commune: DONG_HOI, minute: 205 },
  *tell(desk) {
    yield* desk.filed(PEOPLE.neighbour);
    yield desk.accepted(feesOf('works-permit'));
    yield* desk.paidAtCounter('BL-0006');
    yield desk.reception({ type: 'assess-fees', assessment: feesOf('house-permit') });
    const { refundId, amount } = desk.last('refund-opened');
    desk.expect('75.000 of 150.000 go back', amount === 75_000);
    yield desk.officer(DONG_HOI, 'approver', { type: 'approve-refund', refundId, amount });
    yield desk.refunded({ refundId, amount, method: 'bank-transfer', reference: 'UNC-0017' });
    const reason = 'Ngân hàng trả lại lệnh chuyển tiền';
    yield desk.officer(DONG_HOI, 'approver', { type: 'reopen-refund', refundId, reason }, 480);
    desk.expect('it is owed again', desk.dossier.refunds[0]?.state === 'approved');
    yield desk.refunded({ refundId, amount, method: 'cash', reference: 'PC-0009' });
    desk.expect('75.000 stay', desk.dossier.refunds[0]?.state === 'paid' && netPaid(desk.dossier) === 75_000);
    yield* desk.processed(DONG_HOI, HOUSE);
  },
};

export const AT_RECEPTION = [buildingPermit, householdBusiness, wrongFee, feeGivenBack] as const;
