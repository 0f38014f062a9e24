import { ROLES } from "@getu/domain";
import type { Role, Viewer } from "@getu/domain";
import { createTerritory } from "@getu/store";
import { createTestDatabase, TOWN_TERRITORY } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { appRouter } from "../src/index.ts";
import type { AppRouter } from "../src/index.ts";
import { failureOfCall, testCaller } from "./test-caller.ts";

type Groups = AppRouter["_def"]["record"];
type Path = { [Group in keyof Groups]: `${Group}.${keyof Groups[Group] & string}` }[keyof Groups];

const READERS = ROLES;
const PHOTO_READERS = ROLES.filter((role) => role !== "device");
const PERSONS = PHOTO_READERS;
const HANDLERS = ["dispatcher", "secretary", "leader"] as const;
const DRAFT_READERS = ["administrator", "auditor", "planner", "secretary"] as const;
const KEEPERS = ["administrator", "auditor", "secretary"] as const;

/**
 * Who may call what, reviewed by hand and written down a second time on purpose: a procedure without a row does not
 * compile, and a permission that grows by accident fails here.
 */
const EXPECTED = {
  "territory.list": READERS,
  "territory.get": READERS,
  "catalogue.get": READERS,
  "catalogue.loop": READERS,
  "grid.list": READERS,
  "grid.ancestry": READERS,
  "grid.boundaries": READERS,
  "grid.edges": READERS,
  "grid.at": READERS,
  "draft.create": ["planner"],
  "draft.list": DRAFT_READERS,
  "draft.get": DRAFT_READERS,
  "draft.check": DRAFT_READERS,
  "draft.standing": DRAFT_READERS,
  "draft.impact": DRAFT_READERS,
  "draft.append": ["planner"],
  "draft.fork": ["planner"],
  "draft.rebase": ["planner"],
  "draft.submit": ["planner"],
  "draft.approve": ["administrator"],
  "draft.reject": ["administrator"],
  "draft.schedule": ["administrator"],
  "draft.withdraw": ["administrator", "planner"],
  "version.list": READERS,
  "version.origins": DRAFT_READERS,
  "version.get": DRAFT_READERS,
  "version.movedWork": ["administrator", "auditor", "dispatcher", "secretary", "leader"],
  "version.codeAgreements": DRAFT_READERS,
  "version.impact": DRAFT_READERS,
  "version.rollback": ["administrator"],
  "grid.around": HANDLERS,
  "board.get": ["administrator", "dispatcher", "secretary", "planner"],
  "camera.list": READERS,
  "camera.inStatus": READERS,
  "coverage.get": READERS,
  "coverage.views": READERS,
  "place.list": READERS,
  "place.around": HANDLERS,
  "place.nearestPoliceRoom": READERS,
  "incident.list": READERS,
  "incident.get": READERS,
  "incident.report": HANDLERS,
  "incident.act": HANDLERS,
  "incident.preview": HANDLERS,
  "incident.history": ["administrator", "auditor", "dispatcher", "secretary", "leader"],
  "incident.explainDeadline": READERS,
  "intake.search": HANDLERS,
  "intake.locate": HANDLERS,
  "intake.deadline": HANDLERS,
  "intake.duplicates": HANDLERS,
  "intake.today": HANDLERS,
  "intake.file": HANDLERS,
  "visit.clusters": [...HANDLERS, "administrator", "auditor"],
  "visit.history": [...HANDLERS, "administrator", "auditor"],
  "visit.record": HANDLERS,
  "visit.coverage": [...HANDLERS, "administrator", "auditor"],
  "visit.rhythm": ["dispatcher", "secretary"],
  "need.list": [...HANDLERS, "administrator", "auditor"],
  "need.answer": ["dispatcher", "secretary"],
  "incident.queue": READERS,
  "incident.queueCounts": READERS,
  "incident.assignMany": HANDLERS,
  "queueFilter.list": PERSONS,
  "queueFilter.save": PERSONS,
  "queueFilter.remove": PERSONS,
  "heat.cells": READERS,
  "heat.week": READERS,
  "summary.get": READERS,
  "summary.day": READERS,
  "assessment.month": ["administrator", "auditor", "dispatcher", "secretary", "leader", "device"],
  "assessment.counted": ["administrator", "auditor", "dispatcher", "secretary", "leader"],
  "map.config": READERS,
  "photo.list": PHOTO_READERS,
  "contact.read": HANDLERS,
  "contact.masked": HANDLERS,
  "hold.set": ["administrator"],
  "hold.lift": ["administrator"],
  "account.get": "anybody",
  "account.formerGrids": "signed-in",
  "account.phoneSecret": "signed-in",
  "account.join": "anybody",
  "account.setPassword": "anybody",
  "session.list": "signed-in",
  "session.end": "signed-in",
  "push.key": "signed-in",
  "push.keep": "signed-in",
  "push.remove": "signed-in",
  "person.list": KEEPERS,
  "person.invite": ["administrator", "secretary"],
  "person.disable": ["administrator"],
  "person.enable": ["administrator"],
  "person.resetSecondFactor": ["administrator"],
  "grant.give": ["administrator", "secretary"],
  "grant.revoke": ["administrator", "secretary"],
  "device.list": ["administrator"],
  "device.create": ["administrator"],
  "device.revoke": ["administrator"],
  "wall.own": "anybody",
  "wall.list": ["administrator", "dispatcher"],
  "wall.pair": ["administrator"],
  "wall.arrange": ["administrator"],
  "wall.steer": ["administrator", "dispatcher"],
  "audit.open": ["administrator", "auditor"],
  "audit.list": ["administrator", "auditor"],
  "audit.check": ["administrator", "auditor"],
} as const satisfies Record<Path, readonly Role[] | "anybody" | "signed-in">;

