import { computed, signal } from '@preact/signals';
import { ask, issuesOf, service, type Schemas } from '../api';
import { parseTensor } from '../numbers';
import { announcement, asksValues, computation, inputs, pointed, result } from '../state';
import { shapeOf } from './inputs';

type Grade = Schemas['Grade'];

const shapes: Record<Schemas['Verdict'], string> = {
  correct: '✓', 'correct-subgradient': '✓', 'follow-through': '↳', diagnosed: '✗', incorrect: '✗', missing: '·', invalid: '!',
};

/** What was filled in, by part, for the computation it was filled in for. */
const answers = signal<{ of: unknown; byPart: Record<string, string> }>({ of: null, byPart: {} });
const grade = signal<{ of: unknown; body: Grade } | null>(null);
const mistakes = signal<Schemas['Issue'][]>([]);

/** The exercise: what is asked does not change with what is shown. */
const exercise = computed(() => JSON.stringify([computation.value, inputs.value]));
const filled = computed(() => (answers.value.of === exercise.value ? answers.value.byPart : {}));

function fill(part: string, text: string): void {
  answers.value = { of: exercise.value, byPart: { ...filled.value, [part]: text } };
}

async function submit(): Promise<void> {
  const answer: Required<Schemas['Answer']> = { values: {}, gradients: {} };
  for (const [part, text] of Object.entries(filled.value)) {
    const dot = part.indexOf('.');
    const kind = part.slice(0, dot) as keyof typeof answer;
    if (text.trim() && (kind === 'gradients' || asksValues.value)) answer[kind][part.slice(dot + 1)] = parseTensor(text) ?? text.trim();
  }

  const asked = computation.value;
  if (!asked) return;
  const of = exercise.value;
  const said = await ask(service.POST('/v1/grades', { body: { ...asked, inputs: inputs.value, answer } }));
  mistakes.value = said.ok ? [] : issuesOf(said.problem);
  // Asked for without a format, the body is a grade.
  const body = said.ok ? (said.body as Grade) : null;
  grade.value = body && { of, body };
  if (body) {
    const { score, student } = body;
    const first = student?.firstWrongStep;
    if (first) pointed.value = { node: first.slice(first.indexOf('.') + 1) };
    announcement.value = student?.summary ?? (score === undefined ? 'Not marked.' : `${Math.round(score * 100)} percent`);
  }
}

/** Gradients, and values on request, to be filled in by the visitor and marked by the service. */
export function Quiz() {
  const nodes = result.value?.nodes.filter((n) => n.op !== 'constant') ?? [];
  const marked = grade.value?.of === exercise.value ? grade.value.body : null;
  const backward = [...nodes].reverse();
  const computed = nodes.filter((n) => n.inputs?.length);
  if (nodes.length > 60) return <p class="note">This graph has {nodes.length} nodes: too many to fill in by hand.</p>;
  return (
    <form
      id="quiz"
      onSubmit={(e) => {
        e.preventDefault();
        void submit();
      }}
    >
      <p class="note">What is asked for is hidden in the picture. Work backwards from the output, whose gradient is 1. Give a number, a list, or a formula such as <code>d_q * z</code>, where <code>d_q</code> is your gradient of <code>q</code>.</p>
      <label class="check"><input type="checkbox" checked={asksValues.value} onChange={(e) => { asksValues.value = e.currentTarget.checked; }} /> ask for the values too</label>
      {asksValues.value && (
        <fieldset class="answers"><legend>Values, forwards</legend>{computed.map((n) => <Field key={n.id} kind="values" node={n} marked={marked} />)}</fieldset>
      )}
      <fieldset class="answers"><legend>Gradients, backwards</legend>{backward.map((n) => <Field key={n.id} kind="gradients" node={n} marked={marked} />)}</fieldset>
      <div class="row">
        <button type="submit" class="primary" id="submit-quiz">Mark my answer</button>
        {marked && <p class="score" role="status">{marked.score === undefined ? 'The service could not mark this answer.' : <b>{Math.round(marked.score * 100)} %</b>} {marked.student?.summary}</p>}
      </div>
      {mistakes.value.map((m) => <p key={m.pointer} class="mistake">{m.detail}</p>)}
    </form>
  );
}

function Field({ kind, node, marked }: { kind: 'values' | 'gradients'; node: Schemas['DifferentiatedNode']; marked: Grade | null }) {
  const part = `${kind}.${node.id}`;
  const item = marked?.student?.items?.find((i) => i.part === part);
  const isFirst = marked?.student?.firstWrongStep === part;
  const output = result.value?.output;
  return (
    <div class={isFirst ? 'answer is-first' : 'answer'}>
      <label for={`answer-${part}`}>
        {kind === 'gradients' ? <>∂<var>{output}</var>/∂<var>{node.id}</var></> : <var>{node.id}</var>}
        {node.label && node.label !== node.id && <small class="label">{node.label}</small>}
        {node.shape.length > 0 && <small> {shapeOf(node.value)}</small>}
      </label>
      <input
        id={`answer-${part}`} type="text" autocomplete="off" spellcheck={false} value={filled.value[part] ?? ''} data-part={part} aria-describedby={item ? `verdict-${part}` : undefined}
        onInput={(e) => fill(part, e.currentTarget.value)} onFocus={() => { pointed.value = { node: node.id }; }}
      />
      {item && (
        <span class="answer-verdict" id={`verdict-${part}`}>
          <span class={`verdict ${item.verdict}`}>{shapes[item.verdict]} {item.verdict.replace(/-/g, ' ')}</span>
          {isFirst && <b> first wrong step</b>}
          {item.message && <span class="message"> {item.message}</span>}
        </span>
      )}
    </div>
  );
}
