import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { startService } from './service.mjs';
import { openPage, readNumber, startBrowser } from './support.mjs';

const wwwroot = resolve(dirname(fileURLToPath(import.meta.url)), '../../src/Backprop.Api/wwwroot');
let service;
let browser;

before(async () => {
  service = await startService();
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  service?.stop();
});

/** Opens the page, and afterwards holds it to what always holds: no request to others, no complaint. */
async function visit(options, act) {
  const { page, notes, close } = await openPage(browser, service.url, options);
  try {
    await act(page, notes);
    assert.deepEqual(notes.strangers, [], 'requests left the origin');
    assert.deepEqual(notes.complaints, [], 'the console complained');
  } finally {
    await close();
  }
}

const write = (page, text) => page.locator('#source').fill(text);
const output = (page, text) => page.locator('.output', { hasText: text }).waitFor();
const cell = async (page, node, column) => readNumber(await page.locator('#panel tbody tr', { has: page.locator(`th var:text-is("${node}")`) }).locator(`td.${column}`).innerText());
const near = (actual, expected, what) => assert.ok(Math.abs(actual - expected) <= 1e-5 * Math.max(1, Math.abs(expected)), `${what}: ${actual} instead of ${expected}`);
const fragmentOf = (request, more = {}) => `#${Buffer.from(JSON.stringify({ v: 1, request, ...more })).toString('base64url')}`;
const circuit = { expression: 'q = x + y\nf = q * z', inputs: { x: -2, y: 5, z: -4 } };

test('An expression is shown with its values and gradients', () => visit({}, async (page) => {
  await output(page, 'f = −12');
  assert.equal(await page.locator('g[data-node="q"] .bp-value').textContent(), '3');
  assert.equal(await page.locator('g[data-node="q"] .bp-gradient').textContent(), '−4');
  near(await cell(page, 'z', 'grad'), 3, '∂f/∂z');
}));

test('Every example shows the numbers that it promises', () => visit({}, async (page) => {
  const { examples } = await (await fetch(`${service.url}/v1/examples`)).json();
  assert.ok(examples.length > 10);
  for (const { id, contentType } of examples) {
    // What goes over the wire in another form than one JSON object is not offered.
    if (contentType) continue;
    const example = await (await fetch(`${service.url}/v1/examples/${id}`)).json();
    // A data set by name is drawn by the training panel, which has tests of its own.
    if (example.request.dataset) continue;
    await page.selectOption('#examples', id);
    await page.waitForFunction((wanted) => document.querySelector('#drawing')?.dataset.example === wanted, id);
    if (example.endpoint !== '/v1/gradients') continue;
    for (const [node, expected] of Object.entries(example.expect.nodes ?? {})) {
      if (typeof expected.value === 'number') near(await cell(page, node, 'value'), expected.value, `${id}, ${node}`);
      if (typeof expected.gradient === 'number') near(await cell(page, node, 'grad'), expected.gradient, `${id}, gradient of ${node}`);
    }
  }
}));

test('A new name becomes an input and a name that is gone leaves', () => visit({}, async (page) => {
  await write(page, 'f = q * z + new_one');
  await page.locator('#number-new_one').waitFor();
  await output(page, 'f =');
  assert.equal(await page.locator('#number-x').count(), 0);
  await write(page, 'q = x + y\nf = q * z');
  await output(page, 'f = −12');
}));

test('Dragging an input moves the numbers with it', () => visit({}, async (page) => {
  const slider = page.getByLabel('x, slider');
  const box = await slider.boundingBox();
  const seen = new Set();
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height / 2);
  await page.mouse.down();
  for (let i = 0; i <= 8; i++) {
    await page.mouse.move(box.x + box.width * (0.4 + i * 0.05), box.y + box.height / 2);
    await page.waitForTimeout(40);
    seen.add(await page.locator('.output b').innerText());
  }

  await page.mouse.up();
  assert.ok(seen.size >= 4, `the output took ${seen.size} values on the way`);
  const x = Number(await page.locator('#number-x').inputValue());
  assert.ok(x > 2);
  await page.waitForFunction((wanted) => Math.abs(Number(document.querySelector('.output b').textContent.replace('−', '-')) - wanted) < 1e-6, (x + 5) * -4);
}));

