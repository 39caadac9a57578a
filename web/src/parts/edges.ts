import type { GraphNode, Partial } from '../contracts';
import type { Tensor } from '../numbers';

/** An edge of the graph with what flows along it. */
export interface Edge { from: string; to: string; op: string; upstream: Tensor | undefined; partial: Partial | null; isForked: boolean }

/** The edge that enters a node at an operand position. Operands that take no gradient have no entry among the partials, so that these are told apart by order. */
export function edgeOf(nodes: GraphNode[], { from, to, position }: { from: string; to: string; position: number }): Edge | null {
  const node = nodes.find((n) => n.id === to);
  if (!node?.inputs || node.inputs[position] !== from) return null;
  let next = 0;
  let found: Partial | null = null;
  for (let at = 0; at <= position; at++) {
    const partial = node.partials?.[next];
    const isThis = partial?.input === node.inputs[at];
    if (at === position) found = isThis && partial ? partial : null;
    if (isThis) next++;
  }

  const ways = nodes.reduce((sum, n) => sum + (n.inputs?.filter((i) => i === from).length ?? 0), 0);
  return { from, to, op: node.op, upstream: node.gradient, partial: found, isForked: ways > 1 };
}
