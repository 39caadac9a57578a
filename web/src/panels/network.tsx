import type { Layer, Network } from '../contracts';
import { catalogue, losses, unaries } from '../parts/catalogue';
import { compact, network, write } from '../state';

function change(edit: (network: Network) => void): void {
  const copy = structuredClone(network.value);
  if (!copy) return;
  edit(copy);
  write(compact(JSON.stringify(copy, null, 2)));
}

/** Weights that no longer fit are drawn anew. */
function resize(layers: Layer[], at: number): void {
  for (const layer of [layers[at], layers[at + 1]]) {
    if (!layer) continue;
    delete layer.weights;
    delete layer.biases;
  }
}

const typeOf = (choice: string | { type: string } | undefined): string => (typeof choice === 'object' ? choice.type : (choice ?? ''));

/** The sizes, activations and loss of a chain of layers; everything else is in the JSON. */
export function NetworkControls() {
  const layers = network.value?.layers;
  void catalogue.value;
  if (!Array.isArray(layers) || !layers.every((l) => l && typeof l === 'object')) return null;
  return (
    <div class="layers">
      <ol>
        {layers.map((layer, at) => (
          <li key={at}>
            <span class="layer-name">{layer.type}</span>
            {typeof layer.units === 'number' && (
              <label><span class="unseen">Units of layer {at + 1}</span>
                <input type="number" min={1} max={64} value={layer.units} onInput={(e) => {
                  const units = e.currentTarget.valueAsNumber;
                  if (units >= 1 && units <= 64) change((n) => { n.layers[at]!.units = units; resize(n.layers, at); });
                }} />
              </label>
            )}
            {layer.type === 'dense' && (
              <label><span class="unseen">Activation of layer {at + 1}</span>
                <select value={typeOf(layer.activation)} onChange={(e) => change((n) => {
                  if (e.currentTarget.value) n.layers[at]!.activation = e.currentTarget.value;
                  else delete n.layers[at]!.activation;
                })}>
                  <option value="">no activation</option>
                  {withOwn(unaries.value, typeOf(layer.activation)).map((name) => <option key={name} value={name}>{name}</option>)}
                </select>
              </label>
            )}
            <button type="button" class="quiet icon" aria-label={`Remove layer ${at + 1}`} disabled={layers.length === 1} onClick={() => change((n) => { n.layers.splice(at, 1); resize(n.layers, at); })}>×</button>
          </li>
        ))}
      </ol>
      <div class="row">
        <button type="button" class="quiet" onClick={() => change((n) => { n.layers.splice(n.layers.length - 1, 0, { type: 'dense', units: 3, activation: 'tanh', seed: n.layers.length + 1 }); resize(n.layers, n.layers.length - 2); })}>Add a layer</button>
        <label class="field"><span>Loss</span>
          <select value={typeOf(network.value?.loss)} onChange={(e) => change((n) => {
            if (e.currentTarget.value) n.loss = e.currentTarget.value;
            else delete n.loss;
          })}>
            <option value="">no loss</option>
            {withOwn(losses.value, typeOf(network.value?.loss)).map((name) => <option key={name} value={name}>{name}</option>)}
          </select>
        </label>
      </div>
    </div>
  );
}

const withOwn = (names: string[], own: string): string[] => (own && !names.includes(own) ? [own, ...names] : names);