test('Steps go through both passes, light up a node and show its formula', () => visit({}, async (page) => {
  const on = page.locator('#step-on');
  await on.click();
  await page.locator('.step .katex').first().waitFor();
  assert.equal(await page.locator('g.is-now').getAttribute('data-node'), 'x');
  assert.equal(await page.locator('g.no-gradient').count(), 5);
  const total = Number(/of (\d+)/.exec(await page.locator('.count').innerText())[1]);
  for (let i = 1; i < total; i++) await on.click();
  assert.ok(await on.isDisabled());
  assert.equal(await page.locator('g.no-gradient').count(), 0);
  await page.locator('#step-back').click();
  assert.equal(await page.locator('g.no-gradient').count(), 1);
  assert.match(await page.locator('.step-text').innerText(), /upstream|gradient/i);
  assert.ok(await page.locator('.step math').count() >= 1, 'formulas are there for screen readers');
}));

test('An edge under the pointer shows upstream times local', () => visit({}, async (page) => {
  await page.locator('.hit[data-from="z"][data-to="f"]').hover({ force: true });
  await page.locator('#readout', { hasText: 'upstream 1 × local 3 = contribution 3' }).waitFor();
  assert.equal(await page.locator('.bp-edge.is-pointed').getAttribute('data-from'), 'z');
}));

test('A local derivative is told apart from the total one beside a longer path', () => visit({ fragment: fragmentOf({ expression: 'b = a^2\nf = a * b', inputs: { a: 3 } }, { panel: 'derivation' }) }, async (page) => {
  await page.locator('.hit[data-from="a"][data-to="f"]').hover({ force: true });
  await page.locator('#readout', { hasText: 'upstream 1 × local ∂f/∂a|b 9 = contribution 9' }).waitFor();
  await page.locator('#panel .note', { hasText: 'counts every path' }).waitFor();
  await write(page, 'b = c^2\nf = a * b');
  await page.locator('#number-c').waitFor();
  await output(page, 'f = 3');
  await page.locator('#panel .note').waitFor({ state: 'detached' });
}));

test('A wrong expression is marked at its place, with what may have been meant', () => visit({}, async (page) => {
  await write(page, 'a = x + y\nf = sigmod(a)');
  await page.locator('.issues li', { hasText: 'sigmoid' }).waitFor();
  assert.equal(await page.locator('.text mark').innerText(), 'sigmod');
  assert.match(await page.locator('.issues .where').first().innerText(), /line 2, column 5/);
  assert.equal(await page.locator('#source').getAttribute('aria-invalid'), 'true');
  await write(page, 'a = x + y\nf = sigmoid(a)');
  await output(page, 'f = 0.95');
  assert.equal(await page.locator('.issues').count(), 0);
}));

test('A mistake in a graph is marked in its JSON', () => visit({}, async (page) => {
  await page.getByRole('radio', { name: 'Graph' }).check();
  await output(page, 'f =');
  await write(page, '{ "nodes": [ { "id": "x", "op": "input" }, { "id": "f", "op": "tanh", "inputs": ["xx"] } ] }');
  await page.locator('.text mark', { hasText: '"xx"' }).waitFor();
  await write(page, '{ "nodes": [');
  await page.locator('.issues li', { hasText: 'not JSON' }).waitFor();
}));

test('Warnings are shown', () => visit({ fragment: fragmentOf({ expression: 'f = ln(x)', inputs: { x: 0 } }) }, async (page) => {
  await page.locator('.warnings', { hasText: '-Infinity' }).waitFor();
}));

