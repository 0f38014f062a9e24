import { compareCursors } from "../src/live/cursor.ts";
import type { launchBrowser } from "@getu/testkit";

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof launchBrowser>>["newPage"]>>;

/** What came over a page's stream: the kind of event and its id. */
export type HeardEvent = readonly [kind: "hello" | "change" | "resync", id: string];

type Noting = { heardEvents: HeardEvent[] };

/** Lets a page note what comes over its stream, whatever it makes of it; before the page is there. */
export const noteHeard = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const heardEvents: HeardEvent[] = [];
    Object.assign(window, { heardEvents });
    window.EventSource = class extends EventSource {
      constructor(url: string | URL) {
        super(url);
        for (const kind of ["hello", "change", "resync"] as const)
          this.addEventListener(kind, ({ lastEventId }: MessageEvent) =>
            heardEvents.push([kind, lastEventId]),
          );
      }
    };
  });

/** Takes what was noted out of the page, so that noting does not make it grow. */
export const takeHeard = (page: Page): Promise<HeardEvent[]> =>
  page.evaluate(() => (window as unknown as Noting).heardEvents.splice(0));

/** What a listener made of a feed. */
export type Hearing = {
  heard: number;
  missing: number;
  repeated: number;
  /** Changes that came with everything anew, after more had been missed than is worth telling one by one. */
  fetchedAnew: number;
  resyncs: number;
};

/**
 * Compares what was heard with the feed's changes in their order. Whoever is told to fetch everything anew has what lies
 * before that; everything else comes once.
 */
export function compareHearing(events: readonly HeardEvent[], changes: readonly string[]): Hearing {
  const places = new Map(changes.map((id, place) => [id, place]));
  const placeAfter = (id: string): number =>
    changes.filter((change) => compareCursors(change, id) <= 0).length;
  const hearing = { heard: 0, missing: 0, repeated: 0, fetchedAnew: 0, resyncs: 0 };
  let next: number | null = null;
  for (const [kind, id] of events) {
    if (kind === "change") {
      const place: number | undefined = places.get(id);
      if (place === undefined || next === null) throw new Error(`nobody can have heard ${id}`);
      hearing.heard += 1;
      hearing.repeated += place < next ? 1 : 0;
      hearing.missing += Math.max(0, place - next);
      next = Math.max(next, place + 1);
    } else if (kind === "resync" || next === null) {
      const after = placeAfter(id);
      hearing.resyncs += kind === "resync" ? 1 : 0;
      hearing.fetchedAnew += after - (next ?? after);
      next = after;
    }
  }
  hearing.missing += changes.length - (next ?? 0);
  return hearing;
}
