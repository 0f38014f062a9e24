import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver from "@20minutes/s3rver";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createPhotoStore, photoNames } from "../src/index.ts";
import type { PhotoPlace, PhotoStore } from "../src/index.ts";

const BUCKET = "getu-photos";
const home = mkdtempSync(join(tmpdir(), "getu-photos-"));
const folder: PhotoPlace = { kind: "folder", folder: join(home, "folder") };

let s3: S3rver;
const places: Record<string, PhotoPlace> = { folder };

beforeAll(async () => {
  s3 = new S3rver({
    port: 0,
    address: "127.0.0.1",
    silent: true,
    allowMismatchedSignatures: true, // it signs the address of a list without its last slash, unlike S3
    directory: join(home, "s3"),
    configureBuckets: [{ name: BUCKET, configs: [] }],
  });
  const { port } = await s3.run();
  process.env["AWS_ACCESS_KEY_ID"] = process.env["AWS_SECRET_ACCESS_KEY"] = "S3RVER"; // the stand-in's only key
  const endpoint = `http://127.0.0.1:${port}`;
  places["s3"] = { kind: "s3", bucket: BUCKET, prefix: "street/", region: "us-east-1", endpoint };
});
afterAll(async () => {
  await s3.close();
  rmSync(home, { recursive: true });
});

const newName = () => photoNames(randomBytes(16).toString("hex")).large;

async function namesOf(store: PhotoStore): Promise<string[]> {
  const names: string[] = [];
  for await (const name of store.list()) names.push(name);
  return names.sort();
}

describe.each(["folder", "s3"])("photos kept in: %s", (kind) => {
  const open = () => createPhotoStore(places[kind]!);

  test("what was put is found byte for byte, also after the place was opened anew", async () => {
    const [name, bytes] = [newName(), randomBytes(300_000)];
    await (await open()).put(name, bytes);
    expect(await (await open()).find(name)).toEqual(bytes);
  });

  test("what is not there is null, and removing it is no error", async () => {
    const store = await open();
    expect(await store.find(newName())).toBeNull();
    await store.remove(newName());
  });

  test("a removed photo is gone and its neighbour is not", async () => {
    const store = await open();
    const { large, small } = photoNames(randomBytes(16).toString("hex"));
    await store.put(large, randomBytes(10));
    await store.put(small, randomBytes(20));
    await store.remove(large);
    expect([await store.find(large), (await store.find(small))?.length]).toEqual([null, 20]);
  });

  test("the list is every name and nothing else", async () => {
    const store = await open();
    for (const name of await namesOf(store)) await store.remove(name);
    const names = Array.from({ length: 25 }, newName).sort();
    await Promise.all(names.map((name) => store.put(name, randomBytes(10))));
    expect(await namesOf(store)).toEqual(names);
  });

  test("putting twice keeps the second", async () => {
    const [store, name] = [await open(), newName()];
    await store.put(name, Buffer.from("first"));
    await store.put(name, Buffer.from("second"));
    expect((await store.find(name))?.toString()).toBe("second");
  });

  test("T27 no name leads out of the place", async () => {
    const store = await open();
    const names = [
      "../escape.jpg",
      "..\\escape.jpg",
      "/etc/passwd",
      "a/b.jpg",
      "",
      ".",
      "%2e%2e%2fx.jpg",
      `${newName()}\0`,
    ];
    for (const name of names) {
      await expect(store.find(name)).rejects.toThrow("not the name of a photo");
      await expect(store.put(name, Buffer.from("x"))).rejects.toThrow("not the name of a photo");
      await expect((async () => store.remove(name))()).rejects.toThrow("not the name of a photo");
    }
  });
});

test("T07 halves of a process that was killed are gone when the folder is opened again", async () => {
  const path = (folder as { folder: string }).folder;
  await createPhotoStore(folder);
  writeFileSync(join(path, "incoming", newName()), "half");
  const store = await createPhotoStore(folder);
  expect(readdirSync(join(path, "incoming"))).toEqual([]);
  expect(existsSync(path)).toBe(true);
  expect((await namesOf(store)).length).toBeGreaterThanOrEqual(0);
});

test("T05 a write that fails leaves neither the file nor a half of it", async () => {
  const path = join(home, "full");
  const store = await createPhotoStore({ kind: "folder", folder: path });
  const name = newName();
  writeFileSync(join(path, name.slice(0, 2)), "in the way"); // a file where a folder is to be made
  await expect(store.put(name, randomBytes(10))).rejects.toThrow("EEXIST");
  expect(readdirSync(join(path, "incoming"))).toEqual([]);
});
