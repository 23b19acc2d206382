import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Walk } from '../../../local/demo/walk.ts';
import { launch, openPage } from '../../portal/browser.ts';
import { environment, stage } from '../kit.ts';
import { holds, picture, signIn } from './kit.ts';

const { portalUrl } = environment;
/** A telephone, and a wide screen. */
const WIDTHS = [320, 1280] as const;

let browser: Browser;
let filed: { dossierId: string; dossierCode: string };
beforeAll(async () => {
  browser = await launch();
  const walk = await new Walk(stage, { plan: 'birth', channel: 'direct', citizen: 'cong-dan-an' }).file();
  await walk.accept();
  filed = { dossierId: walk.dossierId, dossierCode: (await walk.read()).dossierCode ?? '' };
});
afterAll(async () => browser.close());

describe.each(WIDTHS)('pages of everybody, %i pixels wide', (width) => {
  it.each([
    ['/', 'Bạn cần làm gì?'],
    ['/thu-tuc?q=khai sinh', 'Đăng ký khai sinh'],
    ['/thu-tuc/1.001193', 'Giấy tờ cần nộp'],
    ['/don-vi', 'Bộ phận Một cửa'],
    ['/don-vi/H50.20', 'Giờ làm việc'],
    ['/tra-cuu', 'Mã hồ sơ'],
    ['/khong-co', 'Không tìm thấy trang'],
  ])('%s', async (path, text) => {
    const { page, complaints } = await openPage(browser, width);
    await page.goto(portalUrl + path);
    await page.getByText(text).first().waitFor();
    await holds(page, complaints, width);
    await picture(page, `${path.replaceAll(/[^a-z0-9]+/gi, '-')}-${width}`);
    await page.getByRole('button', { name: 'English' }).click();
    await page.locator('html[lang=en]').waitFor({ state: 'attached' });
    await holds(page, complaints, width);
    await page.context().close();
  });
});

describe('look-up', () => {
  it('takes the code from the address of the QR and shows how far the dossier is, nothing personal', async () => {
    const { page, complaints } = await openPage(browser, 320);
    await page.goto(`${portalUrl}/tra-cuu#ma=${filed.dossierCode}`);
    await page.getByLabel('Số giấy tờ').fill('045190203817');
    await page.getByRole('button', { name: 'Xem kết quả' }).click();
    await page.getByRole('heading', { name: 'Được tiếp nhận' }).waitFor();
    await page.getByText('Bạn không cần làm gì; ').waitFor();
    expect(await page.locator('main').textContent()).not.toContain('Hoàng Bảo An');
    await holds(page, complaints, 320);
    await picture(page, 'look-up-found-320');
    await page.context().close();
  });

  it('names each field that is missing, and leads to it', async () => {
    const { page, complaints } = await openPage(browser, 1280);
    await page.goto(`${portalUrl}/tra-cuu`);
    await page.getByRole('button', { name: 'Xem kết quả' }).click();
    await page.getByRole('link', { name: 'Nhập mã hồ sơ' }).click();
    expect(await page.evaluate('document.activeElement?.id')).toBe('code');
    await holds(page, complaints, 1280);
    await page.context().close();
  });
});

describe('a person who signs in', () => {
  it.each(WIDTHS)('as a citizen finds their dossiers and what has happened, %i pixels wide', async (width) => {
    const { page, complaints } = await openPage(browser, width);
    await signIn(page, 'cong-dan-an');
    await page.getByRole('link', { name: 'Hồ sơ của tôi' }).click();
    await page.getByText(filed.dossierCode).first().waitFor();
    await holds(page, complaints, width);
    await picture(page, `my-dossiers-${width}`);
    await page.goto(`${portalUrl}/ho-so/${filed.dossierId}`);
    await page.getByRole('button', { name: 'Xem diễn biến' }).click();
    await page.locator('.timeline li').first().waitFor();
    await page.getByText('Bạn không cần làm gì; ').waitFor();
    await page.getByRole('button', { name: 'Xem thời gian ở từng cơ quan' }).click();
    await page.getByText('Từ khi nộp đến nay là').waitFor();
    await holds(page, complaints, width);
    await picture(page, `dossier-${width}`);
    await page.context().close();
  });

  it.each(WIDTHS)('as an officer finds the work of the agency, %i pixels wide', async (width) => {
    const { page, complaints } = await openPage(browser, width);
    await signIn(page, 'can-bo-tiep-nhan-dong-hoi');
    await page.getByRole('link', { name: 'Việc của tôi' }).click();
    await page.getByText(filed.dossierCode).first().waitFor();
    await holds(page, complaints, width);
    await picture(page, `inbox-${width}`);
    await page.context().close();
  });

  it('is signed out for good: the old cookie opens nothing', async () => {
    const { page } = await openPage(browser, 1280);
    await signIn(page, 'cong-dan-binh');
    const cookies = await page.context().cookies();
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.waitForURL((url) => !url.href.startsWith(portalUrl));
    await page.context().addCookies(cookies);
    await page.goto(`${portalUrl}/ho-so`);
    await page.getByText('Bạn cần đăng nhập trước khi đọc nội dung này.').waitFor();
    await page.context().close();
  });
});
