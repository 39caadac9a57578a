import { formatTensor } from '../numbers';
import { pointed, result } from '../state';

/** Every node in a table: what the picture shows, for reading and copying. */
export function Numbers() {
  const body = result.value;
  if (!body) return null;
  return (
    <div class="scroll">
      <table>
        <thead><tr><th scope="col">node</th><th scope="col">computed as</th><th scope="col" class="right">value</th><th scope="col" class="right">gradient</th></tr></thead>
        <tbody>
          {body.nodes.slice(0, 300).map((n) => (
            <tr key={n.id} class={n.id === body.output ? 'is-output' : undefined} onPointerEnter={() => { pointed.value = { node: n.id }; }}>
              <th scope="row"><var>{n.id}</var></th>
              <td><small>{n.op}</small> {n.inputs ? <code>{n.label && n.label !== n.id ? n.label : n.inputs.join(', ')}</code> : ''}{n.shape.length > 0 && <small> {n.shape.join(' × ')}</small>}</td>
              <td class="right value">{formatTensor(n.value, 6, 70)}</td>
              <td class="right grad">{formatTensor(n.gradient, 6, 70)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {body.nodes.length > 300 && <p class="note">{body.nodes.length - 300} more nodes.</p>}
    </div>
  );
}
