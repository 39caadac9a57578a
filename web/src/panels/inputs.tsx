import { useState } from 'preact/hooks';
import { formatNumber, formatTensor, parseTensor, sliderRange, type Nested, type ResultTensor, type Tensor } from '../numbers';
import { inputOf } from '../places';
import { hints, inputs, issues, result, setInput, upstream } from '../state';

export function Inputs() {
  const names = Object.keys(inputs.value);
  return (
    <section class="card inputs" aria-label="Inputs">
      <h2>Inputs</h2>
      {names.length === 0 && <p class="note">This computation takes no inputs.</p>}
      {names.map((name) => {
        const value = inputs.value[name]!;
        const mistakes = issues.value.filter((i) => inputOf(i.pointer) === name);
        return (
          <div key={name} class="input">
            {typeof value === 'number' ? <Slider name={name} value={value} /> : <TensorField label={name} value={value} set={(v) => setInput(name, v)} />}
            {hints.value[name] && <p class="hint">{hints.value[name]}</p>}
            {mistakes.map((m) => <p key={m.code} class="mistake">{m.detail}</p>)}
          </div>
        );
      })}
      {upstream.value !== undefined && (
        <div class="input">
          <TensorField label="upstream" value={upstream.value} set={(v) => { upstream.value = v; }} />
          <p class="hint">The output is not a single number: this is the gradient that the backward pass starts from.</p>
        </div>
      )}
    </section>
  );
}

function Slider({ name, value }: { name: string; value: number }) {
  // The range stays while the value moves in it, so that the thumb does not run away.
  const [range, setRange] = useState(() => sliderRange(value));
  const isInside = value >= range.min && value <= range.max;
  const shown = isInside ? range : sliderRange(value);
  if (!isInside) setRange(shown);
  const gradient = result.value?.nodes.find((n) => n.id === name)?.gradient;
  return (
    <div class="slider">
      <label for={`number-${name}`}><var>{name}</var></label>
      <input
        type="range" min={shown.min} max={shown.max} step={shown.step} value={value} aria-label={`${name}, slider`}
        onInput={(e) => setInput(name, Number(e.currentTarget.value))}
      />
      <NumberField id={`number-${name}`} value={value} set={(v) => setInput(name, v)} />
      <span class="gradient" title={`gradient: how fast the output grows with ${name}`}>{typeof gradient === 'number' ? `∂ ${formatNumber(gradient, 4)}` : ''}</span>
    </div>
  );
}

function NumberField({ id, value, set }: { id: string; value: number; set: (value: Tensor) => void }) {
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <input
      id={id} class="number" type="text" inputMode="decimal" autocomplete="off" value={draft ?? String(value)} aria-invalid={draft !== null && parseTensor(draft) === undefined}
      onInput={(e) => {
        setDraft(e.currentTarget.value);
        const read = parseTensor(e.currentTarget.value);
        if (read !== undefined) set(read);
      }}
      onKeyDown={(e) => {
        const direction = e.key === 'ArrowUp' ? 1 : e.key === 'ArrowDown' ? -1 : 0;
        if (direction === 0) return;
        e.preventDefault();
        setDraft(null);
        set(Number((value + direction * (e.shiftKey ? 1 : 0.1)).toPrecision(12)));
      }}
      onBlur={() => setDraft(null)}
    />
  );
}

function TensorField({ label, value, set }: { label: string; value: Tensor; set: (value: Tensor) => void }) {
  const [draft, setDraft] = useState<string | null>(null);
  const text = draft ?? JSON.stringify(value);
  const isWrong = draft !== null && parseTensor(draft) === undefined;
  return (
    <div class="tensor">
      <label for={`tensor-${label}`}><var>{label}</var> <small>{shapeOf(value)}</small></label>
      <textarea
        id={`tensor-${label}`} rows={Math.min(6, Math.max(1, Math.ceil(text.length / 34)))} spellcheck={false} value={text} aria-invalid={isWrong} title={formatTensor(value)}
        onInput={(e) => {
          setDraft(e.currentTarget.value);
          const read = parseTensor(e.currentTarget.value);
          if (read !== undefined) set(read);
        }}
        onBlur={() => setDraft(null)}
      />
      {isWrong && <p class="mistake">This is not a number or a list of numbers yet: the last valid value is used.</p>}
    </div>
  );
}

export function shapeOf(value: ResultTensor): string {
  const sizes: number[] = [];
  for (let t: Nested | undefined = value; Array.isArray(t); t = t[0]) sizes.push(t.length);
  return sizes.length ? sizes.join(' × ') : 'number';
}
