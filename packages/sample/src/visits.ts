import { dayStart } from "@getu/domain";
import type { VisitedCluster, VisitOutcome } from "@getu/domain";
import { createRandom } from "./random.ts";
import type { Random } from "./random.ts";
import { createWeighted } from "./weighted.ts";

/** A visit that was made up, with what came of it. */
type MadeUpVisit = {
  clusterId: number;
  gridId: number | null;
  at: Date;
  outcome: VisitOutcome;
  note: string | null;
  demand: string | null;
  wish: string | null;
  /** What the demand or the wish was answered; null = nothing yet. */
  answer: string | null;
};

/** By which clock and from which seed visits are made up. */
type VisitOptions = { now: Date; timeZone: string; seed: string };

const NOTES = [
  "楼道堆物，已当场劝导",
  "灭火器已过期，已告知物业",
  "租户更换，已提醒登记",
  "单元门常开，已提醒随手关门",
];
const DEMANDS = [
  "希望楼道加装扶手",
  "希望增设非机动车充电口",
  "希望调整垃圾分类投放时间",
  "希望楼下加装照明",
  "希望社区组织一次义诊",
];
const WISHES = [
  "想要一台收音机",
  "想学用智能手机挂号",
  "想要一根拐杖",
  "想参加一次社区书法课",
  "想换一副老花镜",
];
const ANSWERS = ["已办好，并电话回访", "已列入下月计划，届时通知", "已由共建单位认领并送达"];

/** What a visit came to. */
type Told = "well" | "away" | "note" | `${"demand" | "wish"}${"" | " answered"}`;

/** Of a thousand visits so many come to each. */
const SHARES: Readonly<Record<Told, number>> = {
  well: 840,
  away: 60,
  note: 50,
  demand: 12,
  "demand answered": 18,
  wish: 8,
  "wish answered": 12,
};
const TOLD = Object.keys(SHARES) as Told[]; // its own keys

/** What the first visits of a street come to, so that the smallest one has something in its ledger that waits and something that is done. */
const FIRST: readonly Told[] = ["demand", "wish answered", "note", "wish"];

/** Most households were visited within the month, some longer ago, a few never. */
const NEVER = 0.08;
const RECENT = 0.68;
const HOUR_MS = 3_600_000;

/** Visits of the last two months, at the hours at which people knock at doors. */
export function tellVisits(
  clusters: readonly Pick<VisitedCluster, "id" | "gridId">[],
  { now, timeZone, seed }: VisitOptions,
): MadeUpVisit[] {
  const random = createRandom(`${seed}/visits`);
  const shares = createWeighted(TOLD.map((told) => SHARES[told]));
  return clusters.flatMap(({ id, gridId }, place) => {
    const first = FIRST[place];
    if (first === undefined && random.chance(NEVER)) return [];
    const daysAgo = random.chance(RECENT) ? random.whole(1, 27) : random.whole(31, 60);
    const day = dayStart(now, timeZone, daysAgo);
    const at = new Date(day.getTime() + random.whole(9 * 60, 17 * 60) * (HOUR_MS / 60));
    const told = first ?? TOLD[shares.draw(random)]!; // drawn from as many
    return { clusterId: id, gridId, at, ...whatCameOf(told, random) };
  });
}

const shown = (texts: readonly string[], random: Random): string => `示范：${random.pick(texts)}`;

const NOTHING = { note: null, demand: null, wish: null, answer: null };

function whatCameOf(told: Told, random: Random): Omit<MadeUpVisit, "clusterId" | "gridId" | "at"> {
  if (told === "well" || told === "away") return { outcome: told, ...NOTHING };
  const matter = { outcome: "matter", ...NOTHING } as const;
  if (told === "note") return { ...matter, note: shown(NOTES, random) };
  const answer = told.endsWith("answered") ? shown(ANSWERS, random) : null;
  return told.startsWith("demand")
    ? { ...matter, demand: shown(DEMANDS, random), answer }
    : { ...matter, wish: shown(WISHES, random), answer };
}
