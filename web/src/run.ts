import { batch, effect } from '@preact/signals';
import { ask, issuesOf, pictures, service, type Schemas } from './api';
import { inputOf, jsonMistake } from './places';
import type { ResultTensor, Tensor } from './numbers';
import * as state from './state';

/** A request that has run this long when something newer is wanted is given up. */
const patience = 150;

/** Values of inputs that are not in use just now, by form and name. */
const shelf = new Map<string, Tensor>();

let running: { controller: AbortController; since: number } | null = null;
let isStale = false;

/** Computes again whenever what is written or asked for changes. */
export function connectService(): void {
  effect(() => {
    void state.request.value;
    void state.edgeNumbers.value;
    void state.neurons.value;
    void state.quizzing.value;
    void state.deriving.value;
    void state.asksValues.value;
    wish();
  });
}

// docs/decisions/0141-newest-request-wins.md
/** Lets the newest request run: at once where none is under way, else after the one that is, which is given up if it takes long. */
function wish(): void {
  if (!running) {
    void run();
    return;
  }

  isStale = true;
  const { controller, since } = running;
  setTimeout(() => { if (isStale && running?.controller === controller) controller.abort(); }, Math.max(0, patience - (performance.now() - since)));
}

async function run(): Promise<void> {
  const controller = new AbortController();
  running = { controller, since: performance.now() };
  isStale = false;
  try {
    await compute(controller.signal);
  } catch (error) {
    if (!controller.signal.aborted) throw error;
  } finally {
    running = null;
    if (isStale) void run();
  }
}

async function compute(signal: AbortSignal): Promise<void> {
  const start = performance.now();
  const computation = state.computation.peek();
  if (!computation) {
    const mistake = jsonMistake(state.texts.peek()[state.form.peek()]);
    state.issues.value = [{ code: 'invalid-json', pointer: `#/${state.form.peek()}`, ...mistake }];
    return;
  }

  // docs/decisions/0140-the-page-computes-nothing.md
  // The service knows which inputs there are: it says which are missing and which are too many, and the page follows.
  for (let round = 0; ; round++) {
    const request = state.request.peek()!;
    const example = state.exampleId.peek();
    const [gradients, drawing, derivation] = await Promise.all([
      ask(service.POST('/v1/gradients', { body: request, signal })),
      ask(pictures.POST('/v1/drawings', { body: { ...request, ...drawingOptions() }, signal, parseAs: 'text' })),
      ask(service.POST('/v1/derivations', { body: { ...request, ...(state.panel.peek() === 'derivation' && { symbolic: true }) }, signal })),
    ]);
    if (gradients.ok) {
      batch(() => {
        state.issues.value = drawing.ok ? [] : issuesOf(drawing.problem);
        state.result.value = gradients.body;
        state.shownExample.value = example;
        state.drawing.value = drawing.ok ? drawing.body : '';
        state.derivation.value = derivation.ok ? derivation.body : null;
        state.milliseconds.value = performance.now() - start;
        state.announcement.value = `${gradients.body.output} computed`;
      });
      return;
    }

    const found = issuesOf(gradients.problem);
    if (round >= 3 || !(await follow(found, request, signal))) {
      state.issues.value = found;
      return;
    }

    isStale = false;
  }
}

function drawingOptions(): Schemas['DrawingsOptions'] {
  if (state.quizzing.peek()) return { show: state.asksValues.peek() ? [] : ['values'] };
  const edges = state.edgeKinds.filter((name) => state.edgeNumbers.peek()[name]);
  return { show: ['values', 'gradients', ...edges], ...(state.neurons.peek() && { view: 'neurons' }) };
}

/** Adds the inputs that are missing and takes away those that are too many; false where that is not all that is wrong. */
async function follow(found: Schemas['Issue'][], request: Schemas['GradientsRequest'], signal: AbortSignal): Promise<boolean> {
  if (found.some((issue) => issue.pointer === '#/upstream') && found.length === 1) {
    return seed(request, signal);
  }

  const byInput = found.map((issue) => ({ ...issue, name: inputOf(issue.pointer) }));
  if (byInput.some((issue) => issue.name === null || (issue.code !== 'missing-input' && issue.code !== 'extra-input'))) return false;
  const inputs = { ...state.inputs.peek() };
  const hints = { ...state.hints.peek() };
  for (const { code, name, detail } of byInput) {
    if (code === 'extra-input') {
      shelf.set(`${state.form.peek()} ${name}`, inputs[name!]!);
      delete inputs[name!];
      delete hints[name!];
    } else {
      inputs[name!] = shelf.get(`${state.form.peek()} ${name}`) ?? standard(name!);
      const meant = /Did you mean .*\?/.exec(detail);
      if (meant) hints[name!] = `New input. ${meant[0]}`;
    }
  }

  batch(() => {
    state.inputs.value = inputs;
    state.hints.value = hints;
  });
  return true;
}

function standard(name: string): Tensor {
  const isNetwork = state.form.peek() === 'network';
  return isNetwork && name === 'x' ? [[0, 0], [0, 1], [1, 0], [1, 1]] : isNetwork && name === 'y' ? [[0], [1], [1], [0]] : 1;
}

/** An output that is no number needs a gradient to start from: ones, to begin with. */
async function seed(request: Schemas['GradientsRequest'], signal: AbortSignal): Promise<boolean> {
  const { upstream: _, ...forward } = request;
  const values = await ask(service.POST('/v1/evaluations', { body: forward, signal }));
  if (!values.ok) return false;
  const { value } = values.body;
  state.upstream.value = Array.isArray(value) ? ones(value) : undefined;
  return true;
}

function ones(like: ResultTensor): Tensor {
  return JSON.parse(JSON.stringify(like, (_, part: unknown) => (Array.isArray(part) ? part : 1)));
}
