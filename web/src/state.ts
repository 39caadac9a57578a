import { batch, computed, effect, signal } from '@preact/signals';
import type { Schemas } from './api';
import type { Tensor } from './numbers';

export type Form = 'expression' | 'graph' | 'network';
export type Panel = 'numbers' | 'derivation' | 'check' | 'train' | 'quiz';
export type Theme = 'auto' | 'light' | 'dark';

export const panels: Panel[] = ['numbers', 'derivation', 'check', 'train', 'quiz'];

/** What the visitor wrote. Each form keeps its own text, so that switching loses nothing. */
export const form = signal<Form>('expression');
export const texts = signal<Record<Form, string>>({
  expression: 'q = x + y\nf = q * z',
  graph: asText({
    nodes: [
      { id: 'x', op: 'input' },
      { id: 'y', op: 'input' },
      { id: 'p', op: 'mul', inputs: ['x', 'y'] },
      { id: 'f', op: 'tanh', inputs: ['p'] },
    ],
    output: 'f',
  }),
  network: asText({
    layers: [
      { type: 'dense', units: 3, activation: 'tanh', seed: 1 },
      { type: 'dense', units: 1, activation: 'sigmoid', seed: 2 },
    ],
    loss: 'binaryCrossEntropy',
  }),
});
export const inputs = signal<Record<string, Tensor>>({ x: -2, y: 5, z: -4 });
export const upstream = signal<Tensor | undefined>(undefined);

/** What was read of an example; forgotten when the visitor writes something else. */
export const exampleId = signal('');

/** How it is shown. */
export const panel = signal<Panel>('numbers');
/** The numbers that edges may show. */
export const edgeKinds = ['local', 'upstream', 'contributions'] as const;
export const edgeNumbers = signal({ local: false, upstream: false, contributions: false });
export const neurons = signal(false);
export const step = signal<number | null>(null);
export const theme = signal<Theme>('auto');
export const pointed = signal<Place | null>(null);

/** A node or an edge of the drawing. */
export type Place = { node: string } | { from: string; to: string; position: number };

/** What the service said to it. */
export const result = signal<Schemas['Gradients'] | null>(null);
export const drawing = signal('');
export const shownExample = signal('');
export const derivation = signal<Schemas['Derivation'] | null>(null);
export const issues = signal<Schemas['Issue'][]>([]);
export const hints = signal<Record<string, string>>({});
export const milliseconds = signal<number | null>(null);
export const announcement = signal('');

/** Whether what is shown belongs to what is written. */
export const isCurrent = computed(() => issues.value.length === 0 && result.value !== null);
export const quizzing = computed(() => panel.value === 'quiz');
export const asksValues = signal(false);
export const deriving = computed(() => panel.value === 'derivation');

type Computation = Pick<Schemas['ExpressionComputation'], 'expression'> | Pick<Schemas['GraphComputation'], 'graph'> | Pick<Schemas['NetworkComputation'], 'network'>;

/** The computation as a request carries it; null where the text is not JSON. Whether JSON is a graph or a network is for the service to say. */
export const computation = computed<Computation | null>(() => {
  const text = texts.value[form.value];
  if (form.value === 'expression') return { expression: text };
  try {
    return form.value === 'graph' ? { graph: JSON.parse(text) } : { network: JSON.parse(text) };
  } catch {
    return null;
  }
});

export const network = computed(() => (computation.value && 'network' in computation.value ? computation.value.network : null));

/** Whether the network can be drawn as neurons. */
export const layersAreDense = computed(() => network.value !== null && Array.isArray(network.value.layers) && network.value.layers.every((layer) => layer?.type === 'dense'));

/** The request for everything that is shown, without options. */
export const request = computed<Schemas['GradientsRequest'] | null>(() => computation.value && {
  ...computation.value,
  ...(Object.keys(inputs.value).length > 0 && { inputs: inputs.value }),
  ...(upstream.value !== undefined && { upstream: upstream.value }),
});

const keptInputs: { [kind in Form]?: Record<string, Tensor> } = { graph: { x: 0.8, y: -1.5 } };

