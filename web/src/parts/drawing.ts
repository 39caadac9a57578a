import type { Schemas } from '../api';
import type { Place } from '../state';

const svgNamespace = 'http://www.w3.org/2000/svg';

/** A picture from the service inside the page: readable by pointer and keyboard, with marks laid over it. */
export class Drawing {
  private readonly host: HTMLElement;
  private readonly point$: (place: Place | null) => void;
  private sheet: CSSStyleSheet | null = null;
  private svg: SVGSVGElement | null = null;
  private stops: SVGElement[] = [];

  constructor(host: HTMLElement, pointAt: (place: Place | null) => void) {
    this.host = host;
    this.point$ = pointAt;
    host.addEventListener('pointerover', (e) => this.look(e.target));
    host.addEventListener('pointerleave', () => { if (!host.contains(document.activeElement)) pointAt(null); });
    host.addEventListener('focusin', (e) => this.look(e.target));
    host.addEventListener('keydown', (e) => this.move(e));
    host.addEventListener('click', (e) => this.look(e.target));
  }

  /** Puts a picture in place of the one before. Its text is parsed as XML and holds no script; its style sheet becomes one of the page's, so that the page's policy can forbid inline styles. */
  show(text: string): void {
    const hadFocus = this.host.contains(document.activeElement) ? placeAt(document.activeElement) : null;
    if (!text) {
      this.host.replaceChildren();
      this.svg = null;
      this.stops = [];
      return;
    }

    const style = /<style>([^<]*)<\/style>/.exec(text);
    this.adopt(style?.[1] ?? '');
    const root = new DOMParser().parseFromString(text.replace(style?.[0] ?? '', ''), 'image/svg+xml').documentElement;
    const svg = document.importNode(root, true) as unknown as SVGSVGElement;
    const width = Number(svg.getAttribute('width'));
    svg.removeAttribute('width');
    svg.removeAttribute('height');
    svg.style.setProperty('--natural', `${width}px`);
    svg.setAttribute('role', 'group');
    this.svg = svg;
    this.stops = [];
    for (const edge of svg.querySelectorAll<SVGPathElement>('path[data-to]')) {
      // A thin line is hard to hit: a broad one, unseen, lies over it.
      const hit = document.createElementNS(svgNamespace, 'path');
      hit.setAttribute('d', edge.getAttribute('d')!);
      hit.setAttribute('class', 'hit');
      for (const name of ['data-from', 'data-to', 'data-position']) hit.setAttribute(name, edge.getAttribute(name)!);
      hit.setAttribute('role', 'img');
      hit.setAttribute('aria-label', `edge from ${edge.getAttribute('data-from')} to ${edge.getAttribute('data-to')}`);
      edge.after(hit);
    }

    for (const node of svg.querySelectorAll<SVGGElement>('g[data-node]')) {
      node.setAttribute('role', 'img');
      node.setAttribute('aria-label', node.querySelector('title')?.textContent ?? '');
      for (const edge of svg.querySelectorAll<SVGElement>(`.hit[data-to=${quote(node.getAttribute('data-node')!)}]`)) this.stops.push(edge);
      this.stops.push(node);
    }

    for (const stop of this.stops) stop.setAttribute('tabindex', '-1');
    this.stops[0]?.setAttribute('tabindex', '0');
    this.host.replaceChildren(svg);
    if (hadFocus) this.find(hadFocus)?.focus({ preventScroll: true });
  }

  /** Marks what is pointed at. */
  point(place: Place | null): void {
    for (const marked of this.svg?.querySelectorAll('.is-pointed') ?? []) marked.classList.remove('is-pointed');
    const found = place && this.find(place);
    if (!found) return;
    found.classList.add('is-pointed');
    (found.previousElementSibling?.matches('.bp-edge') ? found.previousElementSibling : found).classList.add('is-pointed');
  }

