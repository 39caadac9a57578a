// Builds the playground for the service, from a fresh `npm ci` where the dependencies have changed. Builds of several projects may ask for
// it at once: one of them works, the others wait, and a page that stands is replaced only by a whole one.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const target = resolve(web, process.argv[2] ?? '../src/Backprop.Api/wwwroot');
const work = resolve(web, process.argv[3] ?? '../src/Backprop.Api/obj/playground');
const startedAt = Date.now();

mkdirSync(work, { recursive: true });
const lock = join(work, 'lock');
while (!take(lock)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
try {
  const page = join(target, 'index.html');
  if (!existsSync(page) || statSync(page).mtimeMs < startedAt) build();
} finally {
  rmSync(lock, { recursive: true, force: true });
}

function build() {
  const wanted = readFileSync(join(web, 'package-lock.json'), 'utf8');
  const stamp = join(web, 'node_modules', '.installed-lock');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    run('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error']);
    writeFileSync(stamp, wanted);
  }

  const fresh = join(work, 'page');
  rmSync(fresh, { recursive: true, force: true });
  run(process.execPath, [join(web, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--outDir', fresh, '--logLevel', 'warn']);
  rmSync(target, { recursive: true, force: true });
  try {
    renameSync(fresh, target);
  } catch {
    cpSync(fresh, target, { recursive: true });
  }

  const now = new Date();
  utimesSync(join(target, 'index.html'), now, now);
}

function run(command, args) {
  execFileSync(command, args, { cwd: web, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' && command === 'npm' });
}

/** A lock whose owner has died counts for nothing after five minutes. */
function take(path) {
  try {
    mkdirSync(path);
    return true;
  } catch {
    if (existsSync(path) && Date.now() - statSync(path).mtimeMs > 300_000) rmSync(path, { recursive: true, force: true });
    return false;
  }
}
