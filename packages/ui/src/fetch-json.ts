import type { z } from "zod";
import { askOverWire } from "./live/wire.ts";

/** An answer of a plain route, checked; throws with the address and the status when the server refuses. */
export async function fetchJson<Schema extends z.ZodType>(
  url: string,
  schema: Schema,
  signal: AbortSignal,
): Promise<z.output<Schema>> {
  const response = await askOverWire(url, { signal });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return schema.parse(await response.json());
}
