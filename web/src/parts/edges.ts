import type { Schemas } from '../api';
import type { ResultTensor } from '../numbers';

/** An edge of the graph with what flows along it. */
export interface Edge { from: string; to: string; op: string; upstream: ResultTensor | undefined; partial: Schemas['Partial'] | null; isForked: boolean; fixed: string[] }

/** The edge that enters a node at an operand position. */
export function edgeOf(nodes: Schemas['DifferentiatedNode'][], { from, to, position }: { from: string; to: string; position: number }): Edge | null {
  const node = nodes.find((n) => n.id === to);
  if (!node?.inputs || node.inputs[position] !== from) return null;
  const ways = nodes.reduce((sum, n) => sum + (n.inputs?.filter((i) => i === from).length ?? 0), 0);
  return { from, to, op: node.op, upstream: node.gradient, partial: node.partials?.find((p) => p.position === position) ?? null, isForked: ways > 1, fixed: fixedAlong(nodes, node.inputs, position) };
}

/** What a local derivative holds fixed beside an operand: operands that move with it, and its other places where it stands at several. These are written behind a bar, as in derivations. */
function fixedAlong(nodes: Schemas['DifferentiatedNode'][], operands: string[], position: number): string[] {
  const from = operands[position]!;
  const moving = new Set([from]);
  for (const n of nodes) if (n.inputs?.some((i) => moving.has(i))) moving.add(n.id);
  const others = [...new Set(operands)].filter((i) => i !== from && moving.has(i));
  return operands.indexOf(from) === operands.lastIndexOf(from) ? others : [String(position + 1), ...others];
}
