import type { LiveChange } from "@getu/domain";
import type { Page } from "playwright-core";

/** What the page keeps within reach of a test. */
type Reach = { answers: { held: string | null; letGo: () => void }; streams: EventSource[] };

/** Runs in the browser before the page: answers can be held back, and what the page listens to is within reach. */
function reachAnswers(): void {
  const near = globalThis.fetch;
  let waiting: (() => void)[] = [];
  const letGo = (): void => {
    answers.held = null;
    for (const go of waiting) go();
    waiting = [];
  };
  const answers: Reach["answers"] = { held: null, letGo };
  const streams: EventSource[] = [];
  Object.assign(globalThis, { answers, streams });
  // Playwright's own routes would have Chromium stop all that the page asks, and what is asked meanwhile may hang for ever.
  globalThis.fetch = async (address, init) => {
    const { url } = new Request(address);
    if (answers.held !== null && url.includes(answers.held))
      await new Promise<void>((go) => waiting.push(go));
    return near(address, init);
  };
  globalThis.EventSource = class extends EventSource {
    constructor(url: string | URL) {
      super(url);
      streams.push(this);
    }
  };
}

/** Has a page that is not there yet be one whose answers can be held back. */
export const prepareToHold = (page: Page): Promise<unknown> => page.addInitScript(reachAnswers);

function holdFrom(part: string): void {
  (globalThis as unknown as Reach).answers.held = part;
}

/** The same, and what it asks from the start of addresses with that part in them gets no answer until it is let go. */
export async function prepareHeld(page: Page, part: string): Promise<void> {
  await prepareToHold(page);
  await page.addInitScript(holdFrom, part);
}

/** What is asked from now on of addresses with that part in them gets no answer until it is let go. */
export const holdBack = (page: Page, part: string): Promise<void> =>
  page.evaluate((held) => {
    (globalThis as unknown as Reach).answers.held = held;
  }, part);

/** Everything that was held back is asked, and nothing is held back any more. */
export const letGo = (page: Page): Promise<void> =>
  page.evaluate(() => (globalThis as unknown as Reach).answers.letGo());

/** Has the page hear something as if the server had said it. */
const say = (page: Page, event: string, content: object): Promise<void> =>
  page.evaluate(
    ([name, data]) => {
      const { streams } = globalThis as unknown as Reach;
      streams.at(-1)?.dispatchEvent(new MessageEvent(name, { data }));
    },
    [event, JSON.stringify(content)] as const,
  );

/** Has the page hear of another time of the server's clock, until the server itself says what it is. */
export const sayTime = (page: Page, now: string): Promise<void> => say(page, "ping", { now });

/** Has the page hear that it missed something: it asks for everything that it shows again. */
export const sayResync = (page: Page): Promise<void> => say(page, "resync", {});

/** Has the page hear of a change. */
export const sayChange = (page: Page, change: LiveChange): Promise<void> => say(page, "change", change);
