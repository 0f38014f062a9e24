import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { request } from "node:http";
import { knownHosts } from "../src/http/known-host.ts";
import { startTestServer } from "./test-server.ts";
import type { TestServer } from "./test-server.ts";

test.each([
  [{ host: "127.0.0.1", hosts: [] }, ["localhost", "127.0.0.1", "[::1]"]],
  [{ host: "0.0.0.0", hosts: [] }, null],
  [{ host: "0.0.0.0", hosts: ["getu.example"] }, ["localhost", "127.0.0.1", "[::1]", "getu.example"]],
])("listening as %o, requests may be addressed to %o", (settings, expected) => {
  expect(knownHosts(settings)).toEqual(expected);
});

describe("a server on loopback", () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({
      server: { hosts: knownHosts({ host: "127.0.0.1", hosts: ["getu.example"] }) },
    });
  });

  afterAll(() => server.stop());

  /** Status and body of a read under a host name of the caller's choice. */
  const read = (host: string, path: string): Promise<[number | undefined, string]> =>
    new Promise((resolve, reject) => {
      const call = request({ port: server.port, host: "127.0.0.1", path, headers: { host } }, (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
        answer.on("end", () => resolve([answer.statusCode, text]));
      });
      call.on("error", reject).end();
    });

  test.each(["localhost:4180", "127.0.0.1", "[::1]:4180", "getu.example", "GETU.example:443"])(
    "answers a read addressed to %s",
    async (host) => {
      expect((await read(host, "/trpc/territory.list"))[0]).toBe(200);
    },
  );

  test.each(["evil.example:4180", "localhost.evil.example", "127.0.0.1.nip.io"])(
    "refuses a read addressed to %o, so that a rebound name reads nothing (T28)",
    async (host) => {
      for (const path of ["/trpc/territory.list", "/", "/healthz", "/live?territory=1"]) {
        const [status, text] = await read(host, path);
        expect([path, status]).toEqual([path, 403]);
        expect(text).toContain("HOST_REFUSED");
      }
    },
  );
});
