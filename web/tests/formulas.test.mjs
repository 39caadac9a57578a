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

function assertRenders(formula, where) {
  assert.doesNotThrow(() => katex.renderToString(formula, strict), `${where}: ${formula}`);
}

test('KaTeX renders every formula and derivative of the catalogue in its strict mode', async () => {
  const { operators } = await get('/v1/operators');
  assert.ok(operators.length > 70);
  for (const operator of operators) {
    assertRenders(operator.formula, operator.name);
    for (const derivative of operator.derivatives) assertRenders(derivative.formula, `${operator.name}, ${derivative.operand}`);
  }
});

test('KaTeX renders the derivations of all examples in its strict mode', async () => {
  const { examples } = await get('/v1/examples');
  let rendered = 0;
  for (const { id } of examples) {
    const { request } = await get(`/v1/examples/${id}`);
    if (!request?.inputs) continue;
    const { expression, graph, network, inputs, output } = request;
    for (const detail of ['nodes', 'elements']) {
      const derivation = await derive({ expression, graph, network, inputs, output, detail, paths: true });
      if (!derivation) continue;
      assertRenders(derivation.latex, id);
      for (const step of derivation.steps) {
        assertRenders(step.latex, `${id}, ${step.node}`);
        assertRenders(step.latexNumbers, `${id}, ${step.node}`);
        rendered += 2;
      }

      for (const { paths } of derivation.paths) for (const path of paths ?? []) assertRenders(path.latex, id);
    }
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
      assertRenders(derivation.latex, name);
    }
  }
});
