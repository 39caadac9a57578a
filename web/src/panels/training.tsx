import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ask, issuesOf, service, train as startTraining, type Schemas } from '../api';
import { formatNumber, type ResultTensor } from '../numbers';
import { Curve, Fit, Plane, type Box, type Points, type Surface } from '../parts/plots';
import { announcement, load, network } from '../state';

type Network = Schemas['Network'];

const dataSets = signal<Schemas['DatasetSummary'][]>([]);
const optimizers = signal<Schemas['OptimizerName'][]>([]);
const settings = signal<{ dataSet: string; optimizer: Schemas['OptimizerName']; learningRate: string; epochs: number }>({ dataSet: 'circles', optimizer: 'adam', learningRate: '0.03', epochs: 400 });
const points = signal<Points | null>(null);
const records = signal<Schemas['Epoch'][]>([]);
const trained = signal<Network | null>(null);
const surface = signal<Surface | null>(null);
const mistakes = signal<Schemas['Issue'][]>([]);
const warnings = signal<Schemas['Warning'][]>([]);
const running = signal<AbortController | null>(null);

/** Points along each side of the grid on which the network is asked. */
const side = 40;

/** Networks that learn the toy sets: two classes of points in a plane, and a curve. */
const classifier: Network = {
  layers: [
    { type: 'dense', units: 8, activation: 'tanh', seed: 1 },
    { type: 'dense', units: 8, activation: 'tanh', seed: 2 },
    { type: 'dense', units: 1, activation: 'sigmoid', seed: 3 },
  ],
  loss: 'binaryCrossEntropy',
};
const curve: Network = { layers: [{ type: 'dense', units: 8, activation: 'tanh', seed: 1 }, { type: 'dense', units: 1, seed: 2 }], loss: 'meanSquaredError' };

function set(change: Partial<typeof settings.value>): void {
  settings.value = { ...settings.value, ...change };
}

/** Whether a network that somebody wrote can be trained on examples of so many features. */
function fits({ layers, loss }: Network, features: number): boolean {
  const first = Array.isArray(layers) ? layers[0] : undefined;
  if (loss === undefined || first?.type !== 'dense') return false;
  const row = Array.isArray(first.weights) ? first.weights[0] : undefined;
  return row === undefined || (Array.isArray(row) && row.length === features);
}

async function chooseData(name: string): Promise<void> {
  set({ dataSet: name });
  const answer = await ask(service.GET('/v1/datasets/{name}', { params: { path: { name } } }));
  mistakes.value = answer.ok ? [] : issuesOf(answer.problem);
  points.value = answer.ok ? { x: answer.body.x, y: answer.body.y } : null;
  surface.value = null;
  records.value = [];
  trained.value = null;
}

/** Trains the network that is written, on a toy set; every record redraws the curve, and the boundary as fast as the service answers. */
async function train(): Promise<void> {
  const data = points.value;
  if (!data) return;
  const features = data.x[0]!.length;
  const subject = network.value && fits(network.value, features) ? network.value : features === 2 ? classifier : curve;
  load({ network: subject, inputs: { ...data } });
  const controller = new AbortController();
  running.value = controller;
  records.value = [];
  trained.value = null;
  warnings.value = [];
  let problem: Schemas['Problem'] | null = null;
  const queue: Shot[] = [];
  const film = setInterval(() => show(queue.shift()), frame);
  try {
    problem = (await startTraining({
      network: subject,
      inputs: { ...data },
      optimizer: { type: settings.value.optimizer, learningRate: Number(settings.value.learningRate) },
      epochs: settings.value.epochs,
      progress: { network: true },
    }, (event, data) => {
      if (event === 'error') problem = JSON.parse(data);
      else queue.push(JSON.parse(data));
    }, controller.signal)) ?? problem;
    while (queue.length > 0 && !controller.signal.aborted) await pause(frame);
  } catch (error) {
    if (!controller.signal.aborted) throw error;
  }

  clearInterval(film);
  running.value = null;
  mistakes.value = problem ? issuesOf(problem) : [];
}

/** A small network is trained in the twinkling of an eye: its records are shown at the pace of a film. */
const frame = 25;
const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

/** What the film shows: a record of the run, or its end. */
type Shot = Schemas['Epoch'] | Schemas['TrainingRun'];

function show(shot: Shot | undefined): void {
  if (!shot) return;
  if ('history' in shot) {
    trained.value = shot.network;
    records.value = shot.history;
    warnings.value = shot.warnings;
    announcement.value = `Trained: loss ${formatNumber(shot.loss, 3)}`;
  } else {
    records.value = [...records.value, shot];
  }

  if (shot.network) wantSurface(shot.network);
}

let asked: Network | null = null;
let isAsking = false;

/** Asks the network about a grid; while one answer is awaited only the newest network waits. */
function wantSurface(of: Network): void {
  asked = of;
  if (!isAsking) void askSurface();
}

