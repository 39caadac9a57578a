import { panel, panels, step, type Panel } from '../state';
import { Check } from './check';
import { Equations } from './equations';
import { Numbers } from './numbers';
import { Quiz } from './quiz';
import { Training } from './training';

const names: Record<Panel, string> = { numbers: 'Numbers', derivation: 'Derivation', check: 'Gradient check', train: 'Training', quiz: 'Quiz' };

export function Panels() {
  const choose = (name: Panel) => {
    panel.value = name;
    if (name === 'quiz') step.value = null;
  };
  return (
    <section class="card panels">
      <div
        class="tabs" role="tablist" aria-label="More"
        onKeyDown={(e) => {
          const move = e.key === 'ArrowRight' ? 1 : e.key === 'ArrowLeft' ? -1 : 0;
          if (move === 0) return;
          const next = panels[(panels.indexOf(panel.value) + move + panels.length) % panels.length]!;
          choose(next);
          document.getElementById(`tab-${next}`)?.focus();
        }}
      >
        {panels.map((name) => (
          <button
            key={name} type="button" role="tab" id={`tab-${name}`} aria-controls="panel" aria-selected={panel.value === name} tabIndex={panel.value === name ? 0 : -1}
            onClick={() => choose(name)}
          >
            {names[name]}
          </button>
        ))}
      </div>
      <div role="tabpanel" id="panel" aria-labelledby={`tab-${panel.value}`} class="panel">
        {panel.value === 'numbers' && <Numbers />}
        {panel.value === 'derivation' && <Equations />}
        {panel.value === 'check' && <Check />}
        {panel.value === 'train' && <Training />}
        {panel.value === 'quiz' && <Quiz />}
      </div>
    </section>
  );
}
