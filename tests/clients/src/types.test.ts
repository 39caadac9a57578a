// What the generators made of the document: nothing may have collapsed to `unknown` or `any`, and no call may get by with a cast.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';
import { home } from './service.js';

/** The places in a file at which a predicate holds, as `line: text`. */
function find(path: string, isFound: (node: ts.Node) => boolean): string[] {
  const file = ts.createSourceFile(path, readFileSync(resolve(home, path), 'utf8'), ts.ScriptTarget.ES2022, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isFound(node)) found.push(`${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${node.parent.getText().slice(0, 120)}`);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

const saysNothing = (node: ts.Node) => node.kind === ts.SyntaxKind.UnknownKeyword || node.kind === ts.SyntaxKind.AnyKeyword;

/** openapi-typescript lets every answer have headers that the document does not name. */
const isHeaders = (node: ts.Node) => ts.isIndexSignatureDeclaration(node.parent) && node.parent.parent.parent.getText().startsWith('headers:');

test('openapi-typescript knows every type', () => {
  assert.deepEqual(find('generated/openapi-typescript/schema.d.ts', (node) => saysNothing(node) && !isHeaders(node)), []);
});

test('hey-api knows every type', () => {
  assert.deepEqual(find('generated/hey-api/types.gen.ts', saysNothing), []);
});

test('The calls need no cast', () => {
  const isCast = (node: ts.Node) => ts.isAsExpression(node) || ts.isTypeAssertionExpression(node) || ts.isNonNullExpression(node) || saysNothing(node);
  const sources = readdirSync(resolve(home, 'src')).filter((name) => name.endsWith('.test.ts'));
  assert.ok(sources.length > 2);
  assert.deepEqual(sources.flatMap((name) => find(`src/${name}`, isCast)), []);
});