async function askSurface(): Promise<void> {
  isAsking = true;
  while (asked && points.value) {
    const { loss: _, l2: __, ...forward } = asked;
    asked = null;
    const box = boxOf(points.value);
    const isPlane = points.value.x[0]!.length === 2;
    const grid = isPlane ? gridOver(box) : Array.from({ length: 120 }, (_, i) => [box.left + ((box.right - box.left) * i) / 119]);
    const answer = await ask(service.POST('/v1/evaluations', { body: { network: forward, inputs: { x: grid }, select: [] } }));
    if (answer.ok) surface.value = { side, box, grid, values: rowsOf(answer.body.value).map((row) => (row.length > 1 ? row[1]! - row[0]! + 0.5 : row[0]!)) };
  }

  isAsking = false;
}

const rowsOf = (value: ResultTensor): number[][] => (Array.isArray(value) ? value.map((row) => [row].flat().map(Number)) : []);

function boxOf({ x, y }: Points): Box {
  const second = x[0]!.length === 2 ? x.map((p) => p[1]!) : y.flat().map(Number);
  const first = x.map((p) => p[0]!);
  const margin = (low: number, high: number) => [low - 0.15 * (high - low), high + 0.15 * (high - low)] as const;
  const [left, right] = margin(Math.min(...first), Math.max(...first));
  const [bottom, top] = margin(Math.min(...second), Math.max(...second));
  return { left, right, bottom, top };
}

/** Row by row from the top. */
function gridOver({ left, right, bottom, top }: Box): number[][] {
  return Array.from({ length: side * side }, (_, i) => [left + ((right - left) * ((i % side) + 0.5)) / side, top - ((top - bottom) * (Math.floor(i / side) + 0.5)) / side]);
}

/** Gradient descent on a toy set, watched while it runs. */
export function Training() {
  useEffect(() => {
    void ask(service.GET('/v1/datasets')).then((answer) => { if (answer.ok) dataSets.value = answer.body.datasets; });
    void ask(service.GET('/v1/optimizers')).then((answer) => { if (answer.ok) optimizers.value = answer.body.optimizers.map((o) => o.name); });
    if (!points.value) void chooseData(settings.value.dataSet);
    return () => running.value?.abort();
  }, []);
  const { dataSet, optimizer, learningRate, epochs } = settings.value;
  const last = records.value.at(-1);
  const isPlane = points.value?.x[0]?.length === 2;
  return (
    <>
      <div class="controls">
        <label class="field"><span>Data set</span>
          <select id="data-set" value={dataSet} onChange={(e) => void chooseData(e.currentTarget.value)}>{dataSets.value.map((d) => <option key={d.name} value={d.name}>{d.name}</option>)}</select>
        </label>
        <label class="field"><span>Optimizer</span>
          <select value={optimizer} onChange={(e) => set({ optimizer: optimizers.value.find((o) => o === e.currentTarget.value) ?? optimizer })}>{optimizers.value.map((o) => <option key={o} value={o}>{o}</option>)}</select>
        </label>
        <label class="field"><span>Learning rate</span><input type="text" class="number" inputMode="decimal" value={learningRate} onInput={(e) => set({ learningRate: e.currentTarget.value })} /></label>
        <label class="field"><span>Epochs</span><input type="number" class="number" min={1} max={20000} value={epochs} onInput={(e) => { if (e.currentTarget.valueAsNumber >= 1) set({ epochs: e.currentTarget.valueAsNumber }); }} /></label>
        {running.value
          ? <button type="button" class="primary" onClick={() => running.value?.abort()}>Stop</button>
          : <button type="button" class="primary" id="train" disabled={!points.value} onClick={() => void train()}>Train</button>}
        {trained.value && !running.value && <button type="button" class="quiet" onClick={() => { if (trained.value && points.value) load({ network: trained.value, inputs: { ...points.value } }); }}>Use the trained network</button>}
      </div>
      <p class="note">{dataSets.value.find((d) => d.name === dataSet)?.summary} {network.value ? 'The network on the left will be trained.' : 'A small network will be used.'}</p>
      {mistakes.value.map((m) => <p key={m.pointer} class="mistake">{m.detail}</p>)}
      <p class="verdict-line" id="training-state">
        {last ? <>epoch <b>{last.epoch}</b>, loss <b class="grad" data-loss={last.loss}>{formatNumber(last.loss, 4)}</b>{typeof last.accuracy === 'number' && <>, {formatNumber(100 * last.accuracy, 4)} % right</>}</> : ' '}
      </p>
      {warnings.value.length > 0 && <ul class="warnings" aria-label="Warnings">{warnings.value.map((w, i) => <li key={i}><var>{w.node}</var>: {w.detail}</li>)}</ul>}
      <div class="plots">
        <figure class="plot"><figcaption>Loss</figcaption><Curve points={records.value.map((r) => [r.epoch, r.loss])} last={epochs} /></figure>
        {points.value && (
          <figure class="plot">
            <figcaption>{isPlane ? 'Decision boundary' : 'Fit'}</figcaption>
            {isPlane ? <Plane box={boxOf(points.value)} surface={surface.value} points={points.value} /> : <Fit box={boxOf(points.value)} surface={surface.value} points={points.value} />}
          </figure>
        )}
      </div>
    </>
  );
}
