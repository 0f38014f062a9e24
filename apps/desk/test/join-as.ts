import type { APIRequestContext, Browser, BrowserContext } from "playwright-core";
import type { DeskServer } from "./desk-server.ts";

const PASSWORD = "correct horse battery";

type Call = { server: DeskServer; path: string; input: object };

/** Calls a procedure as whoever has signed in; throws what the server answers when that is not a result. */
export async function ask<T>(by: APIRequestContext, { server, path, input }: Call): Promise<T> {
  const headers = { origin: server.origin };
  const answer = await by.post(`${server.origin}/trpc/${path}`, { data: input, headers });
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
  return ((await answer.json()) as { result: { data: T } }).result.data;
}

/** Makes an account by an invitation's token and signs in with it. */
async function join(
  by: APIRequestContext,
  server: DeskServer,
  who: { token: string; username: string },
): Promise<void> {
  const account = { username: who.username, password: PASSWORD };
  await ask(by, {
    server,
    path: "account.join",
    input: { ...account, token: who.token, name: `${who.username}（示范）` },
  });
  const answer = await by.post(`${server.origin}/auth/sign-in/username`, {
    data: account,
    headers: { origin: server.origin },
  });
  if (!answer.ok()) throw new Error(`sign-in: ${answer.status()}`);
}

const openDesk = (browser: Browser): Promise<BrowserContext> =>
  browser.newContext({
    reducedMotion: "reduce",
    locale: "zh-CN",
    viewport: { width: 1440, height: 900 },
  });

/** A browser in which the first administrator has signed in. */
export async function joinAsChief(browser: Browser, server: DeskServer): Promise<BrowserContext> {
  const chief = await openDesk(browser);
  const token = server.setUpLink.split("/").at(-1)!; // a link ends with its token
  await join(chief.request, server, { token, username: "chief" });
  return chief;
}

type Invitation = {
  server: DeskServer;
  /** Who invites. */
  chief: BrowserContext;
  role: string;
  /** Where the role holds; everywhere unless said otherwise. */
  place?: { territoryId: number | null; gridId: number | null };
  /** Called like the role unless said otherwise. */
  username?: string;
};

/** A browser in which somebody who was invited to a role has signed in. */
export async function joinInvited(browser: Browser, invitation: Invitation): Promise<BrowserContext> {
  const { server, chief, role, username = role } = invitation;
  const { place = { territoryId: null, gridId: null } } = invitation;
  const input = { role, place };
  const { token } = await ask<{ token: string }>(chief.request, { server, path: "person.invite", input });
  const desk = await openDesk(browser);
  await join(desk.request, server, { token, username });
  return desk;
}

/** A browser in which somebody with this role over everything has signed in, invited by the first administrator. */
export async function joinAs(
  browser: Browser,
  { server, role }: { server: DeskServer; role: string },
): Promise<BrowserContext> {
  const chief = await joinAsChief(browser, server);
  const desk = await joinInvited(browser, { server, chief, role });
  await chief.close();
  return desk;
}
