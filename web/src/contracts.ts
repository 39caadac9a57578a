import type { Tensor } from './numbers';

export interface RequestIssue { code: string; pointer: string; detail: string; line?: number; column?: number }
export interface Problem { type: string; title: string; status: number; code: string; detail?: string; errors?: RequestIssue[] }

export interface Partial { input: string; local?: Tensor; contribution: Tensor }
export interface GraphNode {
  id: string; op: string; label?: string; inputs?: string[]; shape: number[]; value: Tensor; gradient?: Tensor; partials?: Partial[];
}
export interface Warning { code: string; node?: string; index?: number[]; detail: string }
export interface Gradients { output: string; value: Tensor; nodes: GraphNode[]; layers?: unknown[]; warnings: Warning[] }

export interface DerivationStep { node: string; index?: number[]; phase: 'forward' | 'backward'; latex: string; latexNumbers: string; text: string }
export interface Derivation { steps: DerivationStep[]; latex: string; symbolic?: { node: string; expression: string | null; reason?: string }[] }

export interface CheckEntry {
  node: string; index: number[]; analytic: number | null; numeric: number | null; errorBound: number | null;
  absoluteError: number | null; relativeError: number | null; verdict: 'pass' | 'fail' | 'inconclusive' | 'kink'; reason?: string; left?: number; right?: number;
}
export interface GradientCheck { verdict: CheckEntry['verdict']; method: string; evaluations: number; largestRelativeError: number | null; entries: CheckEntry[] }

export interface Layer { type: string; units?: number; activation?: string | { type: string }; weights?: Tensor; biases?: Tensor; [attribute: string]: unknown }
export interface Network { layers: Layer[]; loss?: string | { type: string }; l2?: number }