let database: TestDatabase;
let mine: number;
let foreign: number;

beforeAll(async () => {
  database = await createTestDatabase();
  mine = (await createTerritory(database.db, TOWN_TERRITORY)).id;
  foreign = (await createTerritory(database.db, { ...TOWN_TERRITORY, code: "foreign" })).id;
});
afterAll(() => database.drop());

const viewerWith = (role: Role | null): Viewer => ({
  caller: role === "device" ? { kind: "device", id: 1 } : { kind: "person", id: "somebody" },
  grants: role === null ? [] : [{ role, territoryId: mine, gridPath: "" }],
});
const NOBODY: Viewer = { caller: { kind: "nobody" }, grants: [] };

/** Whether the door opens: a refusal comes before the input is looked at any closer. */
async function mayCall(viewer: Viewer, path: Path, input: object): Promise<boolean> {
  const [group, name] = path.split(".") as [string, string];
  const groups = testCaller(database.db, viewer) as unknown as Record<
    string,
    Record<string, (input: object) => Promise<unknown>>
  >;
  const failure = await failureOfCall(groups[group]![name]!(input));
  return failure?.code !== "NOT_PERMITTED" && failure?.code !== "SIGN_IN_NEEDED";
}

test("T34 the table has a row for every procedure there is", () => {
  // eslint-disable-next-line no-underscore-dangle -- the library's own name for it
  expect(Object.keys(appRouter._def.procedures).toSorted()).toEqual(Object.keys(EXPECTED).toSorted());
});

describe.each(Object.entries(EXPECTED) as [Path, (typeof EXPECTED)[Path]][])("T34 %s", (path, expected) => {
  test("is open to exactly those who are meant", async () => {
    const openTo = async (viewer: Viewer) => mayCall(viewer, path, { territoryId: mine });
    const allowed: Role[] = [];
    for (const role of ROLES) if (await openTo(viewerWith(role))) allowed.push(role);
    const persons = ROLES.filter((role) => role !== "device");
    const meant = expected === "anybody" ? ROLES : expected === "signed-in" ? persons : expected;
    expect(allowed).toEqual(ROLES.filter((role) => (meant as readonly Role[]).includes(role)));
    expect(await openTo(viewerWith(null))).toBe(typeof expected === "string");
    expect(await openTo(NOBODY)).toBe(expected === "anybody");
  });

  test("is closed to every role in another territory", async () => {
    if (typeof expected === "string" || !takesTerritory(path)) return;
    for (const role of ROLES)
      expect(await mayCall(viewerWith(role), path, { territoryId: foreign })).toBe(false);
  });
});

/** The others say themselves what they are about, and are held to it by what they do (T37). */
const takesTerritory = (path: Path): boolean =>
  path !== "territory.list" && !/^(?:person|grant|audit)\./.test(path);
