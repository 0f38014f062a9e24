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

/** RFC 6238 by hand: SHA-1, six digits, thirty seconds. */
function totp(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac("sha1", secret).update(counter).digest();
  const offset = hash.at(-1)! & 15;
  return String((hash.readUInt32BE(offset) & 0x7f_ff_ff_ff) % 1_000_000).padStart(6, "0");
}

/** RFC 4648, without padding. */
function fromBase32(text: string): Buffer {
  const bits = Array.from(text)
    .map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  return Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)));
}

/** Turns somebody's second factor on; gives the codes that their telephone shows, now or some steps away from now. */
async function turnOnSecondFactor(username: string): Promise<(steps?: number) => string> {
  await forgetAddress(office);
  const browser = await signIn(office, username);
  const begun = await browser.post("/auth/two-factor/enable", { password: PASSWORD });
  const { totpURI } = (await begun.json()) as { totpURI: string };
  const secret = fromBase32(new URL(totpURI).searchParams.get("secret")!);
  const codeAt = (steps = 0) => totp(secret, Math.floor(Date.now() / 30_000) + steps);
  expect((await browser.post("/auth/two-factor/verify-totp", { code: codeAt() })).status).toBe(200);
  await forgetAddress(office);
  return codeAt;
}

/** A browser in which the password has been right and the code is asked for. */
async function halfIn(username: string): Promise<BrowserSession> {
  const browser = openBrowser(office);
  const half = await browser.post("/auth/sign-in/username", { username, password: PASSWORD });
  expect(await half.json()).toEqual({ twoFactorRedirect: true });
  return browser;
}

const giveCode = async (browser: BrowserSession, given: string): Promise<string> => {
  const answer = await browser.post("/auth/two-factor/verify-totp", { code: given });
  return answer.ok ? "in" : codeOf(answer);
};

