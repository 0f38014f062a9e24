import { grantApplication } from "./application-grants.ts";
import type { DatabaseAddress } from "./application-grants.ts";
import { migrate } from "./migrate.ts";

/**
 * Brings a database to the newest schema, as its owner, and lets the application in, where it has a role of its own.
 * Returns the names of the migrations applied now.
 */
export async function prepareDatabase(
  address: DatabaseAddress,
  options: { onProgress?: (message: string) => void } = {},
): Promise<readonly string[]> {
  const applied = await migrate(address.ownerUrl, options);
  if (address.url !== address.ownerUrl) await grantApplication(address);
  return applied;
}
