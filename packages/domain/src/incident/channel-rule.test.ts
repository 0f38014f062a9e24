import { expect, test } from "vitest";
import { channelsOf, listChannels } from "./channel-rule.ts";
import { CHANNELS } from "./incident.ts";
import { ROLES } from "../access/permissions.ts";
import type { Grant, Role, Viewer } from "../access/permissions.ts";

const viewer = (...grants: readonly Grant[]): Viewer => ({ caller: { kind: "person", id: "x" }, grants });
const holding = (role: Role, territoryId: number): Grant => ({ role, territoryId, gridPath: "1" });

test("a leader names what they come upon themselves, who takes calls and letters names any channel", () => {
  expect(channelsOf("leader")).toEqual(["patrol", "visit"]);
  for (const role of ["dispatcher", "secretary"] as const) expect(channelsOf(role)).toEqual(CHANNELS);
});

test("whoever holds several roles may name what one of them may, in that territory alone", () => {
  const both = viewer(holding("leader", 1), holding("dispatcher", 2));
  expect(listChannels(both, 1)).toEqual(["patrol", "visit"]);
  expect(listChannels(both, 2)).toEqual(CHANNELS);
  expect(listChannels(both, 3)).toEqual([]);
});

test("who may not report names none", () => {
  for (const role of ROLES.filter((each) => !["dispatcher", "secretary", "leader"].includes(each)))
    expect(listChannels(viewer(holding(role, 1)), 1)).toEqual([]);
});
