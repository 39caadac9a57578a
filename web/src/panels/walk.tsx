import { Formula } from '../parts/formula';
import { derivation, quizzing, step } from '../state';

/** Goes through the passes, a step at a time. */
export function Walk() {
  const steps = derivation.value?.steps ?? [];
  if (steps.length === 0 || quizzing.value) return null;
  const at = step.value === null ? null : Math.min(step.value, steps.length - 1);
  const now = at === null ? null : steps[at]!;
  const forward = steps.filter((s) => s.phase === 'forward').length;
  const go = (to: number | null) => { step.value = to === null ? null : Math.min(steps.length - 1, Math.max(0, to)); };
  return (
    <section
      class="walk" id="walk" aria-label="Step by step"
      onKeyDown={(e) => {
        if (e.target instanceof HTMLInputElement) return;
        if (e.key === 'ArrowRight') go((at ?? -1) + 1);
        else if (e.key === 'ArrowLeft') go((at ?? 1) - 1);
        else if (e.key === 'Escape') go(null);
      }}
    >
      <div class="walk-bar">
        <button type="button" class="round" aria-label="First step" disabled={at === 0} onClick={() => go(0)}><Arrow d="M13 4 7 10l6 6M6 4v12" /></button>
        <button type="button" class="round" id="step-back" aria-label="Step back" disabled={at === null || at === 0} onClick={() => go((at ?? 1) - 1)}><Arrow d="M12.500 4l-6 6 6 6" /></button>
        <button type="button" class="round" id="step-on" aria-label="Step on" disabled={at === steps.length - 1} onClick={() => go((at ?? -1) + 1)}><Arrow d="M7.500 4l6 6-6 6" /></button>
        <button type="button" class="round" aria-label="Last step" disabled={at === steps.length - 1} onClick={() => go(steps.length - 1)}><Arrow d="M7 4l6 6-6 6M14 4v12" /></button>
        <div class="track">
          <input
            type="range" min={0} max={steps.length - 1} step={1} value={at ?? 0} aria-label="Step" aria-valuetext={now ? `step ${at! + 1} of ${steps.length}, ${now.phase}` : 'not walking'}
            onInput={(e) => go(Number(e.currentTarget.value))}
          />
          <div class="track-phases" aria-hidden="true" style={{ '--forward': `${(100 * forward) / steps.length}%` }}><span>forward</span><span>backward</span></div>
        </div>
        <span class="count">{now ? <><b class={now.phase === 'forward' ? 'value' : 'grad'}>{now.phase === 'forward' ? 'forward →' : '← backward'}</b> {at! + 1} of {steps.length}</> : `${steps.length} steps`}</span>
        {at !== null && <button type="button" class="quiet" onClick={() => go(null)}>Show all</button>}
      </div>
      {now && (
        <div class="step" aria-live="polite">
          <p class="step-text">{now.text}</p>
          <div class="formulas">
            <Formula latex={now.latex} block />
            {now.latexNumbers && now.latexNumbers !== now.latex && <Formula latex={now.latexNumbers} block />}
          </div>
        </div>
      )}
    </section>
  );
}

function Arrow({ d }: { d: string }) {
  return <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true"><path d={d} /></svg>;
}
