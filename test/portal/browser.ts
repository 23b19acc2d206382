import chromium from '@sparticuz/chromium';
import axe from 'axe-core';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';

/**
 * Chromium from its npm package: the same on every machine, nothing to install. The package's own arguments are for Lambda: one
 * process for all, which ends with the first window. No sandbox: CI runs as root, and the only pages are our own.
 */
export async function launch(): Promise<Browser> {
  return playwright.launch({ executablePath: await chromium.executablePath(), args: ['--no-sandbox'], headless: true });
}

/** What a page did that none may do. */
export type Complaints = string[];

/** A page whose console errors, exceptions and violations of its policy are collected. */
export async function openPage(browser: Browser, width: number): Promise<{ page: Page; complaints: Complaints }> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'vi-VN', bypassCSP: false });
  const page = await context.newPage();
  const complaints: Complaints = [];
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    // A name that the catalogue does not have (dossiers of other tests): the page shows its code.
    const unnamed = message.text().includes('404') && /\/v1\/(procedures|agencies)\//.test(message.location().url);
    if (!unnamed) complaints.push(`${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, complaints };
}

/** Violations of accessibility rules on the page as it is now, each with where. */
export async function violations(page: Page): Promise<readonly string[]> {
  // Through the debugger, not as a script of the page: its policy would refuse one.
  await page.evaluate(axe.source);
  return page.evaluate(RUN_AXE);
}

const RUN_AXE = `axe.run(document, {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
}).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | ')))`;
