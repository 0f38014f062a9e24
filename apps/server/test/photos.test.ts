import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { PERMISSIONS } from "@getu/domain";
import type { Territory, Viewer } from "@getu/domain";
import { createPhotoStore } from "@getu/photos";
import type { PhotoStore } from "@getu/photos";
import { attachPhotos, reportIncident } from "@getu/store";
import type { Db } from "@getu/store";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { callerOf } from "../src/http/limit-address.ts";
import { createLog } from "../src/log.ts";
import { sweep } from "../src/photos/start-sweeping.ts";
import { codeOf } from "./failure-code.ts";
import { createTestTerritory, serveDatabase, startTestServer, testIncident } from "./test-server.ts";
import type { TestServer } from "./test-server.ts";

let server: TestServer;
let territory: Territory;
let store: PhotoStore;

beforeAll(async () => {
  server = await startTestServer();
  territory = await createTestTerritory(server.db, "photos");
  store = await createPhotoStore({ kind: "folder", folder: server.photoFolder });
});
afterAll(() => server.stop());
beforeEach(() => server.db.pool.query("DELETE FROM address_count"));

/** A picture that does not compress, so that it is as large as it says. */
const noise = (width: number, height: number): Promise<Buffer> =>
  sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 95 })
    .toBuffer();

const addressOf = (query = "kind=near", id: number | string = territory.id) =>
  `${server.origin}/territories/${id}/photos?${query}`;

function upload(bytes: Uint8Array, { query = "kind=near", name = "photo.jpg" } = {}): Promise<Response> {
  const form = new FormData();
  form.append("photo", new Blob([Uint8Array.from(bytes)]), name);
  return fetch(addressOf(query), { method: "POST", body: form });
}

/** What a hook of the server itself would do when a report is filed. */
async function fileWith(db: Db, ids: readonly string[]): Promise<void> {
  const { id: incidentId } = await reportIncident(db, {
    territoryId: territory.id,
    record: testIncident(Date.now()),
  });
  const tx = await db.pool.connect();
  const missing = await attachPhotos(tx, { territoryId: territory.id, incidentId, ids });
  tx.release();
  expect(missing).toEqual([]);
}

async function namesKept(): Promise<string[]> {
  const names: string[] = [];
  for await (const name of store.list()) names.push(name);
  return names.sort();
}

async function namesOfRows(): Promise<string[]> {
  const { rows } = await server.db.pool.query<{ id: string }>("SELECT id FROM incident_photo");
  return rows.flatMap(({ id }) => [`${id}.jpg`, `${id}-small.jpg`]).sort();
}

describe("a photo that comes in", () => {
  test("is kept, pending: nobody sees it before a report takes it, and then without being kept by caches", async () => {
    const answer = await upload(await noise(700, 500), { name: "../../etc/看板.png" });
    expect(answer.status).toBe(201);
    const photo = (await answer.json()) as { id: string };
    expect(photo).toMatchObject({ kind: "near", width: 700, height: 500 });
    const address = `${server.origin}/territories/${territory.id}/photos/${photo.id}`;
    const early = await fetch(`${address}.jpg`);
    expect([early.status, await codeOf(early)]).toEqual([404, "PHOTO_NOT_FOUND"]);

    await fileWith(server.db, [photo.id]);
    const [large, small] = [await fetch(`${address}.jpg`), await fetch(`${address}-small.jpg`)];
    for (const { headers, status } of [large, small]) {
      expect(status).toBe(200);
      expect(headers.get("content-type")).toBe("image/jpeg");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("cache-control")).toBe("no-store");
    }
    expect((await sharp(Buffer.from(await large.arrayBuffer())).metadata()).width).toBe(700);
    expect((await sharp(Buffer.from(await small.arrayBuffer())).metadata()).width).toBe(480);
  });

  test.each([
    ["an SVG", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"), 415, "PHOTO_TYPE_REFUSED"],
    ["nothing", Buffer.alloc(0), 415, "PHOTO_TYPE_REFUSED"],
    ["half a JPEG", Buffer.from("\xff\xd8\xff\xe0", "latin1"), 422, "PHOTO_DAMAGED"],
    ["more than 20 MB", Buffer.alloc(20_000_001, 0xff), 413, "PHOTO_TOO_LARGE"],
  ])("T25 %s is refused by a code and leaves nothing", async (_what, bytes, status, code) => {
    const before = [await namesKept(), await namesOfRows()];
    const answer = await upload(bytes);
    expect([answer.status, await codeOf(answer)]).toEqual([status, code]);
    expect([await namesKept(), await namesOfRows()]).toEqual(before);
  });

  test("of no kind, of an unknown territory, without a file or with two is refused", async () => {
    const picture = await noise(20, 20);
    const two = new FormData();
    for (const name of ["a", "b"]) two.append(name, new Blob([Uint8Array.from(picture)]), "x.jpg");
    const answers = [
      await upload(picture, { query: "kind=selfie" }),
      await upload(picture, { query: "kind=near&x=1" }),
      await fetch(addressOf("kind=near", 9999), { method: "POST", body: two }),
      await fetch(addressOf("kind=near", "99999999999"), { method: "POST", body: two }),
      await fetch(addressOf(), { method: "POST", body: new FormData() }),
      await fetch(addressOf(), {
        method: "POST",
        body: "{}",
        headers: { "content-type": "application/json" },
      }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 404, 400, 422, 400]);
  });

  test("T38 a form of another site is refused", async () => {
    const answer = await fetch(addressOf(), {
      method: "POST",
      body: new FormData(),
      headers: { origin: "https://evil.example" },
    });
    expect([answer.status, await codeOf(answer)]).toEqual([403, "CROSS_SITE_REFUSED"]);
  });
});