/** Goes over to another form, whose text and inputs are as they were left. */
export function chooseForm(next: Form): void {
  batch(() => {
    keptInputs[form.value] = inputs.value;
    form.value = next;
    inputs.value = keptInputs[next] ?? {};
    upstream.value = undefined;
    exampleId.value = '';
    neurons.value = false;
    step.value = null;
    pointed.value = null;
    hints.value = {};
  });
}

export function write(text: string): void {
  batch(() => {
    texts.value = { ...texts.value, [form.value]: text };
    exampleId.value = '';
    upstream.value = undefined;
  });
}

export function setInput(name: string, value: Tensor): void {
  inputs.value = { ...inputs.value, [name]: value };
}

/** Puts a whole request in place, as an example or a link holds it. */
export function load(from: Schemas['GradientsRequest']): void {
  batch(() => {
    const [kind, text]: [Form, string] = 'graph' in from ? ['graph', asText(from.graph)] : 'network' in from ? ['network', asText(from.network)] : ['expression', from.expression];
    form.value = kind;
    texts.value = { ...texts.value, [kind]: text };
    inputs.value = from.inputs ?? {};
    upstream.value = from.upstream;
    neurons.value = false;
    step.value = null;
    pointed.value = null;
    hints.value = {};
  });
}

/** A computation as JSON with lists of numbers, and of names, on one line. */
export function asText(what: Schemas['Graph'] | Schemas['Network']): string {
  return JSON.stringify(what, null, 2)
    .replace(/\[\s*((?:-?[\d.eE+-]+|"[^"\n]*")(?:,\s*(?:-?[\d.eE+-]+|"[^"\n]*"))*)\s*\]/g, (_, list: string) => `[${list.replace(/,\s*/g, ', ')}]`)
    .replace(/\{\s*("id": "[^"\n]*",\s*"op": "[^"\n]*"(?:,\s*"inputs": \[[^\]\n]*\])?)\s*\}/g, (_, node: string) => `{ ${node.replace(/,\s*(?=")/g, ', ')} }`);
}

interface Shared { v: 1; request: Schemas['GradientsRequest'] | null; panel?: Panel; step?: number; edges?: string; neurons?: boolean }

/** The page's state as the fragment of a link: base64url of its JSON. */
export function toFragment(): string {
  const edges = edgeKinds.filter((name) => edgeNumbers.value[name]).join(',');
  const state: Shared = {
    v: 1,
    request: request.value,
    ...(panel.value !== 'numbers' && { panel: panel.value }),
    ...(step.value !== null && { step: step.value }),
    ...(edges && { edges }),
    ...(neurons.value && { neurons: true }),
  };
  const bytes = new TextEncoder().encode(JSON.stringify(state));
  return btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join('')).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/** Takes the state from a link's fragment; false where there is none or it cannot be read. */
export function fromFragment(fragment: string): boolean {
  if (!fragment) return false;
  try {
    const bytes = Uint8Array.from(atob(fragment.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
    const state = JSON.parse(new TextDecoder().decode(bytes)) as Shared;
    const { request } = state;
    if (state.v !== 1 || !request || typeof request !== 'object') return false;
    batch(() => {
      load(request);
      panel.value = state.panel && panels.includes(state.panel) ? state.panel : 'numbers';
      step.value = typeof state.step === 'number' ? state.step : null;
      const edges = (state.edges ?? '').split(',');
      edgeNumbers.value = { local: edges.includes('local'), upstream: edges.includes('upstream'), contributions: edges.includes('contributions') };
      neurons.value = state.neurons === true;
    });
    return true;
  } catch {
    return false;
  }
}

const darkScheme = matchMedia('(prefers-color-scheme: dark)');
const prefersDark = signal(darkScheme.matches);
darkScheme.addEventListener('change', (change) => { prefersDark.value = change.matches; });
export const isDark = computed(() => (theme.value === 'auto' ? prefersDark.value : theme.value === 'dark'));

/** Follows the state where the document, not a component, shows it. */
export function connectDocument(): void {
  const kept = localStorage.getItem('theme');
  if (kept === 'light' || kept === 'dark') theme.value = kept;
  effect(() => {
    document.documentElement.dataset['theme'] = isDark.value ? 'dark' : 'light';
    if (theme.value === 'auto') localStorage.removeItem('theme');
    else localStorage.setItem('theme', theme.value);
  });
}
