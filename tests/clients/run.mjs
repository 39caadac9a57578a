// Starts the service that was built, runs the compiled clients against it, and stops it.
import { spawn } from 'node:child_process';
import { startService } from '../../web/tests/service.mjs';

const service = await startService();
const tests = spawn(process.execPath, ['--test', '--test-reporter=spec', 'build/src'], { cwd: import.meta.dirname, env: { ...process.env, BACKPROP_URL: service.url }, stdio: 'inherit' });
tests.on('exit', (code) => {
  service.stop();
  process.exitCode = code ?? 1;
});
