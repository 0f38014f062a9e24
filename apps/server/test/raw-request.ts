import { request } from "node:http";
import { connect } from "node:net";

/** Sends a request line that no client library would send; resolves with the answer's status and body. */
export const sendRaw = (
  port: number,
  line: string,
): Promise<{ status: number; head: string; body: string }> =>
  new Promise((resolve) => {
    let text = "";
    const socket = connect(port, "127.0.0.1");
    socket.on("data", (bytes: Buffer) => (text += bytes.toString()));
    socket.on("error", () => {});
    socket.on("close", () => {
      const [head = "", body = ""] = text.split(/\r\n\r\n/);
      resolve({ status: Number(head.split(" ")[1]), head, body });
    });
    socket.write(`${line}\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`);
  });

type BareRequest = { method: string; headers?: Record<string, string>; body?: string };

/** Without the conveniences of fetch: headers such as Sec-Fetch-Site and bodies of any kind go out as given. */
export function sendBare(
  address: string,
  { method, headers = {}, body }: BareRequest,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(address, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
      );
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
