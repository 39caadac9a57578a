import type { Schemas } from '../api';
import { activations, losses } from '../parts/catalogue';
import { asText, network, write } from '../state';

function change(edit: (network: Schemas['Network']) => void): void {
  const copy = structuredClone(network.value);
  if (!copy) return;
  edit(copy);
  write(asText(copy));
}

/** Weights that no longer fit are drawn anew. */
function resize(layers: Schemas['Layer'][], at: number): void {
  for (const layer of [layers[at], layers[at + 1]]) {
    if (layer && 'weights' in layer) delete layer.weights;
    if (layer && 'biases' in layer) delete layer.biases;
  }
}

/** The sizes, activations and loss of a chain of layers; everything else is in the JSON. */
export function NetworkControls() {
  const layers = network.value?.layers;
  if (!Array.isArray(layers) || !layers.every((l) => l && typeof l === 'object')) return null;
  return (
    <div class="layers">
      <ol>
        {layers.map((layer, at) => (
          <li key={at}>
            <span class="layer-name">{layer.type}</span>
            {'units' in layer && typeof layer.units === 'number' && (
              <label><span class="unseen">Units of layer {at + 1}</span>
                <input type="number" min={1} max={64} value={layer.units} onInput={(e) => {
                  const units = e.currentTarget.valueAsNumber;
                  if (units >= 1 && units <= 64) change((n) => { n.layers[at] = { ...layer, units }; resize(n.layers, at); });
                }} />
              </label>
            )}
            {layer.type === 'dense' && (
              <label><span class="unseen">Activation of layer {at + 1}</span>
                <Choice none="no activation" names={activations.value} chosen={layer.activation} choose={(name) => change((n) => {
                  const { activation: _, ...plain } = layer;
                  n.layers[at] = name ? { ...plain, activation: name } : plain;
                })} />
              </label>
            )}
            <button type="button" class="quiet icon" aria-label={`Remove layer ${at + 1}`} disabled={layers.length === 1} onClick={() => change((n) => { n.layers.splice(at, 1); resize(n.layers, at); })}>×</button>
          </li>
        ))}
      </ol>
      <div class="row">
        <button type="button" class="quiet" onClick={() => change((n) => { n.layers.splice(n.layers.length - 1, 0, { type: 'dense', units: 3, activation: 'tanh', seed: n.layers.length + 1 }); resize(n.layers, n.layers.length - 2); })}>Add a layer</button>
        <label class="field"><span>Loss</span>
          <Choice none="no loss" names={losses.value} chosen={network.value?.loss} choose={(name) => change((n) => {
            if (name) n.loss = name;
            else delete n.loss;
          })} />
        </label>
      </div>
    </div>
  );
}

/** One name of a catalogue, or none; what is written in the network, with whatever attributes, is shown as chosen. */
function Choice<Name extends string>({ none, names, chosen, choose }: { none: string; names: Name[]; chosen: string | { type: string } | undefined; choose: (name: Name | undefined) => void }) {
  const own = typeof chosen === 'object' ? chosen.type : (chosen ?? '');
  return (
    <select value={own} onChange={(e) => choose(names.find((name) => name === e.currentTarget.value))}>
      <option value="">{none}</option>
      {own && !names.some((name) => name === own) && <option value={own}>{own}</option>}
      {names.map((name) => <option key={name} value={name}>{name}</option>)}
    </select>
  );
}
