import type { Role } from "@getu/domain";
import { createSecretToken, insertInvitation, inTransaction } from "@getu/store";
import type { BenchDatabase } from "./bench-database.ts";
import type { Served } from "./served-city.ts";

const PASSWORD = "correct horse battery";

/** Somebody who has signed in, by the cookies that their browser would send. */
export type SignedIn = { cookies: readonly { name: string; value: string }[] };

/** Makes somebody of a role, on a grid or on all of the city, the way people are made; they are called as their role. */
export async function signInAs(
  { db, territoryId }: BenchDatabase,
  served: Served,
  { role, gridId }: { role: Role; gridId: number | null },
): Promise<SignedIn> {
  const { token, tokenHash } = createSecretToken();
  const offer = { role, territoryId, gridId, tokenHash, createdBy: "bench", validMs: 3_600_000 };
  await inTransaction(db, (tx) => insertInvitation(tx, offer));
  const account = { username: role, password: PASSWORD };
  await tell(served, "/trpc/account.join", { body: { token, name: role, ...account } });
  return toSignedIn(await tell(served, "/auth/sign-in/username", { body: account }));
}

/** What somebody sends as their browser would. */
export const headersOf = ({ cookies }: SignedIn): { cookie: string } => ({
  cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; "),
});

/** Sends something, as somebody who has signed in or as nobody. */
export async function tell(
  { port }: Served,
  path: string,
  { body, as }: { body: object; as?: SignedIn },
): Promise<Response> {
  const origin = `http://127.0.0.1:${port}`;
  const headers = { "content-type": "application/json", origin, ...(as && headersOf(as)) };
  const answer = await fetch(origin + path, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}

const toSignedIn = ({ headers }: Response): SignedIn => ({
  cookies: headers.getSetCookie().map((line) => {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    return { name, value };
  }),
});
