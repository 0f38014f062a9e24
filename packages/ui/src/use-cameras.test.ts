import type { Camera } from "@getu/domain";
import { afterEach, expect, test, vi } from "vitest";
import { changeLog } from "./live/change-log.ts";
import { createBackendClient } from "./trpc.ts";
import { fetchCameras } from "./use-cameras.ts";

afterEach(() => vi.unstubAllGlobals());

const camera = (id: number, status: Camera["status"]): Camera => ({ id, status }) as Camera;

test("a camera that goes off while the list is on its way is off in it, though the list was read before", async () => {
  const answer = Promise.withResolvers<Response>();
  vi.stubGlobal("fetch", () => answer.promise);
  const backend = createBackendClient("http://street.example/trpc");
  const asked = fetchCameras(backend, { territoryId: 1 });
  changeLog.add({ topic: "camera", camera: camera(2, "offline") });
  const data = [camera(1, "online"), camera(2, "online"), camera(3, "online")];
  answer.resolve(Response.json([{ result: { data } }]));
  expect(await asked).toEqual([camera(1, "online"), camera(2, "offline"), camera(3, "online")]);
});
