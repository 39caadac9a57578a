// Writes src/schema.d.ts from the service's OpenAPI document; with --check says whether it is current.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapi, { astToString } from 'openapi-typescript';

const source = new URL('../../docs/openapi.json', import.meta.url);
const target = new URL('../src/schema.d.ts', import.meta.url);
const text = `// From docs/openapi.json by npm run types.\n${astToString(await openapi(source))}`;
if (!process.argv.includes('--check')) {
  writeFileSync(target, text);
} else if (readFileSync(target, 'utf8') !== text) {
  console.error(`${fileURLToPath(target)} is not current: npm run types`);
  process.exit(1);
}
