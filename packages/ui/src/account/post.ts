import { z } from "zod";
import type { RefusalCode } from "./refusal.ts";

const refusalSchema = z.object({
  error: z.object({ data: z.object({ failure: z.object({ code: z.string() }) }) }),
});

class PostRefused extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode) {
    super(code);
    this.code = code;
  }
}

/** Posts to a route that is no procedure; throws with the server's code when it refuses. */
export async function post(path: string, body: object, signal?: AbortSignal): Promise<Response> {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });
  if (response.ok) return response;
  const answer: unknown = await response.json().catch(() => null);
  const refusal = refusalSchema.safeParse(answer).data?.error.data.failure.code ?? "UNREACHABLE";
  throw new PostRefused(refusal as RefusalCode); // the server's codes are the product's
}
