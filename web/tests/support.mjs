import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const output = resolve(dirname(fileURLToPath(import.meta.url)), '../../src/Backprop.Api/bin/Release/net10.0');

const flags = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

/** The service: the one at BACKPROP_URL, or the one that was built, started on a free port. */
export async function startService() {
  if (process.env.BACKPROP_URL) return { url: process.env.BACKPROP_URL.replace(/\/$/, ''), stop: () => {} };
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const service = spawn('dotnet', [join(output, 'Backprop.Api.dll')], { cwd: output, env: { ...process.env, ASPNETCORE_URLS: url }, stdio: 'ignore' });
  for (let attempt = 0; attempt < 200; attempt++) {
    if (service.exitCode !== null) throw new Error('The service ended. Is it built? dotnet build -c Release');
    const answer = await fetch(`${url}/health/ready`).catch(() => null);
    if (answer?.ok) return { url, stop: () => service.kill() };
    await new Promise((done) => setTimeout(done, 100));
  }

  service.kill();
  throw new Error('The service did not begin to answer within 20 seconds.');
}

function freePort() {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

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