  /** Shows the passes as far as a step: numbers that are not worked out yet are hidden. */
  walk(steps: Schemas['DerivationStep'][], at: number | null): void {
    const svg = this.svg;
    if (!svg) return;
    svg.classList.toggle('is-walking', at !== null);
    for (const marked of svg.querySelectorAll('.is-now,.no-value,.no-gradient,.is-flow')) marked.classList.remove('is-now', 'no-value', 'no-gradient', 'is-flow');
    const now = at === null ? undefined : steps[at];
    if (at === null || !now) return;
    const valued = new Set(steps.slice(0, at + 1).filter((s) => s.phase === 'forward').map((s) => s.node));
    const graded = new Set(steps.slice(0, at + 1).filter((s) => s.phase === 'backward').map((s) => s.node));
    const written = new Set(steps.filter((s) => s.phase === 'forward').map((s) => s.node));
    for (const node of svg.querySelectorAll('g[data-node]')) {
      const id = node.getAttribute('data-node')!;
      node.classList.toggle('no-value', written.has(id) && !valued.has(id));
      node.classList.toggle('no-gradient', !graded.has(id));
      node.classList.toggle('is-now', id === now.node);
    }

    const end = now.phase === 'forward' ? 'data-to' : 'data-from';
    for (const edge of svg.querySelectorAll(`.bp-edge[${end}=${quote(now.node)}]`)) edge.classList.add('is-flow');
    svg.classList.toggle('is-backward', now.phase === 'backward');
    this.reveal(svg.querySelector(`g[data-node=${quote(now.node)}]`));
  }

  /** Scrolls a wide picture, and not the page, to a node. */
  private reveal(node: Element | null): void {
    if (!node || this.host.scrollWidth <= this.host.clientWidth) return;
    const [inner, outer] = [node.getBoundingClientRect(), this.host.getBoundingClientRect()];
    if (inner.left < outer.left || inner.right > outer.right) this.host.scrollLeft += (inner.left + inner.right) / 2 - (outer.left + outer.right) / 2;
  }

  private look(target: EventTarget | null): void {
    const place = placeAt(target);
    if (place) this.point$(place);
  }

  private move(event: KeyboardEvent): void {
    const forward = event.key === 'ArrowRight' || event.key === 'ArrowDown';
    const backward = event.key === 'ArrowLeft' || event.key === 'ArrowUp';
    if ((!forward && !backward && event.key !== 'Home' && event.key !== 'End') || this.stops.length === 0) return;
    event.preventDefault();
    const at = this.stops.indexOf(document.activeElement as unknown as SVGElement);
    const next = event.key === 'Home' ? 0 : event.key === 'End' ? this.stops.length - 1 : Math.min(this.stops.length - 1, Math.max(0, at + (forward ? 1 : -1)));
    this.stops.forEach((stop, i) => stop.setAttribute('tabindex', i === next ? '0' : '-1'));
    this.stops[next]!.focus();
  }

  private find(place: Place): SVGElement | null {
    return this.svg?.querySelector<SVGElement>('node' in place
      ? `g[data-node=${quote(place.node)}]`
      : `.hit[data-from=${quote(place.from)}][data-to=${quote(place.to)}][data-position="${place.position}"]`) ?? null;
  }

  // docs/decisions/0143-style-of-the-picture.md
  /** The picture's own colours follow the reader's system; here they follow the page's switch. */
  private adopt(css: string): void {
    if (this.sheet) return;
    this.sheet = new CSSStyleSheet();
    this.sheet.replaceSync(css.replace(/@media\s*\(prefers-color-scheme:\s*dark\)\s*\{\s*\.bp\{([^}]*)\}\s*\}/g, ':root[data-theme="dark"] .bp{$1}'));
    document.adoptedStyleSheets = [this.sheet, ...document.adoptedStyleSheets];
  }
}

function placeAt(target: EventTarget | null): Place | null {
  const element = target instanceof Element ? target.closest('[data-to],[data-node]') : null;
  const node = element?.getAttribute('data-node');
  if (node !== null && node !== undefined) return { node };
  const [from, to, position] = ['data-from', 'data-to', 'data-position'].map((name) => element?.getAttribute(name));
  return from && to && position ? { from, to, position: Number(position) } : null;
}

function quote(text: string): string {
  return `"${CSS.escape(text)}"`;
}
