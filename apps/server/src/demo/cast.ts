import type { Grid, Role } from "@getu/domain";

/** One of the made-up people of the demo street, and what they hold there; no grid = all of it. */
export type Member = {
  username: string;
  name: string;
  role: Exclude<Role, "device">;
  gridIds: readonly (number | null)[];
};

/** Grids of a street, and how many open incidents each lane grid has. */
export type Stage = { grids: readonly Grid[]; openOf: ReadonlyMap<number, number> };

/** Says of every name that nobody is meant. */
const made = (name: string): string => (name.includes("示范") ? name : `${name}（示范）`);

/** Those who work in the street office itself. */
const OFFICE: readonly Member[] = [
  { username: "demo_admin", name: made("沈知远"), role: "administrator", gridIds: [null] },
  { username: "demo_auditor", name: made("陆清言"), role: "auditor", gridIds: [null] },
  { username: "demo_dispatcher", name: made("何晓岚"), role: "dispatcher", gridIds: [null] },
  { username: "demo_planner", name: made("顾一苇"), role: "planner", gridIds: [null] },
  { username: "demo_viewer", name: made("秦望舒"), role: "viewer", gridIds: [null] },
];

const LEADERS_OF_A_COMMUNITY = 2;

/**
 * Everybody of the demo street: the office, a secretary of two communities and one of another, leaders of lane grids,
 * and of the compound around each of these lanes the secretary who verifies what its leader has done.
 */
export function castOf(stage: Stage): Member[] {
  const communities = stage.grids.filter(({ tier }) => tier === 0).toSorted(byCode);
  const [first, second, third] = communities;
  const secretaries = [[first, second].filter((grid) => grid !== undefined), third ? [third] : []];
  const lanes = [first, second].flatMap((community) => (community ? busiestLanes(community, stage) : []));
  const around = new Set(lanes.map(({ parentId }) => parentId));
  const compounds = stage.grids.filter(({ id, tier }) => tier > 0 && around.has(id)).toSorted(byCode);
  return [
    ...OFFICE,
    ...secretaries.flatMap((held, i) => secretaryOf(held, i + 1)),
    ...compounds.map((compound, i) => branchSecretaryOf(compound, i + 1)),
    ...lanes.map((lane, i) => leaderOf(lane, i + 1)),
  ];
}

const byCode = (a: Grid, b: Grid): number => (a.code < b.code ? -1 : 1);

const secretaryOf = (held: readonly Grid[], number: number): Member[] =>
  held.length === 0
    ? []
    : [
        {
          username: `demo_secretary_${number}`,
          name: made(held[0]!.leaderName ?? `书记${number}`), // not empty
          role: "secretary",
          gridIds: held.map(({ id }) => id),
        },
      ];

const branchSecretaryOf = ({ id, leaderName }: Grid, number: number): Member => ({
  username: `demo_branch_${number}`,
  name: made(leaderName ?? `支部书记${number}`),
  role: "secretary",
  gridIds: [id],
});

const leaderOf = ({ id, leaderName }: Grid, number: number): Member => ({
  username: `demo_leader_${number}`,
  name: made(leaderName ?? `网格长${number}`),
  role: "leader",
  gridIds: [id],
});

/** The lane grids of a community with the most open work, so that their leaders have something to do. */
function busiestLanes(community: Grid, { grids, openOf }: Stage): Grid[] {
  const parentOf = new Map(grids.map(({ id, parentId }) => [id, parentId]));
  const lies = (id: number | null): boolean =>
    id !== null && (id === community.id || lies(parentOf.get(id) ?? null));
  const parents = new Set(parentOf.values());
  const open = ({ id }: Grid): number => openOf.get(id) ?? 0;
  return grids
    .filter(({ id }) => !parents.has(id) && lies(id))
    .toSorted((a, b) => open(b) - open(a) || byCode(a, b))
    .slice(0, LEADERS_OF_A_COMMUNITY);
}
