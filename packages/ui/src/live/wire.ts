/** Questions on their way to the server. */
const asked = new Set<AbortController>();

/**
 * A server that has not begun to answer after so long never will: no statement of it takes longer than half of this. Where
 * the stream lives on, nothing else tells that a connection beside it has died.
 */
const BEGINS_WITHIN_MS = 60_000;

/**
 * As `fetch`, for questions; resolves when the answer is whole. A dead wire ends nothing by itself, and a browser has six
 * connections to a server: six questions that hang would keep everything else from calling. `hangUp` ends them, and their
 * own patience.
 */
export async function askOverWire(url: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const question = new AbortController();
  const signal = init.signal ? AbortSignal.any([question.signal, init.signal]) : question.signal;
  const patience = setTimeout(() => question.abort(new Error("no answer has begun")), BEGINS_WITHIN_MS);
  asked.add(question);
  try {
    const answer = await fetch(url, { ...init, signal });
    clearTimeout(patience); // a slow wire may take its time from here on
    const bytes = await answer.arrayBuffer();
    return new Response(bytes.byteLength > 0 ? bytes : null, answer); // an answer without a body may not have one
  } finally {
    clearTimeout(patience);
    asked.delete(question);
  }
}

/**
 * Gives up every question that is on its way: the wire is dead. Who asked asks again. Those that still wait for one of
 * the six connections go first: each that is set free would be dialled anew for them, into the dead wire, and lie ready there.
 */
export function hangUp(): void {
  for (const question of [...asked].toReversed()) question.abort(new Error("the wire is dead"));
}
