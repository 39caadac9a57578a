import type { components } from './schema';
import type { Tensor } from './numbers';

type Schemas = components['schemas'];

export type RequestIssue = Schemas['Issue'];
export type Problem = Schemas['Problem'];
export type Partial = Schemas['Partial'];
export type GraphNode = Schemas['DifferentiatedNode'];
export type Gradients = Schemas['Gradients'];
export type ExampleSummary = Schemas['ExampleSummary'];
export type Example = Omit<Schemas['Example'], 'request'> & { request: Record<string, unknown> };
export type OperatorEntry = Schemas['Operator'];
export type DatasetSummary = Schemas['DatasetSummary'];
export type Dataset = Omit<Schemas['DatasetPoints'], 'x' | 'y'> & { x: number[][]; y: Tensor[] };
export type Epoch = Omit<Schemas['Epoch'], 'network'> & { network?: Network };
export type TrainingRun = Omit<Schemas['TrainingRun'], 'network' | 'history'> & { network: Network; history: Epoch[] };

export interface DerivationStep { node: string; index?: number[]; phase: 'forward' | 'backward'; latex: string; latexNumbers: string; text: string }
export interface Derivation { steps: DerivationStep[]; latex: string; symbolic?: { node: string; expression: string | null; reason?: string }[] }

export interface CheckEntry {
  node: string; index: number[]; analytic: number | null; numeric?: number | null; errorBound?: number | null;
  absoluteError?: number | null; relativeError?: number | null; verdict: 'pass' | 'fail' | 'inconclusive' | 'kink'; reason?: string; left?: number | null; right?: number | null;
}
export interface GradientCheck { verdict: CheckEntry['verdict']; method: string; evaluations: number; largestRelativeError: number | null; entries: CheckEntry[] }

export interface Layer { type: string; units?: number; activation?: string | { type: string }; weights?: Tensor; biases?: Tensor; [attribute: string]: unknown }
export interface Network { layers: Layer[]; loss?: string | { type: string }; l2?: number }
