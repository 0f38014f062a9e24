import { Agent, get } from "node:http";
import type { OutgoingHttpHeaders } from "node:http";

/** Fetches an address over an open connection; resolves with the body. */
export function fetchBody(agent: Agent, url: string, headers: OutgoingHttpHeaders = {}): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => {
        const body = Buffer.concat(parts);
        if (response.statusCode === 200) resolve(body);
        else reject(new Error(`${response.statusCode} from ${url}: ${body.toString("utf8", 0, 200)}`));
      });
    }).on("error", reject);
  });
}

/** Asks `requests` times over `connections` kept open, each waiting for its answer before it asks again. */
export async function requestLoop(
  url: string,
  { requests, connections }: { requests: number; connections: number },
): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let left = requests;
  const ask = async (): Promise<void> => {
    while (left-- > 0) await fetchBody(agent, url);
  };
  await Promise.all(Array.from({ length: connections }, ask));
  agent.destroy();
  return requests;
}
