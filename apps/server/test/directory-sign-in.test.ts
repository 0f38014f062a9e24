import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { forgetAddress, makeAccount, openBrowser, signIn } from "./browser-session.ts";
import type { BrowserSession } from "./browser-session.ts";
import { createSigningKeys, openDirectory } from "./made-up-directory.ts";
import type { MadeUpDirectory, Member } from "./made-up-directory.ts";
import { createTestTerritory, startTestServer } from "./test-server.ts";
import type { TestServer } from "./test-server.ts";

let directory: MadeUpDirectory;
let server: TestServer;
let territoryId: number;

beforeAll(async () => {
  directory = await openDirectory();
  server = await startTestServer({ openReading: "none", oidc: directory.settings });
  territoryId = (await createTestTerritory(server.db, "directory")).id;
  await makeAccount(server, { username: "chief", role: "administrator" });
});
afterAll(async () => {
  await server.stop();
  await directory.stop();
});
beforeEach(async () => {
  directory.lie({});
  await forgetAddress(server);
});

const member = (name: string): Member => ({
  sub: `id-of-${name}`,
  name: `试验${name}`,
  email: `${name}@office.invalid`,
});

/** Asks our page to be signed in by the directory: the address that the browser is sent to. */
async function setOut(browser: BrowserSession): Promise<string> {
  const answer = await browser.post("/auth/sign-in/social");
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { url: string }).url;
}

/** Comes back from another site, as a browser does. */
async function comeBack(browser: BrowserSession, { pathname, search }: URL): Promise<string> {
  const answer = await browser.get(`${pathname}${search}`, { "sec-fetch-site": "cross-site" });
  expect(answer.status).toBe(302);
  return answer.headers.get("location")!; // a redirect says where to
}

async function comeInAs(who: Member, browser = openBrowser(server)): Promise<BrowserSession> {
  expect(await comeBack(browser, directory.letIn(await setOut(browser), who))).toBe("/desk/");
  return browser;
}

type Known = { person: { id: string; name: string } | null; grants: unknown[] };
const accountOf = async (browser: BrowserSession) => (await browser.ask("account.get")) as Known;
const people = async (): Promise<number> => (await server.db.pool.query("SELECT FROM person")).rowCount!; // a query counts

describe("who comes in by the office's directory", () => {
  test("is somebody without a role, in the log, and the same person each time", async () => {
    const first = await comeInAs(member("anna"));
    const { person, grants } = await accountOf(first);
    expect([person?.name, grants]).toEqual(["试验anna", []]);
    expect(await first.ask("summary.get", { territoryId })).toBe("NOT_PERMITTED");
    const again = await comeInAs({ ...member("anna"), name: "试验安娜" });
    expect((await accountOf(again)).person?.id).toBe(person!.id); // asked just now
    const { rows } = await server.db.pool.query("SELECT actor FROM audit_entry WHERE action = 'sign-in'");
    expect(rows).toEqual([{ actor: `person:${person!.id}` }, { actor: `person:${person!.id}` }]);
  });

  test("comes in beside twenty others of the office, whose address is one", async () => {
    const all = Array.from({ length: 20 }, (_, i) => comeInAs(member(`colleague-${i}`)));
    const names = await Promise.all((await Promise.all(all)).map(accountOf));
    expect(new Set(names.map(({ person }) => person?.name)).size).toBe(20);
  });

  test("may what somebody gives them, as anybody else", async () => {
    const browser = await comeInAs(member("ben"));
    const { person } = await accountOf(browser);
    const chief = await signIn(server, "chief");
    const given = { personId: person!.id, role: "viewer", place: { territoryId, gridId: null } }; // came in just now
    expect(await chief.tell("grant.give", given)).toEqual({});
    expect(await browser.ask("summary.get", { territoryId })).toMatchObject({ total: { open: 0 } });
    expect(await chief.tell("person.disable", { personId: person!.id })).toEqual({});
    expect((await accountOf(browser)).person).toBeNull();
    const back = await comeBack(browser, directory.letIn(await setOut(browser), member("ben")));
    expect(back).toMatch(/^\/desk\/\?error=/);
    expect((await accountOf(browser)).person).toBeNull();
  });
});

describe("T39 nobody comes in", () => {
  const expectRefused = async (browser: BrowserSession, back: URL): Promise<void> => {
    const before = await people();
    expect(await comeBack(browser, back)).toMatch(/^\/desk\/\?error=/); // the page says that it did not succeed
    expect([(await accountOf(browser)).person, await people()]).toEqual([null, before]);
  };

  test("by a code that was meant for another browser, that nobody was given, or that was used", async () => {
    const [browser, other] = [openBrowser(server), openBrowser(server)];
    const back = directory.letIn(await setOut(browser), member("cai"));
    await setOut(other);
    await expectRefused(other, back);
    const invented = directory.letIn(await setOut(openBrowser(server)), member("cai"));
    invented.searchParams.set("code", "invented");
    await expectRefused(openBrowser(server), invented);
    const used = directory.letIn(await setOut(browser), member("cai"));
    expect(await comeBack(browser, used)).toBe("/desk/");
    await browser.post("/auth/sign-out");
    await expectRefused(browser, used);
  });

  test.each([
    ["for another program", { aud: "another" }],
    ["by another directory", { iss: "http://127.0.0.1:9" }],
    ["that is over", { exp: 1_600_000_000 }],
    ["of another sign-in", { nonce: "another" }],
    ["without an address by which people are told apart", { email: undefined }],
  ])("by a token %s", async (_what, claims) => {
    directory.lie(claims);
    const browser = openBrowser(server);
    await expectRefused(browser, directory.letIn(await setOut(browser), member("dan")));
  });

  test("by a token that somebody else has signed", async () => {
    directory.lie({}, createSigningKeys().privateKey);
    const browser = openBrowser(server);
    await expectRefused(browser, directory.letIn(await setOut(browser), member("eva")));
  });

  test("to an account that was made here, by giving its address out for theirs", async () => {
    const { rows } = await server.db.pool.query<{ email: string }>(
      "SELECT email FROM person WHERE username = 'chief'",
    );
    const browser = openBrowser(server);
    const posing = { ...member("fox"), email: rows[0]!.email }; // made above
    await expectRefused(browser, directory.letIn(await setOut(browser), posing));
  });
});