test('The gradient check gives a verdict for every input', () => visit({ fragment: fragmentOf({ expression: 'f = relu(x) * y + exp(y)', inputs: { x: 0, y: 1.5 } }, { panel: 'check' }) }, async (page) => {
  await page.locator('#run-check').click();
  await page.locator('#panel tbody tr').first().waitFor();
  assert.match(await page.locator('#panel tbody tr', { hasText: 'x' }).first().innerText(), /kink/);
  assert.match(await page.locator('#panel tbody tr', { hasText: 'y' }).first().innerText(), /pass/);
}));

test('A quiz hides the gradients, marks the answer and shows the first wrong step', () => visit({ fragment: fragmentOf(circuit) }, async (page) => {
  await page.getByRole('tab', { name: 'Quiz' }).click();
  await page.waitForFunction(() => document.querySelectorAll('#drawing .bp-gradient').length === 0 || document.querySelector('#drawing .bp-gradient.bp-swatch') === null);
  for (const [part, text] of Object.entries({ 'gradients.f': '1', 'gradients.q': '-4', 'gradients.x': '-4', 'gradients.y': '4', 'gradients.z': '3' })) {
    await page.locator(`[data-part="${part}"]`).fill(text);
  }

  await page.locator('#submit-quiz').click();
  await page.locator('.answer.is-first [data-part="gradients.y"]').waitFor();
  assert.equal(await page.locator('.answer .verdict.correct').count(), 4);
  await page.locator('[data-part="gradients.y"]').fill('-4');
  await page.locator('#submit-quiz').click();
  await page.locator('.score', { hasText: '100 %' }).waitFor();
}));

test('A network is trained while the loss falls and the boundary is drawn', () => visit({ fragment: fragmentOf(circuit, { panel: 'train' }) }, async (page) => {
  await page.locator('#train:enabled').click();
  await page.locator('#training-state', { hasText: 'epoch' }).waitFor();
  await page.waitForFunction(() => Number(document.querySelector('#training-state [data-loss]')?.dataset.loss) < 0.1, null, { timeout: 20000 });
  await page.waitForFunction(() => {
    const canvas = document.querySelector('canvas');
    const at = (x, y) => [...canvas.getContext('2d').getImageData(canvas.width * x, canvas.height * y, 1, 1).data].join();
    return at(0.5, 0.5) !== at(0.02, 0.02);
  });
}));

test('A network is changed by its controls', () => visit({}, async (page) => {
  await page.getByRole('radio', { name: 'Network' }).check();
  await output(page, 'loss =');
  await page.getByLabel('Units of layer 1').fill('5');
  await page.locator('#panel tbody tr', { hasText: '5 × 2' }).first().waitFor();
  await page.getByLabel('as neurons').check({ force: true });
  await page.locator('#drawing svg[aria-label="Neurons and weights"]').waitFor();
}));

test('The derivation lists every step and each derivative as one expression', () => visit({ fragment: fragmentOf({ expression: 'f = x^2', inputs: { x: 3 } }, { panel: 'derivation' }) }, async (page) => {
  await page.locator('.equations .katex').first().waitFor();
  await page.locator('.symbolic li', { hasText: 'x' }).first().waitFor();
}));

