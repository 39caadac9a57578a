import { split } from '@sagold/json-pointer';
import { findNodeAtLocation, parse, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { Schemas } from './api';
import type { Form } from './state';

/** A stretch of the editor's text. */
export interface Stretch { start: number; end: number }

/** Where in the editor's text an issue is; null where it is not about that text. */
export function placeOf(issue: Schemas['Issue'], form: Form, text: string): Stretch | null {
  if (issue.line !== undefined && issue.column !== undefined) return atLine(text, issue.line, issue.column);
  const [member, ...path] = split(issue.pointer);
  return form !== 'expression' && member === form ? atPath(text, path) : null;
}

/** The name of the input that a pointer leads to or into; null where it leads elsewhere. */
export function inputOf(pointer: string): string | null {
  const [member, name] = split(pointer);
  return member === 'inputs' ? (name ?? null) : null;
}

function atLine(text: string, line: number, column: number): Stretch {
  const lines = text.split('\n');
  const start = Math.min(text.length, lines.slice(0, line - 1).reduce((sum, l) => sum + l.length + 1, 0) + column - 1);
  const word = /^(?:[\p{L}\p{N}_']+|.)/u.exec(text.slice(start))?.[0].length ?? 0;
  return { start, end: start + word };
}

/** Where the value at a path stands in a JSON text, or the value at its longest beginning that exists. */
function atPath(text: string, path: string[]): Stretch | null {
  let node: Node | undefined = parseTree(text);
  for (const part of path) {
    const next: Node | undefined = node && findNodeAtLocation(node, [node.type === 'array' ? Number(part) : part]);
    if (!next) break;
    node = next;
  }

  return node ? { start: node.offset, end: node.offset + node.length } : null;
}

/** What is wrong with a text that is not JSON, and where. */
export function jsonMistake(text: string): { detail: string; line?: number; column?: number } {
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true });
  const [first] = errors;
  if (!first) return { detail: 'This is not JSON.' };
  const before = text.slice(0, first.offset).split('\n');
  const expected = printParseErrorCode(first.error).replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  return { detail: `This is not JSON yet: ${expected}.`, line: before.length, column: before.at(-1)!.length + 1 };
}
