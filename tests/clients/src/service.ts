import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** The folder of the package; the compiled files lie two folders further down. */
export const home = resolve(import.meta.dirname, '../..');

/** Where the service listens that `run.mjs` started. */
export const url = process.env['BACKPROP_URL'] ?? '';

interface Operation {
  operationId: string;
}

const document: { paths: Record<string, Record<string, Operation>> } = JSON.parse(readFileSync(resolve(home, '../../docs/openapi.json'), 'utf8'));

/** Every operation of the document, such as `POST /v1/gradients`. */
const operations = Object.entries(document.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`)).sort();

/** The operations that a client has called. */
export class Calls {
  private readonly seen = new Set<string>();

  note(method: string, path: string): void {
    this.seen.add(`${method.toUpperCase()} ${path}`);
  }

  assertComplete(): void {
    assert.deepEqual([...this.seen].sort(), operations);
  }
}

export function near(actual: number | null | undefined, expected: number, tolerance = 1e-12): void {
  assert.ok(typeof actual === 'number' && Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected)), `${actual} instead of ${expected}`);
}
