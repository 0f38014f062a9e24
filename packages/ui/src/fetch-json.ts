import type { z } from "zod";

/** An answer of a plain route, checked; throws with the address and the status when the server refuses. */
export async function fetchJson<Schema extends z.ZodType>(
  url: string,
  schema: Schema,
  signal: AbortSignal,
): Promise<z.output<Schema>> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return schema.parse(await response.json());
}
