// The client that @hey-api/openapi-ts makes: a function for every operation.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { client } from '../generated/hey-api/client.gen.js';
import * as service from '../generated/hey-api/sdk.gen.js';
import { Calls, near, url } from './service.js';

const calls = new Calls();
client.setConfig({ baseUrl: url });
client.interceptors.request.use((request, { url: path }) => {
  calls.note(request.method, path);
  return request;
});

const neuron = { expression: 'a = sigmoid(w * x + b)', inputs: { w: 0.5, x: 2, b: -1 } };

/** The body of an answer with status 200. */
function body<T>(answer: { data?: T; response?: Response }): T {
  assert.equal(answer.response?.status, 200);
  assert.ok(answer.data !== undefined);
  return answer.data;
}

test('computeEvaluation', async () => {
  const { output, value } = body(await service.computeEvaluation({ body: neuron }));
  assert.equal(output, 'a');
  assert.equal(value, 0.5);
});

test('computeGradients', async () => {
  const { nodes } = body(await service.computeGradients({ body: { ...neuron, select: ['w', 'x', 'b'] } }));
  assert.deepEqual(nodes.map((n) => [n.id, n.gradient]), [['w', 0.5], ['x', 0.125], ['b', 0.25]]);
});

test('computeGradients of a graph', async () => {
  const { value, nodes } = body(await service.computeGradients({
    body: {
      graph: {
        nodes: [
          { id: 'x', op: 'input', value: [[1, 2], [3, 4]] },
          { id: 's', op: 'softmax', inputs: ['x'], attributes: { axis: 1 } },
          { id: 'f', op: 'reduceSum', inputs: ['s'] },
        ],
      },
    },
  }));
  assert.ok(typeof value === 'number');
  near(value, 2);
  assert.deepEqual(nodes.find((n) => n.id === 's')?.shape, [2, 2]);
});

test('checkGradients', async () => {
  const { verdict, entries } = body(await service.checkGradients({ body: { expression: 'f = relu(x)', inputs: { x: 0 } } }));
  assert.equal(verdict, 'kink');
  assert.deepEqual(entries.map((e) => [e.verdict, e.left, e.right]), [['kink', 0, 1]]);
});

test('deriveGradients', async () => {
  const { steps, latex } = body(await service.deriveGradients({ body: { ...neuron, detail: 'nodes', digits: 4 } }));
  assert.equal(steps.at(-1)?.phase, 'backward');
  assert.match(latex, /^\\begin\{aligned\}/);
});

test('drawGraph', async () => {
  const picture = body(await service.drawGraph({
    body: { network: { layers: [{ type: 'dense', units: 2, activation: 'relu' }] }, inputs: { x: [[1, 2]] }, upstream: [[1, 1]], view: 'neurons', show: ['values'] },
    headers: { Accept: 'image/svg+xml' },
  }));
  assert.match(await picture.text(), /^<svg /);
});

test('gradeAnswer to a network', async () => {
  const grade = body(await service.gradeAnswer({
    body: {
      network: { layers: [{ type: 'dense', units: 1, weights: [[2, 3]], biases: [1] }], loss: 'halfSquaredError' },
      inputs: { x: [[1, 1]], y: [[4]] },
      answer: { values: { loss: 2 }, gradients: { W1: [[2, 2]], b1: null } },
    },
  }));
  assert.ok('resultId' in grade, 'without a format, the body is the grade');
  const { score, student } = grade;
  near(score, 2 / 3);
  assert.deepEqual(student?.items?.map((i) => [i.part, i.verdict]), [['values.loss', 'correct'], ['gradients.W1', 'correct'], ['gradients.b1', 'missing']]);
});

test('gradeBatch', async () => {
  const { items, summary } = body(await service.gradeBatch({
    body: { ...neuron, answers: [{ id: '1', answer: { gradients: { w: 'a * (1 - a) * x' } } }, { id: '2', answer: { gradients: { w: 1 } } }] },
  }));
  assert.deepEqual(items.map((i) => i.grade?.student?.items?.[0]?.verdict), ['correct', 'diagnosed']);
  assert.equal(summary.graded, 2);
});

