import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { forgetAddress, openBrowser, PASSWORD, signIn } from "./browser-session.ts";
import { codeOf } from "./failure-code.ts";
import { listAuditRows, openOffice, tryPassword } from "./sign-in-office.ts";
import type { Office } from "./sign-in-office.ts";
import { serveDatabase, startTestServer } from "./test-server.ts";

let office: Office;

beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.stop());
beforeEach(() => forgetAddress(office));

/** What so many wrong passwords leave behind, in a minute that does not end while a test looks at it. */
async function fillAddress(times: number): Promise<void> {
  const left = 60_000 - (Date.now() % 60_000);
  if (left < 5000) await sleep(left + 50);
  await office.db.pool.query(
    `INSERT INTO address_count (action, address, window_start, times)
     SELECT 'sign-in', '127.0.0.1', date_trunc('minute', now()), $1
     ON CONFLICT (action, address, window_start) DO UPDATE SET times = $1`,
    [times],
  );
}

describe("T40 guessing", () => {
  test("after five wrong passwords a name waits, also with the right one and also after a restart", async () => {
    await office.account("eva");
    const browser = openBrowser(office);
    for (let i = 0; i < 5; i += 1)
      expect(await tryPassword(browser, "eva", `wrong ${i}`)).toBe("SIGN_IN_REFUSED");
    expect(await tryPassword(browser, "EVA", PASSWORD)).toBe("TOO_MANY_ATTEMPTS");
    const answer = await browser.post("/auth/sign-in/username", { username: "eva", password: PASSWORD });
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(60);
    const { rows } = await office.db.pool.query("SELECT FROM sign_in_lock WHERE locked_until > now()");
    expect(rows.length).toBe(1);
    const restarted = await serveDatabase(office.db, { openReading: "none" });
    expect(await tryPassword(openBrowser(restarted), "eva", PASSWORD)).toBe("TOO_MANY_ATTEMPTS");
    await restarted.stop();
    await office.db.pool.query(
      "UPDATE sign_in_lock SET locked_until = now(), last_at = last_at - interval '1 hour'",
    );
    await signIn(office, "eva");
    expect((await listAuditRows(office, "sign-in.locked")).length).toBe(1);
  });

  test("a name without an account waits and answers as one with an account", async () => {
    await office.account("fei");
    const answers: string[][] = [];
    for (const username of ["fei", "nobody_here"]) {
      const all: string[] = [];
      for (let i = 0; i < 6; i += 1) {
        const answer = await openBrowser(office).post("/auth/sign-in/username", {
          username,
          password: `wrong ${i}`,
        });
        all.push(`${answer.status} ${(await answer.text()).replace(/\d+/g, "n")}`);
      }
      answers.push(all);
    }
    expect(answers[0]).toEqual(answers[1]);
  });

  test("an address that tries too often waits, whatever it claims to be forwarded for and also after a restart", async () => {
    const attempt = (i: number) => {
      const headers = { "x-forwarded-for": `10.0.0.${i}`, "x-getu-address": `10.0.1.${i}` };
      const body = { username: `name_${i}`, password: "wrong password" };
      return openBrowser(office).post("/auth/sign-in/username", body, headers).then(codeOf);
    };
    expect(await attempt(1)).toBe("SIGN_IN_REFUSED");
    await fillAddress(29);
    expect([await attempt(2), await attempt(3), await attempt(4)]).toEqual([
      "SIGN_IN_REFUSED",
      "TOO_MANY_ATTEMPTS",
      "TOO_MANY_ATTEMPTS",
    ]);
    const restarted = await serveDatabase(office.db, { openReading: "none" });
    expect(await tryPassword(openBrowser(restarted), "name_5", "wrong password")).toBe("TOO_MANY_ATTEMPTS");
    await restarted.stop();
    const { rows } = await office.db.pool.query<{ address: string }>(
      "SELECT DISTINCT address FROM address_count",
    );
    expect(rows.map(({ address }) => address)).toEqual(["127.0.0.1"]);
  });

  test("neither right passwords nor tries at a name that waits count for an address: one keeps no office out", async () => {
    await office.account("lin");
    await fillAddress(24);
    for (let i = 0; i < 40; i += 1) await tryPassword(openBrowser(office), "forgetful", `wrong ${i}`); // five are looked at: 29 in all
    const lin = { username: "lin", password: PASSWORD };
    for (let i = 0; i < 5; i += 1)
      expect((await openBrowser(office).post("/auth/sign-in/username", lin)).status).toBe(200);
  });

  test("of fourteen wrong passwords at the same moment five are looked at", async () => {
    await office.account("mei");
    const before = (await listAuditRows(office, "sign-in.failed")).length;
    const answers = await Promise.all(
      Array.from({ length: 14 }, (_, i) => tryPassword(openBrowser(office), "mei", `wrong ${i}`)),
    );
    const lookedAt = answers.filter((answer) => answer === "SIGN_IN_REFUSED");
    expect(lookedAt).toHaveLength(5);
    expect(answers.filter((answer) => answer === "TOO_MANY_ATTEMPTS")).toHaveLength(9);
    expect((await listAuditRows(office, "sign-in.failed")).length).toBe(before + 4);
  });

  test("there is no account before somebody makes one", async () => {
    const fresh = await startTestServer({ openReading: "none" });
    for (const username of ["admin", "root", "getu", "administrator"]) {
      expect(await tryPassword(openBrowser(fresh), username, username.padEnd(10, "1"))).toBe(
        "SIGN_IN_REFUSED",
      );
    }
    const { rows } = await fresh.db.pool.query("SELECT FROM person");
    expect(rows).toEqual([]);
    await fresh.stop();
  });
});
