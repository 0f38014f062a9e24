import { once } from "node:events";
import { connect } from "node:net";
import type { AddressInfo } from "node:net";
import { Writable } from "node:stream";
import fastify from "fastify";
import type { FastifyBaseLogger } from "fastify";
import { expect, test } from "vitest";
import { installErrorAnswers } from "../src/http/error-answer.ts";
import { createLog } from "../src/log.ts";

type Line = { level: number; msg: string };

const ERROR = 50;

test("an answer that nobody waits for any more is no error of ours; the same error is one while somebody waits", async () => {
  const lines: Line[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(chunk.toString()) as Line);
      done();
    },
  });
  const log: FastifyBaseLogger = createLog("debug", stream);
  const app = fastify({ loggerInstance: log });
  installErrorAnswers(app);
  const closed = Object.assign(new Error("Premature close"), { code: "ERR_STREAM_PREMATURE_CLOSE" });
  app.get("/waits", () => {
    throw closed;
  });
  app.get("/leaves", async ({ raw }) => {
    await once(raw.socket, "close");
    throw closed;
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const faults = (): string[] => lines.flatMap(({ level, msg }) => (level >= ERROR ? [msg] : []));

  const leaver = connect(port, "127.0.0.1");
  leaver.write("GET /leaves HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
  await once(app.server, "request");
  leaver.destroy();
  await expect.poll(() => lines.map(({ msg }) => msg)).toContain("request broken off");
  expect(faults()).toEqual([]);

  expect((await fetch(`http://127.0.0.1:${port}/waits`)).status).toBe(500);
  expect(faults()).toEqual(["request failed"]);
  await app.close();
});
