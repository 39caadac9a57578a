/** A request as a command for a POSIX shell. */
export function asCurl(path: string, body: unknown): string {
  const text = JSON.stringify(body).replace(/'/g, `'\\''`);
  return `curl -s ${location.origin}${path} -H 'Content-Type: application/json' -d '${text}'`;
}
