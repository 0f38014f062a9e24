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
export async function join(
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

/** A browser in which somebody with this role over everything has signed in, invited by the first administrator. */
export async function joinAs(
  browser: Browser,
  { server, role }: { server: DeskServer; role: string },
): Promise<BrowserContext> {
  const chief = await browser.newContext();
  await join(chief.request, server, { token: server.setUpLink.split("/").at(-1)!, username: "chief" }); // a link ends with its token
  const offer = { role, place: { territoryId: null, gridId: null } };
  const { token } = await ask<{ token: string }>(chief.request, {
    server,
    path: "person.invite",
    input: offer,
  });
  await chief.close();
  const desk = await browser.newContext({
    reducedMotion: "reduce",
    locale: "zh-CN",
    viewport: { width: 1440, height: 900 },
  });
  await join(desk.request, server, { token, username: role });
  return desk;
}
