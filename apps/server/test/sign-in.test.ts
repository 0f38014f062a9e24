import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { forgetAddress, openBrowser, PASSWORD, signIn } from "./browser-session.ts";
import { isIn, openOffice, tryPassword } from "./sign-in-office.ts";
import type { Office } from "./sign-in-office.ts";

let office: Office;

beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.stop());
beforeEach(() => forgetAddress(office));

describe("T38 another site", () => {
  const sites: [string, Record<string, string>][] = [
    ["by its Origin", { origin: "https://elsewhere.example" }],
    ["by what the browser says of it", { "sec-fetch-site": "cross-site" }],
    ["from a sandboxed frame", { origin: "null" }],
  ];
  test.each(sites)(
    "is refused %s whatever the form of the request, and changes nothing",
    async (_what, headers) => {
      const chief = await signIn(office, "chief");
      const offer = JSON.stringify({
        role: "viewer",
        place: { territoryId: office.territoryId, gridId: null },
      });
      const count = async () => (await office.db.pool.query("SELECT FROM invitation")).rowCount;
      const before = await count();
      for (const type of [
        "application/json",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
      ]) {
        const answer = await chief.post("/trpc/person.invite", JSON.parse(offer) as object, {
          "content-type": type,
          ...headers,
        });
        expect([type, answer.status]).toEqual([type, 403]);
        expect((await chief.post("/auth/sign-out", {}, { "content-type": type, ...headers })).status).toBe(
          403,
        );
      }
      expect(await chief.ask("person.invite", JSON.parse(offer) as object)).not.toMatchObject({
        token: expect.anything() as unknown,
      });
      expect([await count(), await isIn(chief)]).toEqual([before, true]);
    },
  );
});

test("T37 of the library nothing can be called but what is meant to be", async () => {
  const chief = await signIn(office, "chief");
  for (const path of [
    "sign-up/email",
    "update-user",
    "list-sessions",
    "revoke-sessions",
    "admin/create-user",
    "admin/set-role",
    "admin/impersonate-user",
    "delete-user",
    "get-session",
    "is-username-available",
    "ok",
    "two-factor/send-otp",
    "two-factor/get-totp-uri",
    "two-factor/generate-backup-codes",
    "set-password",
    "../trpc",
    "__proto__",
  ]) {
    expect([path, (await chief.post(`/auth/${path}`)).status]).toEqual([path, 404]);
    expect((await chief.get(`/auth/${path}`, { accept: "application/json" })).status).toBe(404);
  }
});

test.each(["a\0", "坏\ud800"])("a name that no account can have is refused as an input: %j", async (name) => {
  expect(await tryPassword(openBrowser(office), name, "b")).toBe("INPUT_INVALID");
});

test("T45 no password, token or cookie is found in the audit log", async () => {
  await office.account("nora");
  for (const username of ["nora", "nobody_here"])
    await tryPassword(openBrowser(office), username, "wrong password");
  const [here, there] = [await signIn(office, "nora"), await signIn(office, "nora")];
  const { rows: tokens } = await office.db.pool.query<{ token: string }>("SELECT token FROM session");
  const cookies = [here, there].flatMap((browser) => [...browser.cookies.values()]);
  const changed = { currentPassword: PASSWORD, newPassword: "another long one" };
  expect((await here.post("/auth/change-password", changed)).status).toBe(200);
  expect((await here.post("/auth/sign-out")).status).toBe(200);

  const { rows } = await office.db.pool.query<{ action: string; row: string }>(
    "SELECT action, to_jsonb(audit_entry)::text AS row FROM audit_entry ORDER BY seq",
  );
  const said = rows.map(({ action }) => action);
  expect(said.slice(-6)).toEqual([
    "sign-in.failed",
    "sign-in.failed",
    "sign-in",
    "sign-in",
    "password.changed",
    "sign-out",
  ]);
  const text = rows.map(({ row }) => row).join("\n");
  const typed = [PASSWORD, "another long one", "wrong password", "nobody_here"];
  for (const secret of [...typed, ...tokens.map(({ token }) => token), ...cookies]) {
    expect(text).not.toContain(secret);
    expect(text).not.toContain(createHash("sha256").update(secret).digest("hex"));
  }
});
