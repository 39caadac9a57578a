import type { Schemas } from './api';

/** A number or a rectangular nested array, as requests hold them. */
export type Tensor = Schemas['Tensor'];

/** The same as answers hold it: null where a number is not finite. */
export type ResultTensor = Schemas['ResultTensor'];

/** The same for walking through it: the types above end at the axes that the document writes out. */
export type Nested = number | null | Nested[];

/** A number for reading: so many significant digits, a true minus sign, a power of ten for the very large and what is below the smallest. */
export function formatNumber(value: number | null | undefined, digits = 5, smallest = 1e-4): string {
  if (value === null || value === undefined) return '—';
  if (value === 0) return '0';
  const size = Math.abs(value);
  const text = size >= 1e6 || size < smallest
    ? value.toExponential(Math.max(1, digits - 2)).replace(/\.?0+e/, 'e').replace(/e\+?(-?)(\d+)/, (_, sign: string, power: string) => `·10${superscript(sign + power)}`)
    : String(Number(value.toPrecision(digits)));
  return text.replace(/-/g, '−');
}

function superscript(text: string): string {
  return [...text].map((c) => (c === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(c)])).join('');
}

/** A tensor for reading, cut where it gets long. */
export function formatTensor(tensor: ResultTensor | undefined, digits = 4, room = 90): string {
  if (tensor === undefined) return '';
  const text = write(tensor, digits);
  return text.length > room ? `${text.slice(0, room - 1)}…` : text;
}

function write(tensor: Nested, digits: number): string {
  return Array.isArray(tensor) ? `[${tensor.map((t) => write(t, digits)).join(', ')}]` : formatNumber(tensor, digits);
}

/** Reads what somebody typed: a number or a nested array; undefined where it is neither. */
export function parseTensor(text: string): Tensor | undefined {
  const plain = text.trim().replace(/−/g, '-').replace(/^\+/, '');
  if (plain === '') return undefined;
  try {
    const value: unknown = JSON.parse(/^-?\.\d/.test(plain) ? plain.replace('.', '0.') : plain);
    return isTensor(value) ? value : undefined;
  } catch {
    const value = Number(plain);
    return Number.isFinite(value) ? value : undefined;
  }
}

function isTensor(value: unknown): value is Tensor {
  return Array.isArray(value) ? value.every(isTensor) : typeof value === 'number';
}

/** Where a slider for this value begins and ends, and how far it moves at a time. */
export function sliderRange(value: number): { min: number; max: number; step: number } {
  const size = Math.abs(value);
  const bound = size <= 1 ? 2 : size <= 5 ? 10 : 2 * 10 ** Math.ceil(Math.log10(size));
  return { min: -bound, max: bound, step: bound / 200 };
}
