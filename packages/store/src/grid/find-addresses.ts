import { foldAddress, rankAddresses } from "@getu/domain";
import type { FoundAddress, Scope } from "@getu/domain";
import type { Db } from "../db.ts";
import { listGridNames } from "./grid-names.ts";
import { inScope, listGridIds } from "./grid-tree.ts";
import { listGroundNames } from "./ground-names.ts";
import { toPosition } from "../position.ts";
import type { PositionRow } from "../position.ts";

/** What somebody typed, and how many answers help. */
export type AddressQuestion = Scope & { text: string; limit: number };

/** No more of one kind are put in order; who typed so little types on. */
const MOST_OF_A_KIND = 200;

/**
 * Places and grids of the scope and names on the ground that hold what was typed, the best first. A house number that
 * nothing on the map knows is left away: the road is better than nothing.
 */
export async function findAddresses(db: Db, question: AddressQuestion): Promise<FoundAddress[]> {
  const typed = foldAddress(question.text);
  if (typed === "") return [];
  const found = await findAll(db, { ...question, typed });
  const road = typed.replace(HOUSE_NUMBER, "");
  if (found.length > 0 || road === typed || road === "") return found;
  return findAll(db, { ...question, typed: road });
}

/** At the end of an address: number, building, staircase, door. */
const HOUSE_NUMBER = /[0-9一二三四五六七八九十百][0-9一二三四五六七八九十百号弄栋幢楼单元室户-]*$/;

type Typed = AddressQuestion & { typed: string };

async function findAll(db: Db, question: Typed): Promise<FoundAddress[]> {
  const { typed, territoryId, limit } = question;
  const ground = await listGroundNames(db, territoryId);
  const known = ground.filter(({ folded }) => folded.includes(typed)).map(({ address }) => address);
  const stored = await Promise.all([findPlaces(db, question), findGrids(db, question)]);
  const found = [...stored, known].flatMap(shortestFirst);
  return rankAddresses(found, typed).slice(0, limit);
}

/** A name that is what was typed is the shortest that can hold it. */
const shortestFirst = (found: readonly FoundAddress[]): FoundAddress[] =>
  found.toSorted((a, b) => a.name.length - b.name.length).slice(0, MOST_OF_A_KIND);

async function findGrids(db: Db, { typed, ...scope }: Typed): Promise<FoundAddress[]> {
  const [names, ids] = await Promise.all([listGridNames(db, scope.territoryId), listGridIds(db, scope)]);
  const visible = ids && new Set(ids);
  return names
    .filter(({ id, folded }) => folded.some((text) => text.includes(typed)) && visible?.has(id) !== false)
    .map(({ address }) => address);
}

/** SQL for what `foldAddress` does, and whether it holds `$3`; the column is written in the code. */
const holds = (column: string): string =>
  `strpos(regexp_replace(lower(normalize(${column}, NFKC)), '\\s+', '', 'g'), $3) > 0`;

type AddressRow = PositionRow & Pick<FoundAddress, "name" | "note">;

async function findPlaces(db: Db, { territoryId, within, typed }: Typed): Promise<FoundAddress[]> {
  const { rows } = await db.pool.query<AddressRow>(
    `SELECT place.name, state.name AS note, lng, lat FROM place LEFT JOIN grid_state AS state
       ON state.territory_id = $1 AND state.grid_id = place.grid_id AND state.valid_to IS NULL
     WHERE place.territory_id = $1 AND ${holds("place.name")}
       AND ${inScope("place.grid_id", { territory: "$1", within: "$2" })}
     ORDER BY length(place.name), place.id LIMIT ${MOST_OF_A_KIND}`,
    [territoryId, within, typed],
  );
  return rows.map(({ name, note, ...position }) => ({
    kind: "place",
    name,
    note,
    position: toPosition(position),
  }));
}
