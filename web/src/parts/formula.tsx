import { useEffect, useRef } from 'preact/hooks';

type Katex = typeof import('katex').default;
let katex: Katex | null = null;

/** The formula writer is a third of the page: it comes after the first picture. */
const loading = Promise.all([import('katex'), import('katex/dist/katex.min.css')]).then(([module]) => { katex = module.default; });

/** A formula in LaTeX, read aloud as MathML. */
export function Formula({ latex, block = false }: { latex: string; block?: boolean }) {
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let isWanted = true;
    const show = () => {
      if (isWanted && place.current) katex!.render(latex, place.current, { displayMode: block, throwOnError: false, trust: false, strict: 'ignore', output: 'htmlAndMathml' });
    };
    if (katex) show();
    else void loading.then(show);
    return () => { isWanted = false; };
  }, [latex, block]);
  return <span ref={place} class={block ? 'formula block' : 'formula'} />;
}
