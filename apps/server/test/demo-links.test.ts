import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROLES } from "@getu/domain";
import {
  createTerritory,
  findAuditHead,
  importGrids,
  listGrids,
  listMadeUpPersons,
  listTerritories,
} from "@getu/store";
import { createTown, TOWN_TERRITORY } from "@getu/store/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { offerSetUp } from "../src/access/set-up-link.ts";
import { rememberDemo } from "../src/demo.ts";
import { makeDemoLinks, offerDemoLinks } from "../src/demo/demo-links.ts";
import type { DemoPlace } from "../src/demo/demo-links.ts";
import { openBrowser, PASSWORD, signIn } from "./browser-session.ts";
import { startTestServer } from "./test-server.ts";
import type { TestServer } from "./test-server.ts";

let server: TestServer;
let place: DemoPlace;

beforeAll(async () => {
  server = await startTestServer({ openReading: "none" });
  place = { home: mkdtempSync(join(tmpdir(), "getu-demo-")), host: "127.0.0.1", publicUrl: server.origin };
  const { id: territoryId } = await createTerritory(server.db, { ...TOWN_TERRITORY, demo: true });
  await importGrids(server.db, { territoryId, file: "town", records: createTown(3) });
});
beforeEach(async () => {
  rememberDemo(place.home, { scale: "tiny", now: new Date().toISOString(), isComplete: true });
  await server.db.pool.query("DELETE FROM role_grant; DELETE FROM person; DELETE FROM rate_limit");
});
afterAll(async () => {
  await server.stop();
  rmSync(place.home, { recursive: true });
});

const tokensOf = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => /#\/password\/(\S{43})$/.exec(line)?.[1] ?? []);

const setPassword = (token: string): Promise<unknown> =>
  openBrowser(server).tell("account.setPassword", { token, password: PASSWORD });

