import { createTestDatabase } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { listTerritories } from "@getu/store";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getu } from "./getu.ts";

describe("getu seed", () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  afterAll(() => database.drop());

  const seed = (...args: string[]) => getu(["seed", ...args], { DATABASE_URL: database.url });

  test.each(["many", " ", "1e300"])(
    "a number that is %j is named, and nothing is written",
    async (number) => {
      const { code, stderr } = await seed("--scale", "tiny", `--incidents=${number}`);
      expect(code).toBe(2);
      expect(stderr).toContain(`getu: --incidents must be a whole number, not "${number}"\n`);
      expect(await listTerritories(database.db)).toEqual([]);
    },
  );

  test.each(["--incidnets", "-i"])(
    "an option %s, which there is none of, is named, and nothing is written",
    async (option) => {
      const { code, stderr } = await seed("--scale", "tiny", option, "50");
      expect(code).toBe(2);
      expect(stderr).toContain(`there is no option ${option}`);
      expect(await listTerritories(database.db)).toEqual([]);
    },
  );

  test("a made-up town of that scale comes in with as many incidents as were asked for", async () => {
    const { code, stdout } = await seed("--scale", "tiny", "--incidents", "300", "--seed", "7", "--json");
    expect(code).toBe(0);
    const said = JSON.parse(stdout) as { territory: string; incidents: number };
    expect(said.incidents).toBe(300);
    const { rows } = await database.db.pool.query<{ count: string }>("SELECT count(*) FROM incident");
    expect(rows[0]?.count).toBe("300");
    expect((await listTerritories(database.db)).map((each) => [each.code, each.demo])).toEqual([
      [said.territory, true],
    ]);
  });

  test("a database that holds a town refuses a second one", async () => {
    const { code, stderr } = await seed("--scale", "tiny");
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^getu: the database holds \d+, whole or from a seed that was broken off: seed an empty one/,
    );
  });
});
