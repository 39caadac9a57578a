import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Ajv2020 from 'ajv/dist/2020.js';
import { startService } from './service.mjs';

const json = 'application/json';
let service;
let document;
let ajv;

before(async () => {
  service = await startService();
  document = await (await fetch(`${service.url}/swagger/v1/swagger.json`)).json();
  ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema(document, 'openapi');
});

after(() => service?.stop());

/** What is wrong with a value by a schema that stands in the document; nothing where it fits. */
function misfits(schema, value) {
  const validate = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"openapi#/components/')));
  return validate(value) ? [] : validate.errors.map((error) => `${error.instancePath} ${error.message}`);
}

/** The pieces of a body that its schema is of: the whole, the lines, or the data of the events. */
function pieces(mediaType, text) {
  switch (mediaType) {
    case 'application/x-ndjson': return text.split('\n').filter(Boolean).map((line) => JSON.parse(line));
    case 'text/event-stream': return text.split('\n').filter((line) => line.startsWith('data: ')).map((line) => JSON.parse(line.slice('data: '.length)));
    case json: return [JSON.parse(text)];
    default: return [text];
  }
}

const operations = () => Object.entries(document.paths).flatMap(([path, item]) => Object.entries(item).map(([method, operation]) => ({ path, method, operation })));
const textOf = (example) => (typeof example.value === 'string' ? example.value : JSON.stringify(example.value));

test('Every example of a request or an answer in the document fits its schema', () => {
  let count = 0;
  for (const { path, method, operation } of operations()) {
    const bodies = [...Object.entries(operation.requestBody?.content ?? {}), ...Object.entries(operation.responses['200'].content)];
    for (const [mediaType, { schema, examples }] of bodies) {
      for (const [name, example] of Object.entries(examples)) {
        for (const piece of pieces(mediaType, textOf(example))) {
          assert.deepEqual(misfits(schema, piece), [], `${method} ${path} ${mediaType} ${name}`);
          count++;
        }
      }
    }
  }

  assert.ok(count > 70, `only ${count} examples were looked at`);
});

test('Every example of an error in the document fits its schema', () => {
  for (const [name, response] of Object.entries(document.components.responses)) {
    const { schema, examples } = response.content['application/problem+json'];
    for (const example of Object.values(examples)) assert.deepEqual(misfits(schema, example.value), [], name);
  }
});

test('What the service answers to each example fits the schema of its operation', async () => {
  const { examples } = await (await fetch(`${service.url}/v1/examples`)).json();
  for (const { id } of examples) {
    const { endpoint, request, contentType = json, accept } = await (await fetch(`${service.url}/v1/examples/${id}`)).json();
    const body = contentType === json ? JSON.stringify(request) : request.map((line) => `${JSON.stringify(line)}\n`).join('');
    const answer = await fetch(service.url + endpoint, { method: 'POST', headers: { 'Content-Type': contentType, ...(accept && { Accept: accept }) }, body });
    const mediaType = answer.headers.get('Content-Type').split(';')[0];
    const { schema } = document.paths[endpoint].post.responses[answer.status].content[mediaType];
    for (const piece of pieces(mediaType, await answer.text())) assert.deepEqual(misfits(schema, piece), [], id);
  }
});

test('The body for each teaching platform fits its own schema and no other', async () => {
  const { parameters, responses } = document.paths['/v1/grades'].post;
  const { schema, examples } = responses['200'].content[json];
  const platforms = parameters.find(({ name }) => name === 'format').schema.enum;
  const { request } = await (await fetch(`${service.url}/v1/examples/${Object.keys(examples)[0]}`)).json();
  const fitting = new Set();
  for (const query of ['', ...platforms.map((platform) => `?format=${platform}`)]) {
    const parameters = query.endsWith('lti-ags') ? `${query}&userId=u&timestamp=2026-02-01T12:00:00.000Z` : query;
    const answer = await fetch(`${service.url}/v1/grades${parameters}`, { method: 'POST', headers: { 'Content-Type': json }, body: JSON.stringify(request) });
    const body = await answer.json();
    const fits = schema.oneOf.filter((one) => misfits(one, body).length === 0).map((one) => one.$ref);
    assert.equal(fits.length, 1, `${query}: ${fits}`);
    fitting.add(fits[0]);
    assert.ok(query === '' || examples[query.slice('?format='.length)], `${query} has no example`);
  }

  assert.equal(fitting.size, schema.oneOf.length);
});

test('Every catalogue fits its schema', async () => {
  for (const { path, operation } of operations().filter(({ method }) => method === 'get')) {
    const address = path.replace(/\{(\w+)\}/g, (_, name) => operation.parameters.find((parameter) => parameter.name === name).example);
    const answer = await fetch(service.url + address);
    assert.deepEqual(misfits(operation.responses['200'].content[json].schema, await answer.json()), [], path);
  }
});

const dense = (more) => ({ network: { layers: [{ type: 'dense', ...more }] } });
const training = (optimizer) => ({ network: { layers: [{ type: 'flatten' }] }, optimizer, epochs: 1 });

for (const [what, path, request] of [
  ['No computation', 'gradients', { inputs: { x: 1 } }],
  ['Two computations', 'gradients', { expression: 'x', network: { layers: [{ type: 'flatten' }] } }],
  ['A misspelt member', 'gradients', { expression: 'x', partial: true }],
  ['A number as text', 'gradients', { expression: 'x', inputs: { x: '1' } }],
  ['A null in a tensor', 'gradients', { expression: 'x', inputs: { x: [1, null] } }],
  ['An operator that does not exist', 'gradients', { graph: { nodes: [{ id: 'y', op: 'sigmiod' }] } }],
  ['A member of another type of layer', 'gradients', dense({ filters: 3 })],
  ['A layer without a type', 'gradients', { network: { layers: [{ units: 3 }] } }],
  ['An attribute that an activation does not take', 'gradients', dense({ units: 3, activation: { type: 'leakyRelu', slope: 1 } })],
  ['An optimizer that does not exist', 'training-runs', training('adan')],
  ['An attribute that an optimizer does not take', 'training-runs', training({ type: 'adam', beta3: 1 })],
  ['True for an answer', 'grades', { expression: 'x', answer: { gradients: { x: true } } }],
  ['An item of a batch without its id', 'grade-batches', { expression: 'x', answers: [{ answer: {} }] }],
]) {
  test(`${what} does not fit the schema of a request`, () => {
    assert.notDeepEqual(misfits(document.paths[`/v1/${path}`].post.requestBody.content[json].schema, request), []);
  });
}
