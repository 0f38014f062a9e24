import type { Catalogue, Chain, GridsAround, Incident, LoopWords, QueueEntry, Territory } from "@getu/domain";
import {
  createFormat,
  useCatalogue,
  useClusters,
  useGridIncidents,
  useGridsAround,
  useLanguage,
  useLive,
  useLoopWords,
  useMyCases,
  useNow,
  useQueue,
} from "@getu/ui";
import type { ClusterList, Format, LiveState, MyCases } from "@getu/ui";
import { useMemo } from "react";
import type { HeldDuty } from "./duty.ts";
import { useIdle } from "./use-idle.ts";

/** What a leader works with; what has not come in yet is null or empty. */
export type Work = {
  personId: string;
  duties: readonly HeldDuty[];
  duty: HeldDuty;
  territory: Territory;
  /** What waits for the leader, the shortest time left first; null = never heard of. */
  mine: readonly QueueEntry[] | null;
  /** It has been on the screen, and the page has had a moment's rest: time to fetch what may be wanted later. */
  isShown: boolean;
  /** When that was true; null as above. */
  asOf: Date | null;
  my: MyCases;
  /** What else is open in the grid. */
  others: readonly Incident[];
  around: GridsAround | null;
  /** Households of the grid. */
  visits: ClusterList | null;
  catalogue: Catalogue | null;
  loop: { words: LoopWords; chain: Chain } | null;
  format: Format;
  live: LiveState;
  /** By the server's clock, as far as it is known. */
  now: Date;
};

/** So many cases are kept ready to be worked on without a network. */
const KEPT_READY = 30;
const CLOCK_MS = 15_000;
/** What waits for the leader. */
export const MINE = { queue: "mine", order: "due", filter: {} } as const;

/** Everything for one duty, kept up to date while there is a network. */
export function useWork({ personId, duties, duty }: Pick<Work, "personId" | "duties" | "duty">): Work {
  const { territory, gridId } = duty;
  const { language } = useLanguage();
  const live = useLive(territory.id);
  const now = new Date(useNow(CLOCK_MS) + live.offsetMs);
  const queue = useQueue({ territoryId: territory.id, view: MINE, after: null }).data ?? null;
  const grid = { territoryId: territory.id, gridId };
  const inGrid = useGridIncidents(grid).data;
  const mine = queue?.entries ?? null;
  const others = useMemo(
    () => (inGrid ?? []).filter(({ id }) => !mine?.some((entry) => entry.id === id)),
    [inGrid, mine],
  );
  const isShown = useIdle(mine !== null);
  const ids = useMemo(
    () => (isShown ? (mine ?? []).slice(0, KEPT_READY).map(({ id }) => id) : []),
    [mine, isShown],
  );
  const format = useMemo(() => createFormat(language, territory.timeZone), [language, territory.timeZone]);
  return {
    personId,
    duties,
    duty,
    territory,
    mine,
    isShown,
    asOf: queue && new Date(queue.asOf),
    my: useMyCases(territory.id, ids),
    others,
    around: useGridsAround(grid).data ?? null,
    visits: useClusters(grid).data ?? null,
    catalogue: useCatalogue(territory.id).data ?? null,
    loop: useLoopWords(territory.id).data ?? null,
    format,
    live,
    now,
  };
}