describe("a second factor", () => {
  test("T14 is asked for after the password, takes the code of now or the next, and none of a minute ago or later", async () => {
    await office.account("gao");
    const codeAt = await turnOnSecondFactor("gao");
    expect((await listAuditRows(office, "second-factor.on")).length).toBe(1);
    const again = await halfIn("gao");
    expect(await isIn(again)).toBe(false);
    for (const steps of [-4, -2, 3]) expect(await giveCode(again, codeAt(steps))).toBe("SIGN_IN_REFUSED");
    await forgetAddress(office);
    expect(await isIn(again)).toBe(false);
    const { rows } = await office.db.pool.query("SELECT id FROM person WHERE username = 'gao'");
    const tried = { actor: "nobody", subject: `person:${(rows as { id: string }[])[0]!.id}` };
    expect((await listAuditRows(office, "sign-in.failed")).at(-1)).toMatchObject({
      ...tried,
      facts: { step: "code" },
    }); // T49
    expect(await giveCode(again, codeAt(1))).toBe("in"); // a clock that is fast; the code of now has been used
    expect(await isIn(again)).toBe(true);
  });

  test("T40 takes a code once: of two who give it at the same moment one is let in, and nobody after them", async () => {
    await office.account("hui");
    const codeAt = await turnOnSecondFactor("hui");
    const seen = codeAt(1);
    const [one, other, late] = [await halfIn("hui"), await halfIn("hui"), await halfIn("hui")];
    const answers = await Promise.all([one, other].map((browser) => giveCode(browser, seen)));
    expect(answers.toSorted()).toEqual(["SIGN_IN_REFUSED", "in"]);
    const before = (await listAuditRows(office, "sign-in.failed")).length;
    expect(await giveCode(late, seen)).toBe("SIGN_IN_REFUSED");
    expect(await isIn(late)).toBe(false);
    expect((await listAuditRows(office, "sign-in.failed")).length).toBe(before + 1);
  });

  test("T40 is closed after ten wrong codes in a row, also to the right one, and says for how long", async () => {
    await office.account("jia");
    const codeAt = await turnOnSecondFactor("jia");
    for (let i = 0; i < 2; i += 1) {
      const guessing = await halfIn("jia"); // one password is good for five codes
      for (let k = 0; k < 5; k += 1) {
        await forgetAddress(office);
        expect(await giveCode(guessing, codeAt(100 + k))).toBe("SIGN_IN_REFUSED");
      }
    }
    await forgetAddress(office);
    const right = await halfIn("jia");
    const answer = await right.post("/auth/two-factor/verify-totp", { code: codeAt(1) });
    expect(answer.status).toBe(429);
    const waits = Number(answer.headers.get("retry-after"));
    expect(waits).toBeLessThanOrEqual(900);
    expect(waits).toBeGreaterThan(850);
    const { rows } = await office.db.pool.query(
      "SELECT FROM session JOIN person ON person.id = person_id WHERE username = 'jia'",
    );
    expect(rows).toHaveLength(1); // of the day the factor was turned on: the right code was not even looked at
    expect((await listAuditRows(office, "sign-in.locked")).at(-1)).toMatchObject({ facts: { step: "code" } });
  });

  test("T40 of twenty wrong codes at the same moment, from as many sign-ins, no more than ten are looked at", async () => {
    await office.account("kang");
    const codeAt = await turnOnSecondFactor("kang");
    const guessing: BrowserSession[] = [];
    for (let i = 0; i < 20; i += 1) {
      await forgetAddress(office);
      guessing.push(await halfIn("kang"));
    }
    // The limit of an address lets three through at once: it is taken away as often as it is counted, which is once for
    // each code that is looked at, whatever its sender is then told.
    await office.owner.query(
      `CREATE SEQUENCE looked_at;
       GRANT USAGE, SELECT ON looked_at TO PUBLIC;
       CREATE FUNCTION no_limit() RETURNS trigger LANGUAGE plpgsql AS
         'BEGIN PERFORM nextval(''looked_at''); RETURN NULL; END';
       DELETE FROM rate_limit;
       CREATE TRIGGER no_limit BEFORE INSERT ON rate_limit FOR EACH ROW EXECUTE FUNCTION no_limit()`,
    );
    const answers = await Promise.all(guessing.map((browser, i) => giveCode(browser, codeAt(100 + i))));
    const { rows } = await office.db.pool.query("SELECT last_value::integer AS codes FROM looked_at");
    await office.owner.query(
      "DROP TRIGGER no_limit ON rate_limit; DROP FUNCTION no_limit; DROP SEQUENCE looked_at",
    );
    expect(rows).toEqual([{ codes: 10 }]);
    expect(answers.filter((answer) => answer === "SIGN_IN_REFUSED")).toHaveLength(10);
    expect(answers.filter((answer) => answer === "TOO_MANY_ATTEMPTS")).toHaveLength(10);
  });

  test("T40 is not closed by whoever signs in under a name that reads like the count of its codes", async () => {
    await office.account("mona");
    const codeAt = await turnOnSecondFactor("mona");
    const { rows } = await office.db.pool.query<{ id: string }>(
      "SELECT id FROM person WHERE username = 'mona'",
    );
    for (const what of ["code", "password"])
      for (let i = 0; i < 5; i += 1) {
        await forgetAddress(office);
        await tryPassword(openBrowser(office), `${what} of ${rows[0]!.id}`, `wrong ${i}`);
      }
    await forgetAddress(office);
    expect(await giveCode(await halfIn("mona"), codeAt(1))).toBe("in");
  });

  test("T40 of wrong passwords that somebody who is in gives once more five are looked at", async () => {
    await office.account("lan");
    const browser = await signIn(office, "lan");
    const answers: string[] = [];
    for (let i = 0; i < 7; i += 1) {
      await forgetAddress(office);
      answers.push(await codeOf(await browser.post("/auth/two-factor/enable", { password: `wrong ${i}` })));
    }
    expect(answers.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => "SIGN_IN_REFUSED"));
    expect(answers.slice(5)).toEqual(["TOO_MANY_ATTEMPTS", "TOO_MANY_ATTEMPTS"]);
  });

  test("T40 three codes in ten seconds are as many as an address may try", async () => {
    const browser = openBrowser(office);
    await browser.post("/auth/sign-in/username", { username: "gao", password: PASSWORD });
    const seen: string[] = [];
    for (let i = 0; i < 5; i += 1)
      seen.push(await codeOf(await browser.post("/auth/two-factor/verify-totp", { code: "000000" })));
    expect(seen.slice(3)).toEqual(["TOO_MANY_ATTEMPTS", "TOO_MANY_ATTEMPTS"]);
  });

  test("can be taken off by an administrator, who has to say why", async () => {
    const chief = await signIn(office, "chief");
    const persons = (await chief.ask("person.list")) as {
      id: string;
      username: string;
      hasSecondFactor: boolean;
    }[];
    const gao = persons.find(({ username }) => username === "gao")!;
    expect(gao.hasSecondFactor).toBe(true);
    expect(await chief.tell("person.resetSecondFactor", { personId: gao.id, reason: "" })).toBe(
      "INPUT_INVALID",
    );
    expect(await chief.tell("person.resetSecondFactor", { personId: gao.id, reason: "手机遗失" })).toEqual(
      {},
    );
    await signIn(office, "gao");
  });
});
