import { defineConfig, type Plugin } from 'vite';

/** KaTeX names each font in three formats; every browser that runs the page reads woff2. */
function woff2Only(): Plugin {
  return {
    name: 'woff2-only',
    enforce: 'pre',
    transform(code, id) {
      return id.includes('katex') && id.endsWith('.css')
        ? { code: code.replace(/,\s*url\([^)]*\.(?:woff|ttf)\)\s*format\("[^"]*"\)/g, ''), map: null }
        : undefined;
    },
  };
}

export default defineConfig({
  plugins: [woff2Only()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../src/Backprop.Api/wwwroot',
    emptyOutDir: true,
    // Nothing is inlined: the content security policy allows neither data: nor inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
  },
  server: { proxy: { '/v1': 'http://localhost:5080', '/swagger': 'http://localhost:5080' } },
});
