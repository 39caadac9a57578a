import { signal } from '@preact/signals';
import { Formula } from '../parts/formula';
import { derivation, result, step } from '../state';

const inNumbers = signal(false);

/** Every step, one under the other. */
export function Equations() {
  const steps = derivation.value?.steps ?? [];
  if (steps.length === 0) return <p class="note">There is no derivation of this computation.</p>;
  return (
    <>
      {steps.some((s) => s.latex.includes('\\right|_')) && (
        <p class="note"><Formula latex="\frac{\partial f}{\partial a}" /> counts every path from <var>a</var> to <var>f</var>. A bar marks the derivative along one edge alone: <Formula latex="\left.\frac{\partial f}{\partial a}\right|_{b}" /> holds <var>b</var> fixed although it depends on <var>a</var>, and a number behind the bar is the place of an operand that stands at several.</p>
      )}
      <label class="check"><input type="checkbox" checked={inNumbers.value} onChange={(e) => { inNumbers.value = e.currentTarget.checked; }} /> with numbers substituted</label>
      <ol class="equations">
        {steps.slice(0, 120).map((s, i) => (
          <li key={`${i}${s.node}`} class={i === step.value ? 'is-now' : undefined}>
            <button type="button" onClick={() => { step.value = i; }} aria-label={`Step ${i + 1}: ${s.text}`} class={s.phase}>
              <Formula latex={inNumbers.value ? s.latexNumbers : s.latex} />
            </button>
          </li>
        ))}
      </ol>
      {steps.length > 120 && <p class="note">{steps.length - 120} more steps: step through them under the picture.</p>}
      {derivation.value?.symbolic?.some((s) => s.expression !== null) && (
        <>
          <h2>As one expression of the inputs</h2>
          <ul class="symbolic">
            {derivation.value.symbolic.filter((s) => s.expression !== null && s.expression.length < 600).map((s) => <li key={s.node}>∂<var>{result.value?.output}</var>/∂<var>{s.node}</var> = <code>{s.expression}</code></li>)}
          </ul>
        </>
      )}
    </>
  );
}