test('analyseExercise', async () => {
  const { indistinguishable, suggestedInputs } = body(await service.analyseExercise({ body: { expression: 'f = x * y', inputs: { x: 2, y: 2 }, policy: { kinks: 'convention' } } }));
  assert.ok(indistinguishable.every((i) => i.misconceptions.length > 1));
  assert.ok(typeof suggestedInputs?.['x'] === 'number');
});

test('solveForTarget', async () => {
  const { value, reason } = body(await service.solveForTarget({ body: { expression: 'y = x^2', inputs: { x: 2 }, target: 9, wrt: ['x'], maxIterations: 20 } }));
  assert.equal(reason, 'converged');
  near(value, 9, 1e-9);
});

test('trainNetwork on a data set', async () => {
  const { history, loss } = body(await service.trainNetwork({
    body: {
      network: { layers: [{ type: 'dense', units: 8, activation: 'tanh' }, { type: 'dense', units: 1, activation: 'sigmoid' }], loss: 'binaryCrossEntropy' },
      dataset: { name: 'circles', size: 40 },
      optimizer: { type: 'adam', learningRate: 0.03 },
      epochs: 200,
    },
  }));
  assert.ok(loss !== null && loss < 0.1);
  assert.equal(history.at(-1)?.accuracy, 1);
});

test('listOperators and getOperator', async () => {
  const { operators } = body(await service.listOperators());
  assert.ok(operators.some((o) => o.name === 'softmax' && !o.elementwise));
  const { formula, kinkConvention } = body(await service.getOperator({ path: { name: 'relu' } }));
  assert.match(formula, /max/);
  assert.ok(kinkConvention !== undefined);
});

test('listLayers and getLayer', async () => {
  assert.ok(body(await service.listLayers()).layers.every((l) => l.formula.length > 0));
  assert.equal(body(await service.getLayer({ path: { name: 'flatten' } })).parameters.length, 0);
});

test('listOptimizers and getOptimizer', async () => {
  assert.deepEqual(body(await service.listOptimizers()).optimizers.map((o) => o.name), ['sgd', 'momentum', 'rmsProp', 'adam']);
  assert.equal(body(await service.getOptimizer({ path: { name: 'adam' } })).attributes.find((a) => a.name === 'beta1')?.default, 0.9);
});

test('listDatasets and getDataset', async () => {
  assert.ok(body(await service.listDatasets()).datasets.every((d) => d.size > 0));
  const { x, y } = body(await service.getDataset({ path: { name: 'xor' }, query: { noise: 0 } }));
  assert.deepEqual(x[3], [1, 1]);
  assert.deepEqual(y[3], [0]);
});

test('listExamples and getExample', async () => {
  const { examples } = body(await service.listExamples());
  assert.ok(examples.some((e) => e.endpoint === '/v1/training-runs'));
  const { request, tolerance } = body(await service.getExample({ path: { id: 'apples' } }));
  assert.ok('expression' in request);
  assert.ok(request.expression.length > 0 && tolerance.absolute > 0);
});

test('listMisconceptions', async () => {
  assert.ok(body(await service.listMisconceptions()).misconceptions.some((m) => m.operators.includes('sigmoid')));
});

test('getLimits', async () => {
  assert.ok(body(await service.getLimits()).nodes > 0);
});

test('getLiveness and getReadiness', async () => {
  assert.equal(body(await service.getLiveness()).status, 'healthy');
  assert.equal(body(await service.getReadiness()).status, 'healthy');
});

test('A refused request is a typed problem', async () => {
  const { error } = await service.getDataset({ path: { name: 'cirles' } });
  assert.equal(error?.status, 404);
  assert.match(error.detail ?? '', /circles/);
});

test('Every operation of the document was called', () => calls.assertComplete());
