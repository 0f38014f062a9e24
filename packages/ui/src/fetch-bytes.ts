import { askOverWire } from "./live/wire.ts";

/** The bytes of a plain route; throws with the address and the status when the server refuses. */
export async function fetchBytes(
  url: string,
  asked: { signal: AbortSignal; cache?: RequestCache },
): Promise<Uint8Array> {
  const response = await askOverWire(url, asked);
  if (!response.ok) throw new Error(`${url.split("?")[0]}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
