import { signal } from '@preact/signals';
import { announcement, isDark, request, theme, toFragment } from '../state';
import { asCurl } from '../parts/curl';

const said = signal('');

function say(text: string): void {
  said.value = text;
  announcement.value = text;
  setTimeout(() => { if (said.value === text) said.value = ''; }, 2500);
}

async function copy(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say(done);
  } catch {
    say('The browser did not allow copying.');
  }
}

function share(): void {
  const link = `${location.origin}${location.pathname}#${toFragment()}`;
  history.replaceState(null, '', link);
  void copy(link, 'Link copied');
}

export function Header() {
  return (
    <header class="head">
      <a class="brand" href="/" aria-label="Backprop playground, start again">
        <svg viewBox="0 0 32 32" width="30" height="30" aria-hidden="true"><rect width="32" height="32" rx="8" /><text x="16" y="23.5" text-anchor="middle">∂</text></svg>
        <span>Backprop<small> playground</small></span>
      </a>
      <div class="actions">
        <span class="said" aria-hidden="true">{said}</span>
        <button type="button" class="quiet" onClick={() => request.value && void copy(asCurl('/v1/gradients', request.value), 'Request copied')}>
          Copy<span class="wide"> as</span> curl
        </button>
        <button type="button" class="quiet" onClick={share}>Share<span class="wide"> link</span></button>
        <a class="quiet wide" href="/swagger">API</a>
        <button type="button" class="quiet icon" aria-label={isDark.value ? 'Light colours' : 'Dark colours'} onClick={() => { theme.value = isDark.value ? 'light' : 'dark'; }}>
          <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
            {isDark.value
              ? <path d="M10 6.2a3.800 3.800 0 1 0 0 7.600a3.800 3.800 0 0 0 0-7.600M10 1.500v2M10 16.500v2M1.500 10h2M16.500 10h2M4 4l1.400 1.400M14.600 14.600L16 16M16 4l-1.400 1.400M5.400 14.600L4 16" />
              : <path d="M16.800 11.800A7.200 7.200 0 0 1 8.200 3.200a7.200 7.200 0 1 0 8.600 8.600z" />}
          </svg>
        </button>
      </div>
    </header>
  );
}
