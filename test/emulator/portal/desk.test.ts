import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Walk } from '../../../local/demo/walk.ts';
import { launch, openPage } from '../../portal/browser.ts';
import { environment, stage } from '../kit.ts';
import { holds, picture, signIn } from './kit.ts';

const { portalUrl } = environment;

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => browser.close());

const filed = () => new Walk(stage, { plan: 'birth', channel: 'direct', citizen: 'cong-dan-chau' }).file();

/** A window of one officer, at the dossier. */
async function at(officer: string, dossierId: string) {
  const { page, complaints } = await openPage(browser, 1280);
  await signIn(page, officer);
  await page.goto(`${portalUrl}/ho-so/${dossierId}`);
  return { page, complaints };
}

const act = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
/** One more of a paper in this form. */
const count = (page: Page, paper: string, form: string) =>
  page.getByRole('group', { name: paper }).getByLabel(form, { exact: true }).fill('1');

const confirm = async (page: Page): Promise<void> => {
  await act(page, 'Xác nhận');
  await page.getByText('Đã thực hiện.').waitFor();
};

/** The text of the alternative that costs so much. */
const priceOf = async (page: Page, amount: string): Promise<string> =>
  (await page.getByLabel('Lệ phí, phí').locator('option').filter({ hasText: amount }).first().textContent()) ?? '';

describe('officers at their desks', () => {
  it('take a dossier from its acceptance to the returned result, by the buttons that the page offers', async () => {
    const walk = await filed();
    const reception = await at('can-bo-tiep-nhan-dong-hoi', walk.dossierId);
    await act(reception.page, 'Tiếp nhận');
    await count(reception.page, 'Tờ khai đăng ký khai sinh', 'Bản chính');
    await count(reception.page, 'Giấy chứng sinh', 'Bản chính');
    await holds(reception.page, reception.complaints, 1280);
    await picture(reception.page, 'accept-1280');
    await confirm(reception.page);
    const { handedOver } = await walk.read();
    expect(handedOver?.papers).toHaveLength(2);
    await act(reception.page, 'Chuyển bước');
    await confirm(reception.page);

    const handler = await at('ho-tich-dong-hoi', walk.dossierId);
    for (const step of ['registration', 'signature']) {
      await act(handler.page, 'Chuyển bước');
      await confirm(handler.page);
      expect((await walk.read()) as unknown as { step: object }).toMatchObject({ step: { stepId: step } });
    }
    const leader = await at('lanh-dao-dong-hoi', walk.dossierId);
    await act(leader.page, 'Hoàn thành');
    await holds(leader.page, leader.complaints, 1280);
    await confirm(leader.page);
    await reception.page.reload();
    await act(reception.page, 'Trả kết quả tại quầy');
    await confirm(reception.page);
    expect((await walk.read()).status).toBe('returned');
    for (const { page, complaints } of [reception, handler, leader]) {
      expect(complaints).toEqual([]);
      await page.context().close();
    }
  });

  it('receive a building permit as it was laid on the counter, and charge what is due for a house', async () => {
    const walk = await new Walk(stage, { plan: 'permit', channel: 'direct', citizen: 'cong-dan-tram' }).file();
    const { page, complaints } = await at('can-bo-tiep-nhan-dong-hoi', walk.dossierId);
    await act(page, 'Tiếp nhận');
    await count(page, 'Đơn đề nghị', 'Bản chính');
    await count(page, 'Giấy tờ chứng minh quyền sử dụng đất', 'Bản sao chứng thực');
    await count(page, 'Bản vẽ thiết kế xây dựng', 'Bản chính');
    await page.getByLabel('Lệ phí, phí').selectOption({ label: await priceOf(page, '75.000 đồng') });
    await holds(page, complaints, 1280);
    await confirm(page);
    expect(await walk.read()).toMatchObject({
      assessment: { amount: 75_000 },
      handedOver: { papers: [{ original: 1 }, { certifiedCopy: 1 }, { original: 1 }] },
    });
    await act(page, 'Yêu cầu nộp tiền');
    await confirm(page);
    await act(page, 'Ghi nhận thu tại quầy');
    await page.getByText('Cần nộp 75.000 đồng').waitFor();
    await page.getByLabel('Số biên lai').fill('BL-0007');
    await confirm(page);
    expect((await walk.read()).payment).toBeUndefined();
    await page.context().close();
  });

  it('are told that another one was faster, and keep what they typed', async () => {
    const walk = await (await filed()).accept();
    const { page } = await at('can-bo-tiep-nhan-dong-hoi', walk.dossierId);
    await act(page, 'Ghi chú nội bộ');
    await page.getByLabel('Nội dung').fill('Đã gọi điện cho người nộp');
    await walk.act(walk.plan.reception.officer, { type: 'forward', stepId: 'examination', agencyId: 'H50.20' });
    await act(page, 'Xác nhận');
    await page.getByText('Hồ sơ vừa được người khác cập nhật.').waitFor();
    expect(await page.getByLabel('Nội dung').inputValue()).toBe('Đã gọi điện cho người nộp');
    await page.context().close();
  });

  it('see what a stranger wrote as text, never as markup', async () => {
    const walk = await (await filed()).accept();
    await walk.act(walk.plan.reception.officer, { type: 'add-note', note: '<img src=x onerror=alert(1)>' });
    const { page, complaints } = await at('can-bo-tiep-nhan-dong-hoi', walk.dossierId);
    await page.getByRole('button', { name: 'Xem diễn biến' }).click();
    await page.getByText('<img src=x onerror=alert(1)>').waitFor();
    expect(await page.locator('main img').count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
