import type { Camera } from "@getu/domain";
import type { AppRouter } from "@getu/api/types";
import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { afterEach, expect, test, vi } from "vitest";
import { changeLog } from "./live/change-log.ts";
import { createBackendClient } from "./trpc.ts";
import type { CameraReach } from "./use-cameras.ts";
import { camerasQuery, fetchCameras } from "./use-cameras.ts";

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

test("the cameras of a place go when the map shows too much for any: nobody would keep them up to date", async () => {
  const seen = [camera(1, "online")];
  vi.stubGlobal("fetch", async () => Response.json([{ result: { data: seen } }]));
  const client = createBackendClient("http://street.example/trpc");
  const queryClient = new QueryClient();
  const trpc = createTRPCOptionsProxy<AppRouter>({ client, queryClient });
  const questionOf = (reach: CameraReach) => camerasQuery({ trpc, client }, { territoryId: 1, reach });
  const observer = new QueryObserver(queryClient, questionOf({ bbox: [0, 0, 1, 1] }));
  const leave = observer.subscribe(() => {});
  await expect.poll(() => observer.getCurrentResult().data).toEqual(seen);
  observer.setOptions(questionOf({ bbox: [0, 0, 2, 2] }));
  expect(observer.getCurrentResult().data).toEqual(seen); // until the other ones are there
  observer.setOptions(questionOf("none"));
  expect(observer.getCurrentResult().data).toBeUndefined();
  leave();
  queryClient.clear();
});
