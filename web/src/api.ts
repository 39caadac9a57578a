import createClient, { type ClientOptions } from 'openapi-fetch';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { components, paths } from './schema';

/** What goes over the wire, as the service's OpenAPI document says it. */
export type Schemas = components['schemas'];

type Problems = 'application/problem+json';

const accepting = (type: string): ClientOptions => ({ headers: { Accept: type } });

/** The service that the page came from, by the type of its answers. */
export const service = createClient<paths, 'application/json' | Problems>(accepting('application/json'));
export const pictures = createClient<paths, 'image/svg+xml' | Problems>(accepting('image/svg+xml'));
const streams = createClient<paths, 'text/event-stream' | Problems>(accepting('text/event-stream'));

/** What an operation answered: a body, or the problem that it was refused with. */
export type Answer<T> = { ok: true; body: T } | { ok: false; problem: Schemas['Problem'] };

/** What a call answers; a service that does not answer, or not as it should, is a problem like any other. */
export async function ask<T>(call: Promise<{ data?: T; error?: Schemas['Problem']; response: Response }>): Promise<Answer<T>> {
  try {
    const { data, error, response } = await call;
    if (data !== undefined) return { ok: true, body: data };
    return { ok: false, problem: error && typeof error === 'object' ? error : { type: 'about:blank', title: `The service answered ${response.status}.`, status: response.status, code: 'unexpected' } };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    return { ok: false, problem: { type: 'about:blank', title: 'The service is not responding.', status: 0, code: 'no-answer', detail: 'Is it still running? The page tries again when something changes.' } };
  }
}

/** Trains, and hands over each event of the answer as it arrives, by its name; the problem, if the run is refused. */
export async function train(body: Schemas['TrainingRunsRequest'], take: (event: string | undefined, data: string) => void, signal: AbortSignal): Promise<Schemas['Problem'] | null> {
  const answer = await ask(streams.POST('/v1/training-runs', { body, signal, parseAs: 'stream' }));
  if (!answer.ok) return answer.problem;
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return null;
    take(value.event, value.data);
  }
}

/** The issues of a problem, or the problem itself as the one issue. */
export function issuesOf(problem: Schemas['Problem']): Schemas['Issue'][] {
  return problem.errors?.length ? problem.errors : [{ code: problem.code, pointer: '#', detail: problem.detail ?? problem.title }];
}
