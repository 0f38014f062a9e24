import { isDeepStrictEqual } from "node:util";
import type { Db } from "@getu/store";
import type { launchBrowser } from "@getu/testkit";

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof launchBrowser>>["newPage"]>>;

/** What a wall's first scene says of the street's work. */
export type WallNumbers = {
  open: number;
  overdue: number;
  today: number;
  closedToday: number;
  /** Of what is late, how much at each level of the chain, as the wall orders them. */
  ladder: readonly number[];
};

/** The numbers, and the newest incidents by their ids, newest first. */
export type WallState = { numbers: WallNumbers; newest: readonly number[] };

/** What stands on the screen; null while another scene has it. */
export const readWall = (page: Page): Promise<WallState | null> =>
  page.evaluate(() => {
    const numberIn = (element: Element | null): number =>
      Number((element?.textContent ?? "").replace(/\D/g, ""));
    const numberOf = (key: string): number => numberIn(document.querySelector(`[data-number="${key}"]`));
    if (document.querySelector("[data-number]") === null) return null;
    return {
      numbers: {
        open: numberOf("open"),
        overdue: numberOf("overdue"),
        today: numberOf("today"),
        closedToday: numberOf("closedToday"),
        ladder: [...document.querySelectorAll(".rungs li strong")].map(numberIn),
      },
      newest: [...document.querySelectorAll<HTMLElement>("[data-incident]")].map((row) =>
        Number(row.dataset["incident"]),
      ),
    };
  });

const COUNTS = `SELECT
  (SELECT count(*)::integer FROM incident WHERE territory_id = $1 AND status <> 'closed') AS open,
  (SELECT count(*)::integer FROM incident WHERE territory_id = $1 AND status <> 'closed' AND due_at < now()) AS overdue,
  (SELECT count(*)::integer FROM incident WHERE territory_id = $1
     AND (reported_at AT TIME ZONE 'Asia/Shanghai')::date = (now() AT TIME ZONE 'Asia/Shanghai')::date) AS today,
  (SELECT count(*)::integer FROM incident WHERE territory_id = $1
     AND (closed_at AT TIME ZONE 'Asia/Shanghai')::date = (now() AT TIME ZONE 'Asia/Shanghai')::date) AS "closedToday",
  ARRAY(SELECT count(*)::integer FROM incident WHERE territory_id = $1 AND status <> 'closed' AND due_at < now()
     GROUP BY reached ORDER BY reached NULLS LAST) AS ladder,
  ARRAY(SELECT id FROM incident WHERE territory_id = $1 ORDER BY reported_at DESC, id DESC LIMIT 30) AS newest`;

/** The same counted from the table, by one plain statement that shares nothing with the product's own. */
export async function countPlainly({ pool }: Db, territoryId: number): Promise<WallState> {
  const { rows } = await pool.query<WallNumbers & { newest: number[] }>(COUNTS, [territoryId]);
  const { newest, ...numbers } = rows[0]!; // a SELECT without FROM returns one row
  return { numbers, newest: newest.map(Number) };
}

/** True when a screen shows just that; it lists as many of the newest as there is room for. */
export const showsJust = (shown: WallState, counted: WallState): boolean =>
  isDeepStrictEqual(shown.numbers, counted.numbers) &&
  shown.newest.length > 0 &&
  shown.newest.every((id, place) => id === counted.newest[place]);
