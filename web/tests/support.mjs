import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const flags = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

/** Chromium with a profile of its own, thrown away afterwards. */
export function startBrowser() {
  const executablePath = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
  return chromium.launch({ ...(executablePath && { executablePath }), headless: true, args: flags });
}

/** A page that notes what it must not do: talk to others, or complain. */
export async function openPage(browser, url, { fragment = '', ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(8000);
  const notes = { strangers: [], complaints: [], transferred: [] };
  page.on('request', (request) => { if (new URL(request.url()).origin !== new URL(url).origin) notes.strangers.push(request.url()); });
  page.on('pageerror', (error) => notes.complaints.push(error.message));
  page.on('console', (message) => {
    // The browser itself writes down every answer of status 4xx; a mistake in an expression is such an answer.
    if (message.type() === 'error' && !/status of 422/.test(message.text())) notes.complaints.push(message.text());
  });
  await page.goto(`${url}/${fragment}`);
  await page.locator('#drawing svg').waitFor();
  return { page, notes, close: () => context.close() };
}

/** A number as the page writes it. */
export function readNumber(text) {
  const digits = { '⁻': '-', '⁰': 0, '¹': 1, '²': 2, '³': 3, '⁴': 4, '⁵': 5, '⁶': 6, '⁷': 7, '⁸': 8, '⁹': 9 };
  return Number(text.replace(/−/g, '-').replace(/·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/, (_, power) => `e${[...power].map((c) => digits[c]).join('')}`));
}
