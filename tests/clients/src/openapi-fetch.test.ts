// The client that openapi-typescript and openapi-fetch make: every operation called as a program in TypeScript would.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import createClient, { type Middleware } from 'openapi-fetch';
import type { components, paths } from '../generated/openapi-typescript/schema.js';
import { Calls, near, url } from './service.js';

const calls = new Calls();
const client = createClient<paths, 'application/json' | 'application/problem+json'>({ baseUrl: url });
const pictures = createClient<paths, 'image/svg+xml'>({ baseUrl: url });
const events = createClient<paths, 'text/event-stream' | 'application/problem+json'>({ baseUrl: url });
const note: Middleware = { onRequest: ({ request, schemaPath }) => calls.note(request.method, schemaPath) };
client.use(note);
pictures.use(note);
events.use(note);

type Schemas = components['schemas'];

const circuit = { expression: 'q = x + y\nf = q * z', inputs: { x: -2, y: 5, z: -4 } };

/** The body of an answer with status 200. */
function body<T>(answer: { data?: T; response: Response }): T {
  assert.equal(answer.response.status, 200);
  assert.ok(answer.data !== undefined);
  return answer.data;
}

test('computeEvaluation', async () => {
  const { output, value, nodes, warnings } = body(await client.POST('/v1/evaluations', { body: { ...circuit, select: ['q', 'f'] } }));
  assert.equal(output, 'f');
  assert.equal(value, -12);
  assert.deepEqual(nodes.map((n) => [n.id, n.op, n.value]), [['q', 'add', 3], ['f', 'mul', -12]]);
  assert.equal(warnings.length, 0);
});

test('computeGradients of an expression', async () => {
  const { nodes } = body(await client.POST('/v1/gradients', { body: circuit }));
  assert.deepEqual(nodes.map((n) => [n.id, n.gradient]), [['x', -4], ['y', -4], ['q', -4], ['z', 3], ['f', 1]]);
});

test('computeGradients of a graph', async () => {
  const { value, nodes } = body(await client.POST('/v1/gradients', {
    body: {
      graph: {
        nodes: [
          { id: 'w', op: 'parameter', value: [[1, 2], [3, 4]] },
          { id: 'x', op: 'input' },
          { id: 'a', op: 'leakyRelu', inputs: ['x'], attributes: { alpha: 0.5 } },
          { id: 'f', op: 'matMul', inputs: ['w', 'a'] },
        ],
        output: 'f',
      },
      inputs: { x: [[-2], [1]] },
      upstream: [[1], [1]],
      partials: true,
    },
  }));
  assert.deepEqual(value, [[1], [1]]);
  const a = nodes.find((n) => n.id === 'a');
  assert.deepEqual(a?.gradient, [[4], [6]]);
  const [partial] = a?.partials ?? [];
  assert.equal(partial?.input, 'x');
  assert.equal(partial?.position, 0);
  assert.deepEqual(partial?.local, [[0.5], [1]]);
  assert.deepEqual(partial?.contribution, [[2], [6]]);
});

test('computeGradients of a network', async () => {
  const { output, nodes } = body(await client.POST('/v1/gradients', {
    body: {
      network: {
        layers: [
          { type: 'dense', units: 2, weights: [[0.15, 0.2], [0.25, 0.3]], biases: [0.35, 0.35], activation: 'sigmoid' },
          { type: 'dense', units: 2, weights: [[0.4, 0.45], [0.5, 0.55]], biases: [0.6, 0.6], activation: { type: 'sigmoid' } },
        ],
        loss: 'halfSquaredError',
      },
      inputs: { x: [[0.05, 0.1]], y: [[0.01, 0.99]] },
    },
  }));
  const loss = nodes.find((n) => n.id === output)?.value;
  assert.ok(typeof loss === 'number');
  near(loss, 0.298371109, 1e-8);
});

test('checkGradients', async () => {
  const { verdict, entries } = body(await client.POST('/v1/gradient-checks', {
    body: { expression: 'f = x^2', inputs: { x: 3 }, gradients: { x: 5 }, method: 'central', tolerance: { relative: 1e-6 } },
  }));
  assert.equal(verdict, 'fail');
  assert.deepEqual(entries.map((e) => [e.node, e.verdict, e.index.length]), [['x', 'fail', 0]]);
  near(entries[0]?.numeric, 6, 1e-6);
});

test('deriveGradients', async () => {
  const { steps, paths, symbolic } = body(await client.POST('/v1/derivations', { body: { expression: 'f = x^2', inputs: { x: 3 }, paths: true, symbolic: true } }));
  assert.deepEqual(steps.map((s) => [s.node, s.phase]), [['x', 'forward'], ['f', 'forward'], ['f', 'backward'], ['x', 'backward']]);
  assert.ok(steps.every((s) => s.latex.length > 0 && s.latexNumbers.length > 0 && s.text.length > 0));
  assert.deepEqual(symbolic?.map((s) => [s.node, s.expression]), [['x', '2 * x']]);
  assert.deepEqual(paths.map((p) => [p.node, p.count, p.paths?.[0]?.product]), [['x', '1', 6]]);
});

