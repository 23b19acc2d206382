import { expect, it } from 'vitest';
import type { Figures } from '../../../functions/figures/counting/figures.ts';
import { originalsOf } from '../../../local/demo/handed-over.ts';
import { openObligation } from '../../../shared/dossier/state.ts';
import { eventually, stage } from '../kit.ts';
import { mailsTo } from '../mails.ts';
import { AtAnotherTime, COMMUNE, DESK, officer, poll } from './another-time.ts';

/** Months without dossiers of other tests. */
const MAY = 'from=2021-05-01&to=2021-05-31';
const JUNE = 'from=2021-06-01&to=2021-06-30';
const MAILBOX = {
  officers: 'xulyhoso.motcua.donghoi@quangtri.gov.vn',
  leader: 'lanhdao.motcua.donghoi@quangtri.gov.vn',
};
const feesOf = (code: string) => ({ fees: [{ code }] });

async function owed(period: string): Promise<Figures['refunds']> {
  const leader = await stage.as('lanh-dao-dong-hoi');
  const { total } = await leader.must('GET', `/v1/figures?${period}&agencyId=${COMMUNE}`);
  return (total as Figures).refunds;
}

it('a refund stands in the figures and its office is told of it, until it is paid back', async () => {
  const [reception, head] = [officer(DESK, 'reception'), officer(COMMUNE, 'approver')];
  const past = await new AtAnotherTime(new Date('2021-05-04T02:00:00.000Z')).filed('1.013225');
  const handedOver = originalsOf(['request', 'land-paper', 'design-drawings']);
  await past.ask(reception, { type: 'accept', assessment: feesOf('works-permit'), handedOver });
  await past.ask(reception, { type: 'request-payment' });
  const { obligationId = '', amount = 0 } = openObligation(await past.state()) ?? {};
  await past.ask(reception, { type: 'record-counter-payment', obligationId, amount, receiptNumber: 'BL-0501' });
  await past.ask(reception, { type: 'assess-fees', assessment: feesOf('house-permit') });

  await eventually('the figure', async () => (await owed(MAY)).open > 0);
  expect(await owed(MAY)).toEqual({ open: 1, amount: 75_000 });

  await poll();
  const { dossierCode = '' } = await past.state();
  const letters = async (to: string) => (await mailsTo(to)).filter(({ BodyText }) => BodyText.includes(dossierCode));
  const about = (subject: string) =>
    expect.objectContaining({ Subject: subject, BodyText: expect.stringContaining('75.000 đồng') });
  await eventually('both letters', async () => {
    const [warned, late] = [await letters(MAILBOX.officers), await letters(MAILBOX.leader)];
    return (
      warned.some(({ Subject }) => Subject.includes('hoàn trả')) &&
      late.some(({ Subject }) => Subject.includes('hoàn trả'))
    );
  });
  expect(await letters(MAILBOX.officers)).toContainEqual(about('Cảnh báo: khoản hoàn trả sắp đến hạn'));
  expect(await letters(MAILBOX.leader)).toContainEqual(about('Báo cáo: khoản hoàn trả quá hạn'));

  past.now = new Date('2021-06-08T02:00:00.000Z');
  const refund = { refundId: 'refund-1', amount: 75_000 };
  await past.ask(head, { type: 'approve-refund', ...refund });
  const evidence = { method: 'cash', reference: 'PC-0601', paidOn: '2021-06-08' } as const;
  await past.ask(reception, { type: 'record-refund', ...refund, ...evidence });
  await eventually('no figure', async () => (await owed(JUNE)).open === 0);
  expect([await owed(MAY), await owed(JUNE)]).toEqual([
    { open: 1, amount: 75_000 },
    { open: 0, amount: 0 },
  ]);
});
