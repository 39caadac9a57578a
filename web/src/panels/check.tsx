import { signal } from '@preact/signals';
import { ask, issuesOf, service, type Schemas } from '../api';
import { formatNumber } from '../numbers';
import { announcement, request } from '../state';

const method = signal<Schemas['CheckMethod']>('adaptive');
const stepSize = signal('1e-5');
const answer = signal<{ of: unknown; body: Schemas['GradientCheck'] } | null>(null);
const mistakes = signal<Schemas['Issue'][]>([]);
const isRunning = signal(false);

const shapes: Record<Schemas['CheckVerdict'], string> = { pass: '✓', fail: '✗', inconclusive: '?', kink: '∧' };

async function run(): Promise<void> {
  const of = request.value;
  if (!of) return;
  isRunning.value = true;
  const size = Number(stepSize.value);
  const said = await ask(service.POST('/v1/gradient-checks', { body: { ...of, method: method.value, ...(method.value !== 'adaptive' && size > 0 && { step: size }) } }));
  isRunning.value = false;
  mistakes.value = said.ok ? [] : issuesOf(said.problem);
  answer.value = said.ok ? { of, body: said.body } : null;
  announcement.value = said.ok ? `Gradient check: ${said.body.verdict}` : 'The gradient check was refused.';
}

/** Compares the gradients with numeric ones. */
export function Check() {
  const shown = answer.value?.of === request.value ? answer.value?.body : null;
  return (
    <>
      <div class="controls">
        <label class="field"><span>Method</span>
          <select value={method.value} onChange={(e) => { method.value = e.currentTarget.value as typeof method.value; stepSize.value = method.value === 'forward' ? '1e-7' : '1e-5'; }}>
            <option value="adaptive">adaptive, with an error bound</option>
            <option value="central">central difference</option>
            <option value="forward">forward difference</option>
          </select>
        </label>
        {method.value !== 'adaptive' && <label class="field"><span>Step h</span><input type="text" class="number" inputMode="decimal" value={stepSize.value} onInput={(e) => { stepSize.value = e.currentTarget.value; }} /></label>}
        <button type="button" class="primary" id="run-check" disabled={isRunning.value} onClick={() => void run()}>Check the gradients</button>
      </div>
      {mistakes.value.map((m) => <p key={m.pointer} class="mistake">{m.detail}</p>)}
      {!shown && mistakes.value.length === 0 && <p class="note">Each gradient is compared with a difference quotient: the output is computed again with the input moved slightly.</p>}
      {shown && (
        <>
          <p class="verdict-line"><span class={`verdict ${shown.verdict}`}>{shapes[shown.verdict]} {shown.verdict}</span> {shown.evaluations} evaluations{shown.largestRelativeError !== null && <>, largest relative error {formatNumber(shown.largestRelativeError, 3)}</>}</p>
          <div class="scroll">
            <table>
              <thead><tr><th scope="col">input</th><th scope="col" class="right">analytic</th><th scope="col" class="right">numeric</th><th scope="col" class="right">± bound</th><th scope="col">verdict</th></tr></thead>
              <tbody>
                {shown.entries.slice(0, 200).map((e) => (
                  <tr key={e.node + e.index.join()}>
                    <th scope="row"><var>{e.node}</var>{e.index.length > 0 && <small>[{e.index.join(', ')}]</small>}</th>
                    <td class="right grad">{formatNumber(e.analytic, 10)}</td>
                    <td class="right">{e.verdict === 'kink' && e.left !== undefined ? `${formatNumber(e.left, 6)} | ${formatNumber(e.right, 6)}` : formatNumber(e.numeric, 10)}</td>
                    <td class="right">{formatNumber(e.errorBound, 2)}</td>
                    <td><span class={`verdict ${e.verdict}`}>{shapes[e.verdict]} {e.verdict}</span>{e.reason && <small> {e.reason}</small>}{e.verdict === 'kink' && <small> left and right derivatives differ</small>}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </>
  );
}