test('drawGraph', async () => {
  const picture = body(await pictures.POST('/v1/drawings', { body: { ...circuit, show: ['values', 'gradients'] }, headers: { Accept: 'image/svg+xml' }, parseAs: 'text' }));
  assert.match(picture, /^<svg /);
});

test('gradeAnswer', async () => {
  const grade = body(await client.POST('/v1/grades', {
    body: {
      ...circuit,
      answer: { values: { q: 3, f: null }, gradients: { q: 'z', x: 'd_q', y: 4, z: 'q' } },
      policy: { tolerance: { significantDigits: 3 }, credit: { followThrough: 0.5 }, weights: { 'gradients.y': 2 }, feedback: 'solution' },
    },
  }));
  assert.ok('resultId' in grade, 'without a format, the body is the grade');
  assert.equal(grade.gradable, true);
  assert.ok(grade.student && grade.teacher);
  near(grade.score, 4 / 7);
  assert.equal(grade.student.firstWrongStep, 'gradients.y');
  const wrong = grade.student.items?.find((i) => i.part === 'gradients.y');
  assert.equal(wrong?.verdict, 'diagnosed');
  const item = grade.teacher.items.find((i) => i.part === 'gradients.y');
  assert.equal(item?.submitted, 4);
  assert.equal(item.expected, -4);
  assert.deepEqual(item.misconceptions?.map((m) => [m.id, m.scope]), [['sign-flipped', 'slip']]);
});

test('gradeAnswer for a teaching platform', async () => {
  const score = body(await client.POST('/v1/grades', {
    params: { query: { format: 'lti-ags', userId: 'u-17', timestamp: '2026-02-01T12:00:00.000Z' } },
    body: { ...circuit, answer: { gradients: { x: -4, y: 4 } } },
  }));
  assert.ok('scoreGiven' in score);
  assert.deepEqual([score.userId, score.scoreGiven, score.scoreMaximum], ['u-17', 0.5, 1]);
});

test('gradeBatch', async () => {
  const { items, summary } = body(await client.POST('/v1/grade-batches', {
    body: { ...circuit, answers: [{ id: 'first', answer: { gradients: { x: -4 } } }, { id: 'second', answer: { gradients: { x: 4 } } }] },
  }));
  assert.deepEqual(items.map((i) => [i.id, i.status, i.grade?.score]), [['first', 200, 1], ['second', 200, 0]]);
  assert.equal(summary.count, 2);
  assert.equal(summary.meanScore, 0.5);
  assert.equal(summary.parts[0]?.part, 'gradients.x');
});

test('analyseExercise', async () => {
  const { complete, misconceptions, invisible } = body(await client.POST('/v1/exercise-analyses', { body: { expression: 'f = x * y', inputs: { x: 2, y: 2 } } }));
  assert.equal(complete, true);
  assert.ok(invisible.includes('product-own-operand'));
  assert.equal(misconceptions.find((m) => m.id === 'product-own-operand')?.visible, 0);
});

test('solveForTarget', async () => {
  const { converged, inputs, iterations } = body(await client.POST('/v1/solutions', { body: { expression: 'y = x^2', inputs: { x: 1.99 }, target: 4 } }));
  assert.equal(converged, true);
  const { x } = inputs;
  assert.ok(typeof x === 'number');
  near(x, 2, 1e-9);
  assert.equal(iterations[0]?.number, 0);
});

test('trainNetwork', async () => {
  const { history, network, loss } = body(await client.POST('/v1/training-runs', {
    body: {
      network: {
        layers: [
          { type: 'dense', units: 2, weights: [[0.15, 0.2], [0.25, 0.3]], biases: [0.35, 0.35], activation: 'sigmoid' },
          { type: 'dense', units: 2, weights: [[0.4, 0.45], [0.5, 0.55]], biases: [0.6, 0.6], activation: 'sigmoid' },
        ],
        loss: 'halfSquaredError',
      },
      inputs: { x: [[0.05, 0.1]], y: [[0.01, 0.99]] },
      optimizer: { type: 'sgd', learningRate: 0.5 },
      epochs: 1,
    },
  }));
  near(history[0]?.loss, 0.298371109, 1e-8);
  assert.ok(loss !== null && loss < 0.298);
  const layer = network.layers[1];
  assert.ok(layer?.type === 'dense');
  assert.ok(Array.isArray(layer.weights));
  const [row] = layer.weights;
  assert.ok(Array.isArray(row) && typeof row[0] === 'number');
  near(row[0], 0.35891648, 1e-8);
});

