import { expect, test } from "vitest";
import { getu } from "./getu.ts";

test.each([
  [["--help"], "getu assign|audit|demo-links|hold|import|open311|push-key|retain|seed"],
  [["assign", "--help"], "getu assign [OPTIONS]"],
  [["import", "--help"], "getu import grids|cameras|places|households|incidents|basemap"],
  [["import", "grids", "--help"], "getu import grids [OPTIONS]"],
  [["import", "basemap", "--help"], "getu import basemap [OPTIONS]"],
])("the help of %j says once what to type", async (args, usage) => {
  const { stdout } = await getu(args);
  expect(stdout).toContain(`USAGE ${usage}`);
  expect(stdout).not.toContain("getu getu");
});
