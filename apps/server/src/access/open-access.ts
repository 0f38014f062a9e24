import type { Db } from "@getu/store";
import { publicUrlOf } from "../configuration.ts";
import type { StartOptions } from "../start.ts";
import { keepAuditHeads } from "./audit-heads.ts";
import { readAuthSecret } from "./auth-secret.ts";
import { createAccess } from "./create-access.ts";
import type { Access } from "./create-access.ts";
import { phoneSecretFor } from "./phone-secret.ts";
import type { PhoneOwner } from "./phone-secret.ts";

/** Access, and what else stands on the secret of the house. */
type OpenedAccess = { access: Access; phoneSecretOf: (owner: PhoneOwner) => string };

/** Access as the settings want it, until the server stops. */
export async function openAccess(
  db: Db,
  { configuration, lifecycle, log, liveDb, rightsDb }: StartOptions & { liveDb: Db; rightsDb: Db },
): Promise<OpenedAccess> {
  const { home, openReading, oidc } = configuration;
  const secret = readAuthSecret(home);
  const access = createAccess(db, {
    secret,
    publicUrl: publicUrlOf(configuration),
    oidc,
    openReading,
    liveDb,
    rightsDb,
    onError: (error) =>
      log.warn({ err: error }, "open streams could not be held to what their readers may see"),
  });
  await lifecycle.opened("access", () => access.stop());
  const stopKeeping = keepAuditHeads(db, {
    home,
    onError: (error) =>
      log.warn({ err: error }, "the audit log's head could not be kept outside the database"),
  });
  await lifecycle.opened("audit heads", stopKeeping);
  return { access, phoneSecretOf: (owner) => phoneSecretFor(secret, owner) };
}