test('trainNetwork as an event stream', async () => {
  const run: Schemas['TrainingRunsRequest'] = {
    network: { layers: [{ type: 'dense', units: 1 }], loss: 'meanSquaredError' },
    dataset: { name: 'line', size: 20 },
    optimizer: { type: 'momentum', learningRate: 0.1, nesterov: true },
    epochs: 3,
    recordEvery: 1,
  };
  const stream = body(await events.POST('/v1/training-runs', { body: run, headers: { Accept: 'text/event-stream' }, parseAs: 'text' }));
  const data = stream.split('\n').filter((line) => line.startsWith('data: ')).map((line): Schemas['TrainingEvent'] => JSON.parse(line.slice(6)));
  const losses = data.map((event) => ('loss' in event ? event.loss : null));
  assert.equal(losses.length, 5);
  assert.ok(losses.every((loss) => loss !== null && loss >= 0));
  const last = data.at(-1);
  assert.ok(last && 'history' in last);
  assert.deepEqual(last.history.map((e) => e.epoch), [0, 1, 2, 3]);
});

test('gradeBatch in lines', async () => {
  const exercise: Schemas['GradeBatchHead'] = circuit;
  const answers: Schemas['BatchItem'][] = [{ id: 'right', answer: { gradients: { z: 3 } } }, { id: 'wrong', answer: { gradients: { z: -3 } } }];
  const response = await fetch(`${url}/v1/grade-batches`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-ndjson' },
    body: [exercise, ...answers].map((line) => JSON.stringify(line)).join('\n'),
  });
  assert.equal(response.status, 200);
  const lines = (await response.text()).trimEnd().split('\n').map((line): Schemas['GradeBatchAnswerLine'] => JSON.parse(line));
  assert.deepEqual(lines.map((line) => ('id' in line ? line.id : 'summary')), ['right', 'wrong', 'summary']);
});

test('listOperators and getOperator', async () => {
  const { operators } = body(await client.GET('/v1/operators'));
  assert.ok(operators.length > 80);
  const { name, arity, attributes, derivatives } = body(await client.GET('/v1/operators/{name}', { params: { path: { name: 'leakyRelu' } } }));
  assert.equal(name, 'leakyRelu');
  assert.equal(arity.maximum, 1);
  assert.deepEqual(attributes.map((a) => [a.name, a.default]), [['alpha', 0.01]]);
  assert.equal(derivatives.length, 1);
});

test('listLayers and getLayer', async () => {
  const { layers, initializers } = body(await client.GET('/v1/layers'));
  assert.ok(layers.some((l) => l.name === 'lstm') && initializers.length > 5);
  const { parameters, takesActivation } = body(await client.GET('/v1/layers/{name}', { params: { path: { name: 'dense' } } }));
  assert.deepEqual(parameters.map((p) => p.name), ['weights', 'biases']);
  assert.equal(takesActivation, true);
});

test('listOptimizers and getOptimizer', async () => {
  const { optimizers, learningRateDecays } = body(await client.GET('/v1/optimizers'));
  assert.ok(optimizers.some((o) => o.name === 'adam') && learningRateDecays.length === 3);
  const { attributes } = body(await client.GET('/v1/optimizers/{name}', { params: { path: { name: 'momentum' } } }));
  assert.equal(attributes.find((a) => a.name === 'momentum')?.default, 0.9);
});

test('listDatasets and getDataset', async () => {
  const { datasets } = body(await client.GET('/v1/datasets'));
  assert.ok(datasets.some((d) => d.name === 'circles'));
  const { x, y, seed } = body(await client.GET('/v1/datasets/{name}', { params: { path: { name: 'circles' }, query: { size: 20, seed: 3 } } }));
  assert.equal(x.length, 20);
  assert.equal(x[0]?.length, 2);
  assert.equal(y.length, 20);
  assert.equal(seed, 3);
});

test('listExamples and getExample', async () => {
  const { examples } = body(await client.GET('/v1/examples'));
  assert.ok(examples.some((e) => e.id === 'circuit'));
  const { request, expect, tolerance } = body(await client.GET('/v1/examples/{id}', { params: { path: { id: 'circuit' } } }));
  assert.ok('expression' in request);
  assert.match(request.expression, /q \* z/);
  assert.equal(expect.nodes?.['f']?.value, -12);
  assert.ok(tolerance.relative < 1e-6);
});

test('listMisconceptions', async () => {
  const { misconceptions } = body(await client.GET('/v1/misconceptions'));
  assert.deepEqual(misconceptions.find((m) => m.id === 'reciprocal-sign')?.refines, ['sign-flipped']);
});

test('getLimits', async () => {
  const { bodyBytes, seconds } = body(await client.GET('/v1/limits'));
  assert.ok(bodyBytes > 0 && seconds > 0);
});

test('getLiveness and getReadiness', async () => {
  assert.equal(body(await client.GET('/health/live')).status, 'healthy');
  assert.equal(body(await client.GET('/health/ready')).status, 'healthy');
});

test('A refused request is a typed problem', async () => {
  const { error, response } = await client.POST('/v1/gradients', { body: { expression: 'f = sigmod(x)', inputs: { x: 1 } } });
  assert.equal(response.status, 422);
  assert.ok(error !== undefined);
  assert.equal(error.errors?.[0]?.code, 'unknown-function');
  assert.equal(error.errors[0].pointer, '#/expression');
});

test('Every operation of the document was called', () => calls.assertComplete());