test("T44 of a photo's place, owner, name and hidden words nothing is left in any file, row, header or answer", async () => {
  const taken = await sharp(await noise(600, 400))
    .withExif({
      IFD0: { Artist: "PLANTED-artist", Model: "PLANTED-model" },
      IFD2: { BodySerialNumber: "PLANTED-serial" },
      IFD3: { GPSMapDatum: "PLANTED-datum" },
    })
    .toBuffer();
  const file = Buffer.concat([taken, Buffer.from("PLANTED-behind")]);
  expect(file.toString("latin1").match(/PLANTED-\w+/g)).toHaveLength(5);
  const answer = await upload(file, { name: "PLANTED-name.jpg" });
  expect(answer.status).toBe(201);
  const { id } = (await answer.clone().json()) as { id: string };
  await fileWith(server.db, [id]);
  const answers = [answer];
  for (const form of [".jpg", "-small.jpg"])
    answers.push(await fetch(`${server.origin}/territories/${territory.id}/photos/${id}${form}`));
  expect(answers.map(({ status }) => status)).toEqual([201, 200, 200]);
  const told = await Promise.all(
    answers.map(
      async (each) =>
        JSON.stringify([...each.headers]) + Buffer.from(await each.arrayBuffer()).toString("latin1"),
    ),
  );
  const { rows } = await server.db.pool.query<{ row: string }>(
    "SELECT to_jsonb(incident_photo)::text AS row FROM incident_photo WHERE id = $1",
    [id],
  );
  const kept = readdirSync(server.photoFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => name + readFileSync(join(parentPath, name), "latin1"));
  expect([rows.length, kept.some((each) => each.startsWith(`${id}.jpg`))]).toEqual([1, true]);
  const all = [...told, ...kept, ...rows.map(({ row }) => row)].join("\n");
  expect(all.match(/PLANTED.{0,10}|Exif/)).toBeNull();
});

test("who is signed in is remembered as the uploader and counted as a person, not as the office's one address", async () => {
  const viewer = { caller: { kind: "person", id: "leader-1" } as const, grants: [] };
  const signedIn = await startTestServer({ context: { viewer } });
  const { id } = await createTestTerritory(signedIn.db, "signed-in");
  const body = new FormData();
  body.append("photo", new Blob([Uint8Array.from(await noise(20, 20))]), "x.jpg");
  const answer = await fetch(`${signedIn.origin}/territories/${id}/photos?kind=after`, {
    method: "POST",
    body,
  });
  expect(answer.status).toBe(201);
  const { rows } = await signedIn.db.pool.query("SELECT uploaded_by, kind FROM incident_photo");
  expect(rows).toEqual([{ uploaded_by: "leader-1", kind: "after" }]);
  const counted = await signedIn.db.pool.query("SELECT address FROM address_count");
  expect(counted.rows).toEqual([{ address: "person:leader-1" }]);
  await signedIn.stop();
});

test("T07 a 5 MB upload cut at each tenth leaves no row without file and no file without row, and a retry is taken", async () => {
  const picture = await noise(2600, 2000);
  expect(picture.length).toBeGreaterThan(5_000_000);
  const body = formOf(picture);
  for (let tenth = 1; tenth <= 10; tenth += 1) await cutAfter(body, Math.floor((body.length * tenth) / 10));
  await expect.poll(async () => (await namesKept()).length).toBe((await namesOfRows()).length);
  await sweep(server.db, store, -1000);
  expect(await namesKept()).toEqual(await namesOfRows());
  const { rows } = await server.db.pool.query("SELECT FROM incident_photo WHERE state = 'pending'");
  expect(rows).toHaveLength(0);
  expect(readdirSync(`${server.photoFolder}/incoming`)).toEqual([]);
  expect((await upload(picture)).status).toBe(201);
});

