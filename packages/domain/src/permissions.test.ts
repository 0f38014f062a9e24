import { expect, test } from "vitest";
import { may, PERMISSIONS } from "./permissions.ts";
import type { Permission } from "./permissions.ts";

const permissions = Object.keys(PERMISSIONS) as Permission[];

test("a viewer of one territory reads nothing of another", () => {
  const viewer = { role: "viewer", territoryId: 1, gridPath: "" } as const;
  for (const permission of permissions) {
    expect(may(viewer, permission, 1), permission).toBe(true);
    expect(may(viewer, permission, 2), permission).toBe(false);
  }
});

test("a viewer of all territories reads each of them", () => {
  const viewer = { role: "viewer", territoryId: "all", gridPath: "" } as const;
  expect(permissions.every((permission) => may(viewer, permission, 7))).toBe(true);
});
