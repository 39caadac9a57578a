import { effect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Drawing } from '../parts/drawing';
import { edgeOf } from '../parts/edges';
import { formatNumber, formatTensor } from '../numbers';
import { asksValues, derivation, drawing, edgeNumbers, isCurrent, layersAreDense, milliseconds, neurons, pointed, quizzing, result, shownExample, step, type Place } from '../state';

const edgeTexts = [['local', 'local derivatives'], ['upstream', 'upstream gradients'], ['contributions', 'contributions']] as const;

export function Picture() {
  return (
    <>
      <div class="stage-head">
        <Output />
        <fieldset class="chips" disabled={quizzing.value}>
          <legend class="unseen">Numbers on the edges</legend>
          {edgeTexts.map(([name, text]) => (
            <label key={name}>
              <input type="checkbox" checked={edgeNumbers.value[name]} onChange={(e) => { edgeNumbers.value = { ...edgeNumbers.value, [name]: e.currentTarget.checked }; }} />
              <span>{text}</span>
            </label>
          ))}
          {layersAreDense.value && (
            <label>
              <input type="checkbox" checked={neurons.value} onChange={(e) => { neurons.value = e.currentTarget.checked; }} />
              <span>as neurons</span>
            </label>
          )}
        </fieldset>
      </div>
      <Host />
      <Readout />
      <Warnings />
    </>
  );
}

function Output() {
  const body = result.value;
  if (!body) return <p class="output">…</p>;
  return (
    <p class="output">
      <var>{body.output}</var> = <b>{quizzing.value && asksValues.value ? '?' : formatTensor(body.value, 6, 40)}</b>
      {milliseconds.value !== null && <small title="from the change to the picture">{formatNumber(milliseconds.value, 2)} ms</small>}
    </p>
  );
}

/** The service's picture, and what the page lays over it: the step that is being explained, the edge that is pointed at. */
function Host() {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const host = place.current!;
    const picture = new Drawing(host, (at) => { pointed.value = at; });
    const stops = [
      effect(() => picture.show(drawing.value)),
      effect(() => { void drawing.value; picture.point(pointed.value); }),
      effect(() => { void drawing.value; picture.walk(derivation.value?.steps ?? [], step.value); }),
    ];
    return () => stops.forEach((stop) => stop());
  }, []);
  return (
    <div
      ref={place} id="drawing" data-example={shownExample.value} class={isCurrent.value ? 'drawing' : 'drawing stale'} role="group"
      aria-label="The graph. Arrow keys go from node to edge to node."
    />
  );
}

/** What is pointed at, as a sum that can be checked. */
function Readout() {
  return (
    <div class="readout" id="readout" aria-live="polite">
      {pointed.value ? <Explained place={pointed.value} /> : <span class="note">Point at an edge to see <i>upstream × local = contribution</i>, or at a node.</span>}
    </div>
  );
}

function Explained({ place }: { place: Place }) {
  const nodes = result.value?.nodes ?? [];
  if ('node' in place) {
    const node = nodes.find((n) => n.id === place.node);
    if (!node) return null;
    return (
      <span>
        <var>{node.id}</var>{node.label && node.label !== node.id ? <> = <code>{node.label}</code></> : null} <small>{node.op}</small>{' '}
        {!(quizzing.value && asksValues.value) && <>value <b class="value">{formatTensor(node.value)}</b></>}
        {!quizzing.value && node.gradient !== undefined && <> gradient <b class="grad">{formatTensor(node.gradient)}</b></>}
      </span>
    );
  }

  const edge = edgeOf(nodes, place);
  if (!edge) return <span><var>{place.from}</var> → <var>{place.to}</var></span>;
  if (quizzing.value) return <span><var>{edge.from}</var> → <var>{edge.to}</var>: that is for you to work out.</span>;
  if (!edge.partial) return <span><var>{edge.from}</var> → <var>{edge.to}</var>: no gradient flows back along this edge.</span>;
  return (
    <span>
      <var>{edge.to}</var> → <var>{edge.from}</var>{' '}
      {edge.partial.local !== undefined
        ? <>upstream <b class="up">{formatTensor(edge.upstream)}</b> × local {edge.fixed.length > 0 && <>∂<var>{edge.to}</var>/∂<var>{edge.from}</var>|<sub>{edge.fixed.join(', ')}</sub> </>}<b class="local">{formatTensor(edge.partial.local)}</b> = contribution <b class="grad">{formatTensor(edge.partial.contribution)}</b></>
        : <>upstream <b class="up">{formatTensor(edge.upstream)}</b>, through {edge.op}: contribution <b class="grad">{formatTensor(edge.partial.contribution)}</b></>}
      {edge.isForked && <> <small>(one of the paths into <var>{edge.from}</var>: they are added up)</small></>}
    </span>
  );
}

function Warnings() {
  const list = result.value?.warnings ?? [];
  if (list.length === 0) return null;
  return (
    <ul class="warnings" aria-label="Warnings">
      {list.slice(0, 5).map((w, i) => <li key={i}>{w.node && <><var>{w.node}</var>: </>}{w.detail}</li>)}
      {list.length > 5 && <li>{list.length - 5} more</li>}
    </ul>
  );
}
