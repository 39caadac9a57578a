import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startService } from './service.mjs';
import { startBrowser } from './support.mjs';

// What one sees at once of an operation that has been unfolded, in a window 1440 wide; descriptions of many lines apart.
const mostPixels = 1900;

let service;
let browser;
let page;
let document;

before(async () => {
  service = await startService();
  browser = await startBrowser();
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  page.setDefaultTimeout(60_000);
  document = await (await fetch(`${service.url}/swagger/v1/swagger.json`)).json();
});

after(async () => {
  await browser?.close();
  service?.stop();
});

const operations = () => Object.entries(document.paths).flatMap(([path, item]) => Object.entries(item).map(([method, operation]) => ({ path, method, operation })));

/** Unfolds an operation by its deep link. */
async function unfold({ operationId, tags: [tag] }) {
  await page.goto('about:blank');
  await page.goto(`${service.url}/swagger/index.html#/${tag}/${operationId}`);
  const block = page.locator(`#operations-${tag}-${operationId}`);
  await block.locator('.execute').waitFor();
  return block;
}

/** Presses a button where it stands: Swagger UI moves its parts while it draws a long answer, and waiting until they rest can take a minute. */
const press = (button) => button.evaluate((element) => element.click());

/** Presses Execute, and gives the status of the answer. */
async function execute(block) {
  if (await block.locator('.btn-clear').count()) await press(block.locator('.btn-clear'));
  await press(block.locator('.execute'));
  const status = block.locator('.live-responses-table tbody .response-col_status').first();
  await status.waitFor();
  return Number.parseInt(await status.innerText(), 10);
}

test('In Swagger UI every example of every operation is answered with 200 when it is executed as it stands', async () => {
  let executed = 0;
  for (const { path, method, operation } of operations()) {
    const block = await unfold(operation);
    // Swagger UI quotes a text as JSON where "json" is in its media type, so that it cannot send lines: openapi.test.mjs does.
    const bodies = Object.entries(operation.requestBody?.content ?? { none: { examples: { none: null } } }).filter(([mediaType]) => mediaType !== 'application/x-ndjson');
    for (const [mediaType, { examples }] of bodies) {
      for (const name of Object.keys(examples)) {
        if (Object.keys(examples).length > 1) await block.locator('.opblock-section-request-body .examples-select select').selectOption(name);
        assert.equal(await execute(block), 200, `${method} ${path} ${mediaType} ${name}`);
        executed++;
      }
    }
  }

  const { examples } = await (await fetch(`${service.url}/v1/examples`)).json();
  const lines = operations().flatMap(({ operation }) => Object.keys(operation.requestBody?.content['application/x-ndjson']?.examples ?? {}));
  const reads = operations().filter(({ operation }) => !operation.requestBody);
  assert.equal(executed, examples.length - lines.length + reads.length);
});

test('In Swagger UI an operation unfolds to little more than a screen', async () => {
  for (const { path, operation } of operations()) {
    const { height } = await (await unfold(operation)).boundingBox();
    assert.ok(height < mostPixels, `${path} takes ${Math.round(height)} px`);
  }
});