describe("the made-up people of a demo street", () => {
  test("hold every role there is, a secretary two communities and one the compound around each leader, and say by their names that they are made up", async () => {
    const lines = await makeDemoLinks(server.db, place);
    const people = await listMadeUpPersons(server.db);
    const roles = people.flatMap(({ grants }) => grants.map(({ role }) => role));
    expect(new Set([...roles, "device"])).toEqual(new Set(ROLES)); // a device is a token, not a person
    expect(lines.at(-1)).toContain("/desk/#/screen");
    expect(roles.filter((role) => role === "leader")).toHaveLength(4);
    expect(people.map(({ grants }) => grants.length).filter((held) => held === 2)).toHaveLength(1);
    expect(people.every(({ name }) => name.includes("示范"))).toBe(true);
    const held = people.flatMap(({ grants }) => grants.map(({ role, gridId }) => ({ role, gridId })));
    const [street] = await listTerritories(server.db);
    const grids = await listGrids(server.db, { territoryId: street!.id }); // there is one
    for (const { gridId } of held.filter(({ role }) => role === "leader")) {
      const { parentId } = grids.find(({ id }) => id === gridId)!; // a grid of the town
      expect(held).toContainEqual({ role: "secretary", gridId: parentId }); // who verifies
    }
    const reach = people.flatMap(({ grants }) => grants.map(({ territoryId }) => territoryId));
    expect(reach).not.toContain(null); // never over what is real
  });

  test("cannot sign in before a link has set a password, and each link sets one once", async () => {
    const [token] = tokensOf(await makeDemoLinks(server.db, place));
    const early = { username: "demo_admin", password: PASSWORD };
    expect((await openBrowser(server).post("/auth/sign-in/username", early)).status).toBe(401);
    expect(await setPassword(token!)).toEqual({ username: "demo_admin" });
    const admin = await signIn(server, "demo_admin");
    expect(await admin.ask("account.get")).toMatchObject({ grants: [{ role: "administrator" }] });
    expect(await setPassword(token!)).toBe("INVITATION_INVALID");
    expect(await admin.ask("person.list")).toBeInstanceOf(Array);
  });

  test("get new links when asked; the links before, and sign-ins with the password before, end", async () => {
    const [old, other] = tokensOf(await makeDemoLinks(server.db, place));
    await setPassword(old!);
    const before = await signIn(server, "demo_admin");
    const [fresh] = tokensOf(await makeDemoLinks(server.db, place));
    expect(await setPassword(other!)).toBe("INVITATION_INVALID");
    await setPassword(fresh!);
    expect(await before.ask("account.get")).toMatchObject({ person: null });
  });

  test("T49 each link and each token of their wall, made or ended, is in the audit log of the street", async () => {
    const before = await findAuditHead(server.db);
    await makeDemoLinks(server.db, place);
    await makeDemoLinks(server.db, place);
    const people = await listMadeUpPersons(server.db);
    await offerDemoLinks(server.db, { ...place, host: "0.0.0.0" });
    const { rows } = await server.db.pool.query<{ action: string; actor: string; subject: string }>(
      "SELECT action, actor, subject FROM audit_entry WHERE territory_id IS NOT NULL AND seq > $1 ORDER BY seq",
      [before?.seq ?? 0],
    );
    const logged = (action: string) =>
      rows.filter((row) => row.action === action).map(({ subject }) => subject);
    const named = people.map(({ id }) => `person:${id}`);
    expect(logged("password.link").toSorted()).toEqual([...named, ...named].toSorted());
    expect(logged("person.disabled").toSorted()).toEqual(named.toSorted());
    expect(logged("device.created").slice(-2)).toEqual(logged("device.revoked").slice(-2));
    expect(new Set(rows.map(({ actor }) => actor))).toEqual(new Set(["system"]));
  });

  test("are told of with links at the first start, and later with how to get others", async () => {
    expect(tokensOf(await offerDemoLinks(server.db, place))).toHaveLength(13);
    expect(await offerDemoLinks(server.db, place)).toEqual([
      "new links for the made-up people: npx getu demo-links",
    ]);
  });

  test("that an older demo does not have join it at the next start, around the leaders that it has", async () => {
    await makeDemoLinks(server.db, place);
    const whole = await listMadeUpPersons(server.db);
    await server.db.pool.query(
      `DELETE FROM role_grant USING person WHERE person.id = person_id AND username LIKE 'demo_branch_%';
       DELETE FROM person WHERE username LIKE 'demo_branch_%'`,
    );
    await offerDemoLinks(server.db, place);
    const held = (people: typeof whole) =>
      new Map(
        people.map(({ username, grants }) => [username, grants.map(({ role, gridId }) => [role, gridId])]),
      );
    expect(held(await listMadeUpPersons(server.db))).toEqual(held(whole));
  });

  test("are not offered where others can reach the server, where no demo was seeded, or while it is not whole", async () => {
    const elsewhere = { ...place, host: "0.0.0.0" };
    expect(await offerDemoLinks(server.db, elsewhere)).toEqual([]);
    await expect(makeDemoLinks(server.db, elsewhere)).rejects.toThrow("loopback");
    const empty = { ...place, home: join(place.home, "none") };
    expect(await offerDemoLinks(server.db, empty)).toEqual([]);
    rememberDemo(place.home, { scale: "tiny", now: new Date().toISOString(), isComplete: false });
    expect(await offerDemoLinks(server.db, place)).toEqual([]);
    expect(await listMadeUpPersons(server.db)).toEqual([]);
  });

  test("are closed, with their links and their wall, at a start where others can reach the server", async () => {
    const lines = await makeDemoLinks(server.db, place);
    const [used, unused] = tokensOf(lines);
    await setPassword(used!);
    const admin = await signIn(server, "demo_admin");
    await offerDemoLinks(server.db, { ...place, host: "0.0.0.0" });
    expect(await admin.ask("account.get")).toMatchObject({ person: null });
    expect(await setPassword(unused!)).toBe("INVITATION_INVALID");
    const token = /enter (\S{43})/.exec(lines.at(-1)!)![1];
    const hello = await fetch(`${server.origin}/device-session`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: server.origin },
      body: JSON.stringify({ token }),
    });
    expect(hello.status).toBe(404);
  });

  test("do not keep the first real administrator from getting a link", async () => {
    await makeDemoLinks(server.db, place);
    expect(await offerSetUp(server.db, server.origin)).toContain("/desk/#/join/");
  });
});
