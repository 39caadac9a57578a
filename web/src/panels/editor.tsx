import { batch, signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { ask, service, type Schemas } from '../api';
import { inputOf, placeOf, type Stretch } from '../places';
import { chooseForm, exampleId, form, issues, load, panel, texts, write, type Form, type Panel } from '../state';
import { NetworkControls } from './network';

const examples = signal<Schemas['ExampleSummary'][]>([]);

/** Where an example of an operation is best seen. */
const shownIn: Record<string, Panel> = { '/v1/gradient-checks': 'check', '/v1/training-runs': 'train', '/v1/grades': 'quiz', '/v1/derivations': 'derivation' };

const forms: [Form, string][] = [['expression', 'Expression'], ['graph', 'Graph'], ['network', 'Network']];

async function take(id: string): Promise<void> {
  if (!id) return;
  const answer = await ask(service.GET('/v1/examples/{id}', { params: { path: { id } } }));
  if (!answer.ok) return;
  const { request } = answer.body;
  if (Array.isArray(request)) return;
  batch(() => {
    load(request);
    exampleId.value = id;
    panel.value = shownIn[answer.body.endpoint] ?? 'numbers';
  });
}

export function Editor() {
  useEffect(() => {
    void ask(service.GET('/v1/examples')).then((answer) => { if (answer.ok) examples.value = answer.body.examples.filter((e) => !e.contentType); });
  }, []);
  const text = texts.value[form.value];
  const marked = issues.value.map((issue) => ({ issue, place: placeOf(issue, form.value, text) }));
  const listed = marked.filter(({ issue }) => inputOf(issue.pointer) === null);
  return (
    <section class="card editor" aria-label="What is computed">
      <div class="row">
        <div class="segments" role="radiogroup" aria-label="How the computation is written">
          {forms.map(([value, name]) => (
            <label key={value}>
              <input type="radio" name="form" value={value} checked={form.value === value} onChange={() => chooseForm(value)} />
              <span>{name}</span>
            </label>
          ))}
        </div>
      </div>
      {examples.value.length > 0 && (
        <label class="field">
          <span>Example</span>
          <select id="examples" value={exampleId.value} onChange={(e) => void take(e.currentTarget.value)}>
            <option value="">your own</option>
            {examples.value.map((e) => <option key={e.id} value={e.id}>{e.title}</option>)}
          </select>
        </label>
      )}
      {form.value === 'network' && <NetworkControls />}
      {form.value === 'network'
        ? (
          <details open={marked.some(({ place }) => place !== null)}>
            <summary>The network as JSON</summary>
            <Text text={text} places={marked.map(({ place }) => place)} />
          </details>
        )
        : <Text text={text} places={marked.map(({ place }) => place)} />}
      {listed.length > 0 && (
        <ul class="issues" id="issues" aria-label="Mistakes">
          {listed.slice(0, 8).map(({ issue, place }) => (
            <li key={issue.pointer + issue.code + (issue.column ?? '')}>
              {place && <button type="button" class="where" onClick={() => select(place)}>{issue.line !== undefined ? `line ${issue.line}, column ${issue.column ?? 1}` : issue.pointer.replace(/^#\//, '')}</button>}
              {issue.detail}
            </li>
          ))}
          {listed.length > 8 && <li>{listed.length - 8} more</li>}
        </ul>
      )}
      {form.value === 'expression' && listed.length === 0 && (
        <p class="note">One statement per line, <code>name = expression</code>; the last one is the output. <code>+ − * / ^ @</code>, <code>sigmoid(x)</code>, <code>max(a, b)</code>, <code>softmax(x, axis=0)</code>…</p>
      )}
    </section>
  );
}

function select(place: Stretch): void {
  const area = document.getElementById('source') as HTMLTextAreaElement | null;
  area?.focus();
  area?.setSelectionRange(place.start, place.end);
}

/** The text, with the stretches that are wrong underlined: a second copy of it, unseen but for the lines, lies beneath. */
function Text({ text, places }: { text: string; places: (Stretch | null)[] }) {
  const beneath = useRef<HTMLPreElement>(null);
  const stretches = places.filter((p) => p !== null).sort((a, b) => a.start - b.start);
  const parts: (string | { text: string })[] = [];
  let at = 0;
  for (const { start, end } of stretches) {
    if (start < at) continue;
    parts.push(text.slice(at, start), { text: text.slice(start, end) || ' ' });
    at = end;
  }

  parts.push(text.slice(at));
  const rows = form.value === 'expression' ? Math.min(10, Math.max(3, text.split('\n').length + 1)) : Math.min(18, Math.max(8, text.split('\n').length));
  return (
    <div class="text" style={{ '--rows': rows }}>
      <pre ref={beneath} aria-hidden="true">{parts.map((p) => (typeof p === 'string' ? p : <mark>{p.text}</mark>))}{'\n'}</pre>
      <textarea
        id="source"
        aria-label={`Computation as ${form.value === 'expression' ? 'expression' : 'JSON'}`}
        aria-invalid={stretches.length > 0}
        aria-describedby={stretches.length > 0 ? 'issues' : undefined}
        spellcheck={false}
        autocomplete="off"
        autocapitalize="off"
        rows={rows}
        value={text}
        onInput={(e) => write(e.currentTarget.value)}
        onScroll={(e) => { if (beneath.current) { beneath.current.scrollTop = e.currentTarget.scrollTop; beneath.current.scrollLeft = e.currentTarget.scrollLeft; } }}
      />
    </div>
  );
}
