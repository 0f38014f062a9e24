/** Questions on their way to the server. */
const asked = new Set<AbortController>();

/**
 * As `fetch`, for questions; resolves when the answer is whole. A dead wire ends nothing by itself, and a browser has six
 * connections to a server: six questions that hang would keep everything else from calling. `hangUp` ends them.
 */
export async function askOverWire(url: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const question = new AbortController();
  const signal = init.signal ? AbortSignal.any([question.signal, init.signal]) : question.signal;
  asked.add(question);
  try {
    const answer = await fetch(url, { ...init, signal });
    const bytes = await answer.arrayBuffer();
    return new Response(bytes.byteLength > 0 ? bytes : null, answer); // an answer without a body may not have one
  } finally {
    asked.delete(question);
  }
}

/** Gives up every question that is on its way: the wire is dead. Who asked asks again. */
export function hangUp(): void {
  for (const question of asked) question.abort(new Error("the wire is dead"));
}
