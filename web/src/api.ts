import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { Problem, RequestIssue } from './contracts';

/** What an operation answered: a body, or the problem that it was refused with. */
export type Answer<T> = { ok: true; body: T; milliseconds: number } | { ok: false; problem: Problem };

/** Sends a request to the service that the page came from. */
export async function post<T>(path: string, body: unknown, signal?: AbortSignal): Promise<Answer<T>> {
  const start = performance.now();
  const response = await send(path, 'application/json', body, signal);
  return response instanceof Response
    ? { ok: true, body: (await response.json()) as T, milliseconds: performance.now() - start }
    : { ok: false, problem: response };
}

/** Sends a request whose answer is a text, such as a picture. */
export async function postForText(path: string, accept: string, body: unknown, signal?: AbortSignal): Promise<Answer<string>> {
  const start = performance.now();
  const response = await send(path, accept, body, signal);
  return response instanceof Response
    ? { ok: true, body: await response.text(), milliseconds: performance.now() - start }
    : { ok: false, problem: response };
}

export async function get<T>(path: string): Promise<Answer<T>> {
  const start = performance.now();
  const response = await attempt(path, { headers: { Accept: 'application/json' } });
  return response instanceof Response
    ? { ok: true, body: (await response.json()) as T, milliseconds: performance.now() - start }
    : { ok: false, problem: response };
}

/** Sends a request and hands over each event of the answer as it arrives. */
export async function postForEvents(path: string, body: unknown, take: (event: string, data: unknown) => void, signal: AbortSignal): Promise<Problem | null> {
  const response = await send(path, 'text/event-stream', body, signal);
  if (!(response instanceof Response)) return response;
  const reader = response.body!.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return null;
    take(value.event ?? 'message', JSON.parse(value.data));
  }
}

function send(path: string, accept: string, body: unknown, signal: AbortSignal | undefined): Promise<Response | Problem> {
  return attempt(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: accept },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });
}

async function attempt(path: string, init: RequestInit): Promise<Response | Problem> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    return { type: 'about:blank', title: 'The service does not answer.', status: 0, code: 'no-answer', detail: 'Is it still running? The page tries again when something changes.' };
  }
  if (response.ok) return response;
  const problem = await response.json().catch(() => null);
  return problem ?? { type: 'about:blank', title: `The service answered ${response.status}.`, status: response.status, code: 'unexpected' };
}

/** The issues of a problem, or the problem itself as the one issue. */
export function issuesOf(problem: Problem): RequestIssue[] {
  return problem.errors?.length ? problem.errors : [{ code: problem.code, pointer: '#', detail: problem.detail ?? problem.title }];
}
