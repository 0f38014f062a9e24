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