test("an upload that its sender breaks off is no fault of the server's, and is not logged as one", async () => {
  const lines: { msg: string; route?: string }[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line) as (typeof lines)[number]);
  const heard = await serveDatabase(server.db, { server: { log: createLog("debug", { write }) } });
  const body = formOf(await noise(400, 300));
  for (const afterMs of [0, 100])
    for (const part of [0.01, 0.5, 0.99])
      await cutAfter(body, Math.floor(body.length * part), { port: heard.port, afterMs });
  const brokenOff = () => lines.filter(({ msg }) => msg === "request broken off").length;
  await expect.poll(brokenOff, { timeout: 5000 }).toBeGreaterThanOrEqual(3);
  await heard.stop();
  expect(lines.filter(({ msg, route }) => route !== undefined && msg !== "request broken off")).toEqual([]);
});

/** A picture as the form of an upload, in bytes. */
function formOf(picture: Buffer): Buffer {
  const head = `--cut\r\nContent-Disposition: form-data; name="photo"; filename="p.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), picture, Buffer.from("\r\n--cut--\r\n")]);
}

/** Sends the first `length` bytes of a form and cuts the connection. */
function cutAfter(
  body: Buffer,
  length: number,
  { port, afterMs } = { port: server.port, afterMs: 0 },
): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.write(
        `POST /territories/${territory.id}/photos?kind=near HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=cut\r\nContent-Length: ${body.length}\r\n\r\n`,
      );
      socket.write(body.subarray(0, length), () => setTimeout(() => socket.resetAndDestroy(), afterMs));
    });
    socket.on("error", () => {}); // the cut is the point
    socket.on("close", () => resolve());
  });
}

test("T05 a place that takes no photo is said with a time to try again, and the row is swept", async () => {
  const refusing: PhotoStore = { ...store, put: () => Promise.reject(new Error("no space left on device")) };
  const full = await startTestServer({ server: { photos: refusing } });
  const { id } = await createTestTerritory(full.db, "full");
  const form = new FormData();
  form.append("photo", new Blob([Uint8Array.from(await noise(20, 20))]), "x.jpg");
  const answer = await fetch(`${full.origin}/territories/${id}/photos?kind=far`, {
    method: "POST",
    body: form,
  });
  expect([answer.status, answer.headers.get("retry-after"), await codeOf(answer)]).toEqual([
    503,
    "10",
    "PHOTOS_UNAVAILABLE",
  ]);
  expect(await sweep(full.db, store, -1000)).toEqual({ removed: 1, failed: 0 });
  await full.stop();
});

test("T33 an address that uploads without end is told when it may go on", async () => {
  const answers: Response[] = [];
  for (let i = 0; i < 62; i += 1) answers.push(await upload(Buffer.from("no picture")));
  expect(answers.filter(({ status }) => status === 415)).toHaveLength(60);
  expect(answers.at(-1)!.status).toBe(429);
  expect(Number(answers.at(-1)!.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await codeOf(answers.at(-1)!)).toBe("TOO_OFTEN");
});

test("T33 who takes reports there by a role has room for what a day without a network leaves, and no more than that", async () => {
  const leader = { role: "leader", territoryId: "all", gridPath: "" } as const;
  const viewer: Viewer = { caller: { kind: "person", id: "somebody" }, grants: [leader] };
  const office = await startTestServer({ context: { viewer } });
  const { id } = await createTestTerritory(office.db, "office");
  const send = async (): Promise<number> => {
    const form = new FormData();
    form.append("photo", new Blob(["no picture"]), "photo.jpg");
    return (
      await fetch(`${office.origin}/territories/${id}/photos?kind=near`, { method: "POST", body: form })
    ).status;
  };
  const statuses: number[] = [];
  for (let i = 0; i < 100; i += 1) statuses.push(await send());
  expect(new Set(statuses)).toEqual(new Set([415]));
  await office.db.pool.query("UPDATE address_count SET times = 600 WHERE address = 'person:somebody'");
  expect(await send()).toBe(429);
  await office.stop();
});

test.each([
  ["192.0.2.7", "192.0.2.7"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
  ["2001:db8:1:2::9", "2001:db8:1:2"],
  ["2001:db8::9", "2001:db8:0:0"],
  ["::1", "0:0:0:0"],
])("T40 %s is counted as %s: who has an IPv6 network cannot walk through its addresses", (ip, counted) => {
  expect(callerOf({ ip })).toBe(counted);
});

test("T41 a device on a wall sees no photos", () => {
  expect(PERMISSIONS["photo.read"]).not.toContain("device");
});

test("T27 no address leads to a file that is no photo", async () => {
  for (const id of ["..%2f..%2fetc%2fpasswd", "%00", "x".repeat(32), "A".repeat(32), `${"0".repeat(31)}.`]) {
    for (const end of [".jpg", "-small.jpg"]) {
      const { status } = await fetch(`${server.origin}/territories/${territory.id}/photos/${id}${end}`);
      expect([400, 404]).toContain(status);
    }
  }
});
