import { closeDb } from "@getu/store";
import { createTestDatabase } from "@getu/store/testing";
import { expect, test } from "vitest";
import { connectDatabase } from "../src/database.ts";

test("T49 the application's address is enough until tables are to be changed; then one line asks for the owner's", async () => {
  const database = await createTestDatabase();
  const { url, ownerUrl, owner } = database;
  await closeDb((await connectDatabase({ url, ownerUrl: url })).db);
  await owner.query(
    `DELETE FROM _prisma_migrations WHERE migration_name = '0026_application_role';
     DROP FUNCTION refresh_statistics`,
  );
  await expect(connectDatabase({ url, ownerUrl: url })).rejects.toThrow(
    /^the database cannot be used: .*permission denied.*: set DATABASE_OWNER_URL$/,
  );
  const { db } = await connectDatabase({ url, ownerUrl });
  expect((await db.pool.query("SELECT current_user AS role")).rows).toEqual([{ role: "getu_application" }]);
  await closeDb(db);
  await database.drop();
});
