import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

/** A call as a phone gets it: opened with the phone's own key, and who has signed it. */
export type HeardCall = {
  path: string;
  headers: IncomingHttpHeaders;
  text: string;
  token: Readonly<Record<string, unknown>>;
};

/** Where a phone takes calls, as a browser would say. */
type Subscription = { endpoint: string; p256dh: string; auth: string };

/** A push service of this machine with the phones that take calls from it. */
export type PushService = {
  host: string;
  calls: readonly HeardCall[];
  /** What it answers with from now on; "silence" = it closes the connection. */
  answer: (next: number | "silence") => void;
  /** Has a phone take calls; only calls that are signed with the server's key are let through. */
  subscribe: (serverKey: string) => Subscription;
  stop: () => Promise<void>;
};

type Keys = { pair: ReturnType<typeof createECDH>; auth: Buffer; serverKey: string };

/** The parts of a message of one record, by RFC 8188. */
function partsOf(body: Buffer) {
  const keyLength = body[20]!; // behind a salt of 16 bytes and the size of a record
  const end = 21 + keyLength;
  return { salt: body.subarray(0, 16), senderKey: body.subarray(21, end), sealed: body.subarray(end) };
}

/** Opens what is sealed for a phone, by RFC 8291; written from the text of it, to hold the library to it. */
function open(body: Buffer, { pair, auth }: Keys): string {
  const { salt, senderKey, sealed } = partsOf(body);
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), pair.getPublicKey(), senderKey]);
  const shared = Buffer.from(hkdfSync("sha256", pair.computeSecret(senderKey), auth, info, 32));
  const derive = (what: string, length: number): Buffer =>
    Buffer.from(hkdfSync("sha256", shared, salt, `Content-Encoding: ${what}\0`, length));
  const cipher = createDecipheriv("aes-128-gcm", derive("aes128gcm", 16), derive("nonce", 12));
  cipher.setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]);
  const end = padded.lastIndexOf(2); // the mark of the last record, before zeros
  if (padded.subarray(end + 1).some((byte) => byte !== 0))
    throw new Error("what follows the text is no padding");
  return padded.subarray(0, end).toString();
}

/** What the sender says of itself, once its signature has been found good (RFC 8292). */
function readToken(authorization: string | undefined, serverKey: string): HeardCall["token"] {
  const [, token = "", key] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(authorization ?? "") ?? [];
  if (key !== serverKey) throw new Error("signed with another key");
  const [head = "", claims = "", signature = ""] = token.split(".");
  const point = Buffer.from(serverKey, "base64url");
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString("base64url"));
  const jwk = { kty: "EC", crv: "P-256", x: x!, y: y! }; // a part for each
  const signed = { key: createPublicKey({ key: jwk, format: "jwk" }), dsaEncoding: "ieee-p1363" } as const;
  if (!verify("sha256", Buffer.from(`${head}.${claims}`), signed, Buffer.from(signature, "base64url")))
    throw new Error("the signature is not good");
  return JSON.parse(Buffer.from(claims, "base64url").toString()) as HeardCall["token"];
}

/** Starts one on a free port. */
export async function startPushService(): Promise<PushService> {
  const phones = new Map<string, Keys>();
  const calls: HeardCall[] = [];
  let status: number | "silence" = 201;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { url: path = "", headers } = request;
      const keys = phones.get(path);
      if (status === "silence") request.socket.destroy();
      else if (!keys) response.writeHead(404).end();
      else {
        const token = readToken(headers.authorization, keys.serverKey);
        calls.push({ path, headers, text: open(Buffer.concat(chunks), keys), token });
        response.writeHead(status).end("thank you");
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    calls,
    answer(next) {
      status = next;
    },
    subscribe(serverKey) {
      const pair = createECDH("prime256v1");
      pair.generateKeys();
      const auth = randomBytes(16);
      const path = `/phones/${phones.size + 1}`;
      phones.set(path, { pair, auth, serverKey });
      return {
        endpoint: `http://${host}${path}`,
        p256dh: pair.getPublicKey("base64url"),
        auth: auth.toString("base64url"),
      };
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
