import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openAccessTown } from "./access-town.ts";
import type { AccessTown } from "./access-town.ts";
import { forgetAddress, makeAccount, openBrowser, PASSWORD, signIn } from "./browser-session.ts";
import type { TestServer } from "./test-server.ts";

let server: TestServer;
let territoryId: number;
let idOf: AccessTown["idOf"];
let personIdOf: AccessTown["personIdOf"];

beforeAll(async () => {
  ({ server, territoryId, idOf, personIdOf } = await openAccessTown());
});
afterAll(() => server.stop());

const refusals = async (): Promise<number> =>
  (await server.db.pool.query("SELECT FROM audit_entry WHERE action = 'refused'")).rowCount ?? 0;

describe("T37 nobody gives more than they have", () => {
  const anywhere = { territoryId: null, gridId: null };
  const cases = [
    [
      "secretary",
      "a role above their own",
      () => ({ role: "dispatcher", territoryId, gridId: idOf("community-0") }),
    ],
    ["secretary", "their own role", () => ({ role: "secretary", territoryId, gridId: idOf("community-0") })],
    [
      "secretary",
      "a role in another community",
      () => ({ role: "leader", territoryId, gridId: idOf("lane-4-0") }),
    ],
    ["secretary", "a role over the whole street", () => ({ role: "viewer", territoryId, gridId: null })],
    [
      "secretary",
      "a role on a grid that is not there",
      () => ({ role: "leader", territoryId, gridId: 999_999 }),
    ],
    ["head", "a role everywhere", () => ({ role: "viewer", ...anywhere })],
    [
      "head",
      "a role in another street",
      () => ({ role: "viewer", territoryId: territoryId + 1, gridId: null }),
    ],
  ] as const;

  test.each(cases)("%s cannot give %s: refused, and logged", async (username, _what, place) => {
    await forgetAddress(server);
    const browser = await signIn(server, username);
    const before = await refusals();
    const personId = await personIdOf("leader");
    const { role, ...wanted } = place();
    expect(await browser.tell("grant.give", { personId, role, place: wanted })).toBe("GRANT_NOT_PERMITTED");
    expect(await browser.tell("person.invite", { role, place: wanted })).toBe("GRANT_NOT_PERMITTED");
    expect(await refusals()).toBe(before + 2);
  });

  test.each(["leader", "planner"])("%s can give nothing at all, not even to themselves", async (username) => {
    await forgetAddress(server);
    const browser = await signIn(server, username);
    const offer = { role: "viewer", place: { territoryId, gridId: idOf("lane-0-0") } };
    expect(await browser.tell("grant.give", { personId: await personIdOf(username), ...offer })).toBe(
      "NOT_PERMITTED",
    );
    for (const procedure of ["person.list", "device.list", "audit.list"] as const)
      expect(await browser.ask(procedure, { territoryId, limit: 1 })).toMatch(/NOT_PERMITTED|INPUT_INVALID/);
  });

  test("an administrator of one street cannot close the account of one who is above them, nor their own", async () => {
    await forgetAddress(server);
    const head = await signIn(server, "head");
    for (const username of ["chief", "head"])
      expect(await head.tell("person.disable", { personId: await personIdOf(username) })).toBe(
        "GRANT_NOT_PERMITTED",
      );
    const { rows } = await server.db.pool.query<{ id: number }>(
      "SELECT id FROM role_grant WHERE person_id = ANY ($1) ORDER BY id",
      [[await personIdOf("chief"), await personIdOf("head")]],
    );
    for (const { id } of rows)
      expect(await head.tell("grant.revoke", { grantId: id })).toBe("GRANT_NOT_PERMITTED");
  });

  test("an invitation works once, and a taken name leaves it as it was", async () => {
    await forgetAddress(server);
    const secretary = await signIn(server, "secretary");
    const offer = { role: "leader", place: { territoryId, gridId: idOf("lane-1-0") } };
    const { token } = (await secretary.tell("person.invite", offer)) as { token: string };
    const join = (username: string) =>
      openBrowser(server).tell("account.join", { token, username, name: "试验", password: PASSWORD });
    expect(await join("leader")).toBe("USERNAME_TAKEN");
    expect(await join("newcomer")).toEqual({});
    expect(await join("another")).toBe("INVITATION_INVALID");
    const newcomer = await signIn(server, "newcomer");
    expect(await newcomer.ask("account.get")).toMatchObject({ grants: [{ role: "leader", territoryId }] });
  });

  test.each(["person.disable", "grant.revoke"] as const)(
    "an invitation that nobody has used ends with what its maker may do: %s",
    async (procedure) => {
      await forgetAddress(server);
      const username = procedure.replace(".", "_");
      await makeAccount(server, { username, role: "administrator", territoryId });
      const [personId, former] = [await personIdOf(username), await signIn(server, username)];
      const offer = { role: "administrator", place: { territoryId, gridId: null } };
      const { token } = (await former.tell("person.invite", offer)) as { token: string };
      const { rows } = await server.db.pool.query<{ id: number }>(
        "SELECT id FROM role_grant WHERE person_id = $1",
        [personId],
      );
      const chief = await signIn(server, "chief");
      const taken = procedure === "person.disable" ? { personId } : { grantId: rows[0]!.id }; // what they were made with
      expect(await chief.tell(procedure, taken)).toEqual({});
      const joining = { token, username: `${username}_again`, name: "试验", password: PASSWORD };
      expect(await openBrowser(server).tell("account.join", joining)).toBe("INVITATION_INVALID");
    },
  );

  test("a secretary sees the people of the community, and what they hold elsewhere is not shown", async () => {
    await forgetAddress(server);
    await makeAccount(server, {
      username: "stranger",
      role: "leader",
      territoryId,
      gridId: idOf("lane-7-0"),
    });
    const secretary = await signIn(server, "secretary");
    const persons = (await secretary.ask("person.list")) as { username: string }[];
    expect(persons.map(({ username }) => username)).toEqual(["secretary", "leader", "newcomer"]);
  });
});