test('A shared link brings everything back', () => visit({ permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
  await write(page, 'h = tanh(w * x + b)');
  await page.locator('#number-w').fill('0.25');
  await page.getByLabel('local derivatives').check({ force: true });
  await page.getByRole('tab', { name: 'Derivation' }).click();
  await page.locator('#step-on').click();
  await page.locator('#step-on').click();
  const shown = await page.locator('.output b').innerText();
  await page.getByRole('button', { name: /Share/ }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await visit({ fragment: new URL(link).hash }, async (other) => {
    await output(other, `h = ${shown}`);
    assert.equal(await other.locator('#source').inputValue(), 'h = tanh(w * x + b)');
    assert.equal(await other.locator('#number-w').inputValue(), '0.25');
    assert.ok(await other.getByLabel('local derivatives').isChecked());
    assert.equal(await other.getByRole('tab', { selected: true }).innerText(), 'Derivation');
    assert.match(await other.locator('.count').innerText(), /2 of/);
  });
}));

test('The request can be copied as curl', () => visit({ permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
  await write(page, "x' = a * 2");
  await output(page, "x' = 2");
  await page.getByRole('button', { name: /curl/ }).click();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(command, new RegExp(`^curl -s ${service.url}/v1/gradients -H 'Content-Type: application/json' -d '`));
  assert.ok(command.includes(`"x'\\'' = a * 2"`), command);
}));

test('The keyboard alone reaches everything', () => visit({}, async (page) => {
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to the graph');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'picture');
  const reached = new Set();
  for (let i = 0; i < 14; i++) {
    await page.keyboard.press('Tab');
    reached.add(await page.evaluate(() => document.activeElement.id || document.activeElement.getAttribute('data-node') || document.activeElement.getAttribute('aria-label')));
  }

  assert.ok(reached.has('x') && reached.has('step-on') && reached.has('tab-numbers'), [...reached].join(', '));
  await page.locator('g[data-node="x"]').focus();
  await page.keyboard.press('End');
  await page.locator('#readout', { hasText: 'value −12' }).waitFor();
  await page.keyboard.press('ArrowLeft');
  await page.locator('#readout', { hasText: 'contribution' }).waitFor();
  await page.locator('#step-on').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowRight');
  await page.locator('.count', { hasText: '2 of' }).waitFor();
  await page.locator('#number-x').focus();
  await page.keyboard.press('ArrowUp');
  await output(page, 'f = −12.4');
  await page.locator('#tab-numbers').focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.getByRole('tab', { selected: true }).innerText(), 'Derivation');
}));

test('Every control has a name', () => visit({}, async (page) => {
  for (const tab of ['Numbers', 'Derivation', 'Gradient check', 'Training', 'Quiz']) {
    await page.getByRole('tab', { name: tab }).click();
    const nameless = await page.evaluate(() => [...document.querySelectorAll('button, a, select, textarea, input, [tabindex="0"]')]
      .filter((e) => !(e.textContent.trim() && e.matches('button, a, [role=tab]')) && !e.getAttribute('aria-label') && !e.labels?.length && !e.querySelector?.('title'))
      .map((e) => e.outerHTML.slice(0, 80)));
    assert.deepEqual(nameless, [], tab);
  }
}));

test('A phone shows one column without scrolling sideways', () => visit({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }, async (page) => {
  await output(page, 'f = −12');
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 390);
  for (const tab of ['Derivation', 'Training', 'Quiz']) {
    await page.getByRole('tab', { name: tab }).tap();
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 390, tab);
  }
}));

test('Light and dark are switched and kept', () => visit({ colorScheme: 'dark' }, async (page) => {
  const paper = () => page.evaluate(() => getComputedStyle(document.body.parentElement).backgroundColor);
  const dark = await paper();
  await page.getByRole('button', { name: 'Light colours' }).click();
  assert.notEqual(await paper(), dark);
  await page.reload();
  await page.locator('#drawing svg').waitFor();
  assert.notEqual(await paper(), dark);
}));

test('No script may stand in the page', async () => {
  const answer = await fetch(`${service.url}/`);
  const policy = answer.headers.get('content-security-policy');
  assert.match(policy, /script-src 'self'(;|$)/);
  assert.doesNotMatch(await answer.text(), /<script(?![^>]*src=)|\son\w+=|style=/);
});

test('The page weighs under 200 KB compressed, fonts aside', () => {
  const files = readdirSync(wwwroot, { recursive: true }).map(String).filter((name) => /\.(html|js|css|svg)$/.test(name));
  const weight = files.reduce((sum, name) => sum + gzipSync(readFileSync(join(wwwroot, name))).length, 0);
  assert.ok(files.length >= 4);
  assert.ok(weight < 200 * 1024, `${weight} bytes`);
});
