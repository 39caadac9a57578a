import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';

const output = resolve(import.meta.dirname, '../../src/Backprop.Api/bin/Release/net10.0');

/** The service: the one at BACKPROP_URL, or the one that was built, started on a free port. */
export async function startService() {
  if (process.env.BACKPROP_URL) return { url: process.env.BACKPROP_URL.replace(/\/$/, ''), stop: () => {} };
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const service = spawn('dotnet', [join(output, 'Backprop.Api.dll')], { cwd: output, env: { ...process.env, ASPNETCORE_URLS: url }, stdio: 'ignore' });
  for (let attempt = 0; attempt < 200; attempt++) {
    if (service.exitCode !== null) throw new Error('The service ended. Is it built? dotnet build -c Release');
    const answer = await fetch(`${url}/health/ready`).catch(() => null);
    if (answer?.ok) return { url, stop: () => service.kill() };
    await new Promise((done) => setTimeout(done, 100));
  }

  service.kill();
  throw new Error('The service did not begin to answer within 20 seconds.');
}

function freePort() {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}
