import type { VisitedCluster } from "@getu/domain";
import { describe, expect, test } from "vitest";
import type { Entry, VisitWork } from "../src/outbox/entry.ts";
import { isOnToday, standOf } from "../src/visit/own-visits.ts";
import { entryOf, VISIT } from "./made-up-entries.ts";

const timeZone = "Asia/Shanghai";
const now = new Date("2026-11-26T04:00:00Z");
const SENT = { kind: "sent", atMs: 0, incidentId: null, gridId: null } as const;

const cluster = (id: number, lastVisitedOn: string | null): VisitedCluster => ({
  id,
  externalId: String(id),
  name: `${id} 幢`,
  households: 12,
  position: [120, 30],
  gridId: 1,
  everyDays: 30,
  lastVisitedOn,
});

type Noted = { clusterId?: number; outcome?: VisitWork["outcome"]; seenAt?: string; state?: Entry["state"] };

const noted = ({ clusterId = 1, outcome = "well", seenAt = now.toISOString(), ...given }: Noted): Entry =>
  entryOf(1, { ...VISIT, clusterId, outcome, seenAtMs: Date.parse(seenAt) }, given);

const stand = (clusters: readonly VisitedCluster[], entries: readonly Entry[]) =>
  standOf(clusters, entries, { now, timeZone }).map(({ cluster: { id }, standing, isPending }) => [
    id,
    standing.kind,
    isPending,
  ]);

describe("households on the phone", () => {
  test("come with the most overdue first, as the server told of them", () => {
    const all = [
      cluster(1, "2026-11-20"),
      cluster(2, "2026-10-01"),
      cluster(3, null),
      cluster(4, "2026-10-27"),
    ];
    expect(stand(all, [])).toEqual([
      [3, "never", false],
      [2, "due", false],
      [4, "due", false],
      [1, "later", false],
    ]);
  });

  test("count as visited from the moment it was noted, and stay on the page of today until it has been sent", () => {
    const lines = standOf([cluster(1, null)], [noted({})], { now, timeZone });
    expect(lines.map(({ standing, isPending }) => [standing.kind, isPending])).toEqual([["later", true]]);
    expect(lines.map(isOnToday)).toEqual([true]);
    const sent = standOf([cluster(1, null)], [noted({ state: SENT })], { now, timeZone });
    expect(sent.map(({ standing, isPending }) => [standing.kind, isPending])).toEqual([["later", false]]);
    expect(sent.map(isOnToday)).toEqual([false]);
  });

  test("are not visited where nobody was at home, nor when the visit was refused, nor at another address", () => {
    expect(stand([cluster(1, null)], [noted({ outcome: "away" })])).toEqual([[1, "never", true]]);
    expect(stand([cluster(1, null)], [noted({ state: { kind: "refused", code: "X" } })])).toEqual([
      [1, "never", false],
    ]);
    expect(stand([cluster(1, null)], [noted({ clusterId: 2 })])).toEqual([[1, "never", false]]);
  });

  test("go by the territory's day, and by the later of what the server knows and the phone has noted", () => {
    const [line] = standOf(
      [cluster(1, "2026-11-20")],
      [noted({ seenAt: "2026-11-24T17:00:00Z", state: SENT })],
      {
        now,
        timeZone,
      },
    );
    expect(line!.cluster.lastVisitedOn).toBe("2026-11-25"); // an hour past midnight there
    const [older] = standOf([cluster(1, "2026-11-20")], [noted({ seenAt: "2026-11-01T02:00:00Z" })], {
      now,
      timeZone,
    });
    expect(older!.cluster.lastVisitedOn).toBe("2026-11-20");
  });
});
