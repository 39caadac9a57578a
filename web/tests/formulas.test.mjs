import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import katex from 'katex';
import { startService } from './service.mjs';

const strict = { throwOnError: true, strict: 'error', trust: false, displayMode: true };
let service;

before(async () => { service = await startService(); });
after(() => service.stop());

async function get(path) {
  return (await fetch(service.url + path)).json();
}

async function derive(request) {
  const answer = await fetch(`${service.url}/v1/derivations`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(request) });
  return answer.ok ? answer.json() : null;
}

/** Every formula in an answer, wherever it stands, with the way to it. */
function* formulasIn(value, where) {
  for (const [name, member] of Object.entries(value ?? {})) {
    if (typeof member === 'object') yield* formulasIn(member, `${where}/${name}`);
    else if (['formula', 'latex', 'latexNumbers'].includes(name)) yield [`${where}/${name}`, member];
  }
}

/** Renders every formula in an answer; says how many there were. */
function assertRenders(answer, where) {
  let rendered = 0;
  for (const [place, formula] of formulasIn(answer, where)) {
    assert.doesNotThrow(() => katex.renderToString(formula, strict), `${place}: ${formula}`);
    rendered++;
  }

  return rendered;
}

test('KaTeX renders every formula of every catalogue in its strict mode', async () => {
  const { paths } = await get('/swagger/v1/swagger.json');
  const rendered = {};
  for (const path of Object.keys(paths).filter((path) => paths[path].get && !path.includes('{'))) rendered[path] = assertRenders(await get(path), path);

  const { operators } = await get('/v1/operators');
  assert.ok(rendered['/v1/operators'] > 2 * operators.length - 10);
  assert.equal(rendered['/v1/layers'], (await get('/v1/layers')).layers.length);
  const { optimizers, learningRateDecays } = await get('/v1/optimizers');
  assert.equal(rendered['/v1/optimizers'], optimizers.length + learningRateDecays.length);
});

test('KaTeX renders the derivations of all examples in its strict mode', async () => {
  const { examples } = await get('/v1/examples');
  let rendered = 0;
  for (const { id } of examples) {
    const { request } = await get(`/v1/examples/${id}`);
    if (!request?.inputs) continue;
    const { expression, graph, network, inputs, output } = request;
    for (const detail of ['nodes', 'elements']) rendered += assertRenders(await derive({ expression, graph, network, inputs, output, detail, paths: true }), id);
  }

  assert.ok(rendered > 200, `only ${rendered} lines were rendered`);
});

test('KaTeX renders a derivation through every elementwise operator, at forks and with names that hold commands', async () => {
  const { operators } = await get('/v1/operators');
  for (const { name, arity } of operators.filter((operator) => operator.elementwise)) {
    for (const [a, b] of [['x', 'y'], ['x_1', 'θ'], ['\\href{x}', 'a$b']]) {
      const ids = [a, b, 'c'].slice(0, arity.minimum);
      const nodes = [...ids.map((id) => ({ id, op: 'input' })), { id: 'v', op: name, inputs: ids }, { id: 'f', op: 'mul', inputs: ['v', ids.at(-1)] }];
      const derivation = await derive({ graph: { nodes }, inputs: Object.fromEntries(ids.map((id, i) => [id, 0.25 + i / 2])) });
      assert.ok(derivation, name);
      assertRenders(derivation, name);
    }
  }
});
