import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { violations } from '../../portal/browser.ts';
import { environment } from '../kit.ts';

const { portalUrl } = environment;

/** Signs a person in by the identity provider's page. */
export async function signIn(page: Page, personId: string): Promise<void> {
  await page.goto(`${portalUrl}/session/sign-in?return=/`);
  await page.locator(`form:has([name=personId][value="${personId}"]) button`).click();
  await page.waitForURL(`${portalUrl}/`);
}

/** Pictures for `docs/portal`, where the run is asked for them: `MOTCUA_PICTURES=docs/portal`. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.MOTCUA_PICTURES;
  if (folder === undefined) return;
  await page.evaluate('scrollTo(0, 0)');
  await page.screenshot({ path: `${folder}/${name}.png` });
}

/** No violation, no complaint, one heading, a title, and nothing wider than the screen. */
export async function holds(page: Page, complaints: readonly string[], width: number): Promise<void> {
  expect(await violations(page)).toEqual([]);
  expect(complaints).toEqual([]);
  expect(await page.locator('h1').count()).toBe(1);
  expect(await page.title()).toMatch(/ – Một Cửa$/);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
}
