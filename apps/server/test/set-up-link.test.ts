import { describe, expect, test } from "vitest";
import { offerSetUp } from "../src/access/set-up-link.ts";
import { openBrowser, PASSWORD, signIn } from "./browser-session.ts";
import { startTestServer } from "./test-server.ts";

describe("the first account", () => {
  test("is made by a link that works once, and no second link is offered when there are accounts", async () => {
    const fresh = await startTestServer({ openReading: "none" });
    const [old, link] = [await offerSetUp(fresh.db, fresh.origin), await offerSetUp(fresh.db, fresh.origin)];
    const join = (address: string, username: string) =>
      openBrowser(fresh).tell("account.join", {
        token: new URL(address).hash.slice("#/join/".length),
        username,
        name: "试验",
        password: PASSWORD,
      });
    expect(await join(old!, "first")).toBe("INVITATION_INVALID"); // the newest start's link alone
    expect(await join(link!, "first")).toEqual({});
    expect(await join(link!, "second")).toBe("INVITATION_INVALID");
    const first = await signIn(fresh, "first");
    expect(await first.ask("account.get")).toMatchObject({
      grants: [{ role: "administrator", territoryId: "all" }],
    });
    expect(await offerSetUp(fresh.db, fresh.origin)).toBeNull();
    await fresh.stop();
  });
});
