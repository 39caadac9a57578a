import type { RequestIssue } from './contracts';
import type { Form } from './state';

/** A stretch of the editor's text. */
export interface Stretch { start: number; end: number }

/** Where in the editor's text an issue is; null where it is not about that text. */
export function placeOf(issue: RequestIssue, form: Form, text: string): Stretch | null {
  if (issue.line !== undefined && issue.column !== undefined) return atLine(text, issue.line, issue.column);
  if (form === 'expression' || !issue.pointer.startsWith(`#/${form}`)) return null;
  return findPointer(text, issue.pointer.slice(form.length + 2).split('/').filter(Boolean).map((part) => decodeURIComponent(part).replace(/~1/g, '/').replace(/~0/g, '~')));
}

function atLine(text: string, line: number, column: number): Stretch {
  const lines = text.split('\n');
  const start = Math.min(text.length, lines.slice(0, line - 1).reduce((sum, l) => sum + l.length + 1, 0) + column - 1);
  const word = /^(?:[\p{L}\p{N}_']+|.)/u.exec(text.slice(start))?.[0].length ?? 0;
  return { start, end: start + word };
}

/** Where the value that a pointer names stands in a JSON text; of its longest prefix that exists. */
function findPointer(text: string, path: string[]): Stretch | null {
  let at = skipSpace(text, 0);
  for (const part of path) {
    const next = text[at] === '{' ? findMember(text, at, part) : text[at] === '[' ? findElement(text, at, Number(part)) : null;
    if (next === null) break;
    at = next;
  }

  return at < text.length ? { start: at, end: skipValue(text, at) } : null;
}

function findMember(text: string, open: number, name: string): number | null {
  let at = skipSpace(text, open + 1);
  while (text[at] === '"') {
    const end = skipString(text, at);
    const value = skipSpace(text, skipSpace(text, end) + 1);
    if (JSON.parse(text.slice(at, end)) === name) return value;
    at = skipSpace(text, skipValue(text, value));
    if (text[at] !== ',') return null;
    at = skipSpace(text, at + 1);
  }

  return null;
}

function findElement(text: string, open: number, index: number): number | null {
  let at = skipSpace(text, open + 1);
  for (let i = 0; text[at] !== ']' && at < text.length; i++) {
    if (i === index) return at;
    at = skipSpace(text, skipValue(text, at));
    if (text[at] !== ',') return null;
    at = skipSpace(text, at + 1);
  }

  return null;
}

function skipValue(text: string, at: number): number {
  if (text[at] === '"') return skipString(text, at);
  if (text[at] !== '{' && text[at] !== '[') return at + (/^[^\s,\]}]+/.exec(text.slice(at))?.[0].length ?? 0);
  let depth = 0;
  while (at < text.length) {
    const c = text[at];
    if (c === '"') {
      at = skipString(text, at);
      continue;
    }

    depth += c === '{' || c === '[' ? 1 : c === '}' || c === ']' ? -1 : 0;
    at++;
    if (depth === 0) break;
  }

  return at;
}

function skipString(text: string, at: number): number {
  for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === '\\') at++;
  return at + 1;
}

function skipSpace(text: string, at: number): number {
  while (at < text.length && /\s/.test(text[at]!)) at++;
  return at;
}

/** What is wrong with a text that is no JSON, and where. */
export function jsonMistake(text: string): { detail: string; line?: number; column?: number } {
  try {
    JSON.parse(text);
    return { detail: 'This is no JSON.' };
  } catch (error) {
    const message = (error as Error).message;
    const position = /position (\d+)/.exec(message);
    const offset = position ? Number(position[1]) : text.length;
    const before = text.slice(0, offset).split('\n');
    return { detail: `This is no JSON yet: ${message.replace(/ in JSON at position.*| \(line.*/, '')}.`, line: before.length, column: before.at(-1)!.length + 1 };
  }
}
