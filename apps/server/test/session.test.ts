import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { forgetAddress, openBrowser, PASSWORD, signIn } from "./browser-session.ts";
import type { BrowserSession } from "./browser-session.ts";
import { codeOf } from "./failure-code.ts";
import { isIn, listAuditRows, openOffice, tryPassword } from "./sign-in-office.ts";
import type { Office } from "./sign-in-office.ts";

let office: Office;

beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.stop());
beforeEach(() => forgetAddress(office));

describe("T39 sessions", () => {
  test("a sign-in gives a new session, whatever cookie the browser came with, and is logged with its address", async () => {
    await office.account("anna");
    const browser = openBrowser(office);
    browser.cookies.set("getu.session_token", "planted");
    await browser.post("/auth/sign-in/username", { username: "Anna", password: PASSWORD });
    const first = browser.cookies.get("getu.session_token");
    expect(first).not.toBe("planted");
    await browser.post("/auth/sign-in/username", { username: "anna", password: PASSWORD });
    expect(browser.cookies.get("getu.session_token")).not.toBe(first);
    const rows = await listAuditRows(office, "sign-in");
    expect(rows.at(-1)).toMatchObject({
      address: "127.0.0.1",
      actor: expect.stringMatching(/^person:/) as string,
    });
  });

  test("the cookie is for the server alone: no script and no other site may use it", async () => {
    const answer = await openBrowser(office).post("/auth/sign-in/username", {
      username: "anna",
      password: PASSWORD,
    });
    const cookie = answer.headers.getSetCookie().find((line) => line.startsWith("getu.session_token="))!;
    expect(cookie).toMatch(/; HttpOnly/i);
    expect(cookie).toMatch(/; SameSite=Lax/i);
    expect(cookie).toMatch(/; Path=\/(;|$)/i);
    expect(cookie).not.toMatch(/Domain=/i);
    expect(await answer.text()).toBe("{}"); // the token stays out of the reach of scripts
  });

  test("a copy of the database opens no session: its tokens are not signed", async () => {
    const { rows } = await office.db.pool.query<{ token: string }>("SELECT token FROM session LIMIT 1");
    for (const forged of [
      rows[0]!.token,
      `${rows[0]!.token}.${createHmac("sha256", "guess").digest("base64")}`,
    ]) {
      const browser = openBrowser(office);
      browser.cookies.set("getu.session_token", encodeURIComponent(forged));
      expect(await isIn(browser)).toBe(false);
    }
  });

  test("signing out ends the session on the server", async () => {
    const browser = await signIn(office, "anna");
    const kept = new Map(browser.cookies);
    expect((await browser.post("/auth/sign-out")).status).toBe(200);
    const thief = openBrowser(office);
    for (const [name, value] of kept) thief.cookies.set(name, value);
    expect(await isIn(thief)).toBe(false);
    expect((await listAuditRows(office, "sign-out")).length).toBe(1);
  });

  test("a new password ends the other sessions, not this one", async () => {
    await office.account("boli");
    const [here, there] = [await signIn(office, "boli"), await signIn(office, "boli")];
    const wrong = { currentPassword: "not the password", newPassword: "another long one" };
    expect(await codeOf(await here.post("/auth/change-password", wrong))).toBe("SIGN_IN_REFUSED");
    const right = { currentPassword: PASSWORD, newPassword: "another long one" };
    expect((await here.post("/auth/change-password", right)).status).toBe(200);
    expect([await isIn(here), await isIn(there)]).toEqual([true, false]);
  });

  test("somebody sees their own sessions and ends one of them, and no one else's", async () => {
    await office.account("cai");
    const [here, there, other] = [
      await signIn(office, "cai"),
      await signIn(office, "cai"),
      await signIn(office, "anna"),
    ];
    const list = (await here.ask("session.list")) as { id: string; isCurrent: boolean }[];
    expect(list.filter(({ isCurrent }) => isCurrent).length).toBe(1);
    expect(list.length).toBe(2);
    const away = list.find(({ isCurrent }) => !isCurrent)!.id;
    expect(await other.tell("session.end", { id: away })).toBe("SESSION_NOT_FOUND");
    expect(await isIn(there)).toBe(true);
    expect(await here.tell("session.end", { id: away })).toEqual({});
    expect([await isIn(here), await isIn(there)]).toEqual([true, false]);
  });

  test("a cookie that another kind of browser comes with is marked for its owner and logged once; an update is none", async () => {
    await office.account("mawei");
    const agent = (version: string, system: string) => ({
      "user-agent": `Mozilla/5.0 (${system}) Chrome/${version} Safari/537.36`,
    });
    const browser = openBrowser(office);
    const ask = (headers: Record<string, string>) => browser.get("/trpc/session.list", headers);
    await browser.post(
      "/auth/sign-in/username",
      { username: "mawei", password: PASSWORD },
      agent("141.0", "X11"),
    );
    const elsewhereOf = async (answer: Response) =>
      ((await answer.json()) as { result: { data: { elsewhere: object | null }[] } }).result.data[0]
        ?.elsewhere;
    expect(await elsewhereOf(await ask(agent("142.0", "X11")))).toBeNull();
    const stolen = agent("142.0", "Windows NT 10.0");
    await Promise.all([ask(stolen), ask(stolen), ask(stolen)]);
    const found = await elsewhereOf(await ask(agent("142.0", "X11")));
    expect(found).toMatchObject({ address: "127.0.0.1", browser: stolen["user-agent"] });
    const rows = await listAuditRows(office, "session.moved");
    expect(rows).toHaveLength(1);
    expect(rows[0]!.facts).toEqual({
      began: agent("141.0", "X11")["user-agent"],
      browser: stolen["user-agent"],
    });
  });

  test("a disabled account is out at its next request, and its right password is as wrong as any", async () => {
    await office.account("dong");
    const [chief, dong] = [await signIn(office, "chief"), await signIn(office, "dong")];
    const persons = (await chief.ask("person.list")) as { id: string; username: string }[];
    const { id: personId } = persons.find(({ username }) => username === "dong")!;
    expect(await chief.tell("person.disable", { personId })).toEqual({});
    expect(await isIn(dong)).toBe(false);
    expect(await tryPassword(openBrowser(office), "dong", PASSWORD)).toBe("SIGN_IN_REFUSED");
    expect(await chief.tell("person.enable", { personId })).toEqual({});
    await signIn(office, "dong");
  });

  test("a session ends when nobody used it for two hours, and twelve hours after it began however it is used", async () => {
    const [idle, old] = [await signIn(office, "anna"), await signIn(office, "anna")];
    const idOf = async (browser: BrowserSession) =>
      ((await browser.ask("session.list")) as { id: string; isCurrent: boolean }[]).find(
        (each) => each.isCurrent,
      )!.id;
    const [idleId, oldId] = [await idOf(idle), await idOf(old)];
    const { pool } = office.db;
    const { rows } = await pool.query<{ hours: string }>(
      "SELECT extract(epoch FROM expires_at - created_at) / 3600 AS hours FROM session WHERE id = $1",
      [oldId],
    );
    expect(Number(rows[0]!.hours)).toBeCloseTo(12, 1);
    await pool.query("UPDATE session SET updated_at = updated_at - interval '119 minutes' WHERE id = $1", [
      idleId,
    ]);
    expect(await isIn(idle)).toBe(true);
    await pool.query(
      "UPDATE session SET updated_at = clock_timestamp() - interval '121 minutes' WHERE id = $1",
      [idleId],
    );
    await pool.query(
      "UPDATE session SET expires_at = clock_timestamp() - interval '1 second' WHERE id = $1",
      [oldId],
    );
    expect([await isIn(idle), await isIn(old)]).toEqual([false, false]);
  });
});
