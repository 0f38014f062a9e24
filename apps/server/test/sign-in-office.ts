import { makeAccount } from "./browser-session.ts";
import type { BrowserSession } from "./browser-session.ts";
import { codeOf } from "./failure-code.ts";
import { createTestTerritory, startTestServer } from "./test-server.ts";
import type { LoneTestServer, TestServer } from "./test-server.ts";

/** A server at which everybody has to sign in. */
export type Office = LoneTestServer & {
  territoryId: number;
  /** Makes an account that may look and nothing else. */
  account(username: string): Promise<void>;
};

/** Opens an office with an account called `chief`, who may do everything. */
export async function openOffice(): Promise<Office> {
  const server = await startTestServer({ openReading: "none" });
  const { id: territoryId } = await createTestTerritory(server.db, "office");
  await makeAccount(server, { username: "chief", role: "administrator" });
  return {
    ...server,
    territoryId,
    account: (username) => makeAccount(server, { username, role: "viewer", territoryId }),
  };
}

/** The code that a wrong password, or one that comes too late, is refused by. */
export const tryPassword = async (
  browser: BrowserSession,
  username: string,
  password: string,
): Promise<string> => codeOf(await browser.post("/auth/sign-in/username", { username, password }));

/** Whether somebody is signed in in a browser. */
export const isIn = async (browser: BrowserSession): Promise<boolean> =>
  (await browser.ask("session.list")) !== "SIGN_IN_NEEDED";

type AuditRow = { actor: string; address: string; facts: object; subject: string | null };

/** What the audit log holds of one kind of action, oldest first. */
export async function listAuditRows({ db }: Pick<TestServer, "db">, action: string): Promise<AuditRow[]> {
  const { rows } = await db.pool.query<AuditRow>(
    "SELECT actor, address, facts, subject FROM audit_entry WHERE action = $1 ORDER BY seq",
    [action],
  );
  return rows;
}
